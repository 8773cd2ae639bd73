import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FORMS,
  MAJORITIES,
  noRound,
  POSITIONS,
  POSITIONS_OF,
  type Form,
  type Position,
  type PositionKind,
  type RoundRule,
  type RoundState,
} from './round.ts';
import { awaited, step, type RoundEvent } from './step.ts';
import { defaultQuorum, tally } from './tally.ts';

const rule = (form: Form, more: Partial<RoundRule> = {}): RoundRule => ({
  form,
  majority: 'simple',
  hidden: false,
  quorum: 0,
  weights: {},
  ...more,
});
const says = (kind: PositionKind, reason: string | null = null, until: string | null = null): Position => ({
  kind,
  reason,
  until,
});
const opened = (form: Form, organisations = ['a', 'b', 'c'], more: Partial<RoundRule> = {}): RoundEvent => ({
  type: 'opened',
  rule: rule(form, more),
  organisations,
});
const take = (
  organisation: string,
  kind: PositionKind,
  reason: string | null = null,
  until: string | null = null,
): RoundEvent => ({ type: 'positionTaken', organisation, position: says(kind, reason, until) });
const close: RoundEvent = { type: 'closed' };

/** The state after these events; the code of the first that is refused. */
function run(...events: RoundEvent[]): RoundState | string {
  let state: RoundState = noRound;
  for (const event of events) {
    const next = step(state, event);
    if (!next.ok) return next.code;
    state = next.value;
  }
  return state;
}

function outcome(...events: RoundEvent[]): string {
  const state = run(...events);
  if (typeof state === 'string') return state;
  return state.phase === 'closed' ? state.verdict.outcome : state.phase;
}

describe('every state has an answer to every event', () => {
  const states: Record<string, RoundEvent[]> = {
    none: [],
    open: [opened('hamerstuk')],
    closed: [opened('hamerstuk'), close],
    withdrawn: [opened('hamerstuk'), { type: 'withdrawn', reason: 'x' }],
  };
  const events: Record<string, RoundEvent> = {
    opened: opened('consent'),
    arrived: { type: 'arrived', organisation: 'd' },
    positionTaken: take('a', 'objection'),
    closed: close,
    withdrawn: { type: 'withdrawn', reason: 'x' },
  };
  const answers: Record<string, Record<string, string>> = {
    none: {
      opened: 'open',
      arrived: 'noRound',
      positionTaken: 'noRound',
      closed: 'noRound',
      withdrawn: 'noRound',
    },
    open: {
      opened: 'roundExists',
      arrived: 'open',
      positionTaken: 'open',
      closed: 'closed',
      withdrawn: 'withdrawn',
    },
    closed: {
      opened: 'roundExists',
      arrived: 'closed',
      positionTaken: 'roundClosed',
      closed: 'roundClosed',
      withdrawn: 'roundClosed',
    },
    withdrawn: {
      opened: 'roundExists',
      arrived: 'withdrawn',
      positionTaken: 'roundClosed',
      closed: 'roundClosed',
      withdrawn: 'roundClosed',
    },
  };
  const all = Object.keys(states).flatMap((state) =>
    Object.keys(events).map((event): [string, string, string] => [
      state,
      event,
      answers[state]?.[event] ?? 'missing',
    ]),
  );
  test.each(all)('%s + %s: %s', (state, event, expected) => {
    const end = run(...(states[state] ?? []), events[event] as RoundEvent);
    expect(typeof end === 'string' ? end : end.phase).toBe(expected);
  });
});

describe('R1-R6 voices and positions', () => {
  test('R1 an organisation has one voice', () => {
    const state = run(opened('consent', ['a', 'a', 'b']));
    expect(state).toMatchObject({ organisations: ['a', 'b'] });
  });

  test('R2 only who has a voice takes a position', () => {
    expect(run(opened('consent'), take('stranger', 'noObjection'))).toBe('notPresent');
  });

  test('R3 who comes in while the round runs has a voice, once', () => {
    const late: RoundEvent = { type: 'arrived', organisation: 'd' };
    expect(run(opened('consent'), late, late, take('d', 'noObjection'))).toMatchObject({
      organisations: ['a', 'b', 'c', 'd'],
    });
  });

  test('R5 the last position counts', () => {
    const state = run(opened('stemming'), take('a', 'for'), take('a', 'against'), take('a', 'abstain'));
    if (typeof state === 'string' || state.phase !== 'open') throw new Error('not open');
    expect(tally(state)).toMatchObject({ counts: { for: 0, against: 0, abstain: 1 }, silent: 2 });
  });

  test.each(FORMS.flatMap((form) => POSITIONS.map((kind): [Form, PositionKind] => [form, kind])))(
    'R6 %s knows %s or refuses it',
    (form, kind) => {
      const end = run(opened(form), take('a', kind, 'omdat', '2026-12-17'));
      expect(typeof end === 'string' ? end : 'taken').toBe(
        POSITIONS_OF[form].includes(kind) ? 'taken' : 'wrongPosition',
      );
    },
  );

  test('R7 a round is withdrawn with a reason', () => {
    expect(run(opened('consent'), { type: 'withdrawn', reason: ' ' })).toBe('reasonMissing');
    expect(run(opened('consent'), { type: 'withdrawn', reason: 'eerst rekenen' })).toMatchObject({
      phase: 'withdrawn',
      reason: 'eerst rekenen',
    });
  });
});

describe('R10 hamerstuk', () => {
  test('R10 adopted unless one objects', () => {
    expect(outcome(opened('hamerstuk'), close)).toBe('agreed');
    expect(outcome(opened('hamerstuk'), take('b', 'objection'), close)).toBe('rejected');
  });
});

describe('R11-R15 consent', () => {
  const agree = ['a', 'b'].map((organisation) => take(organisation, 'noObjection'));

  test('R11 silence is not consent, nor is an empty table', () => {
    expect(outcome(opened('consent'), ...agree, close)).toBe('incomplete');
    expect(outcome(opened('consent', []), close)).toBe('incomplete');
    expect(
      outcome(
        opened('consent'),
        ...agree,
        take('c', 'noObjection'),
        { type: 'arrived', organisation: 'd' },
        close,
      ),
    ).toBe('incomplete');
    const state = run(opened('consent'), ...agree);
    expect(typeof state !== 'string' && state.phase === 'open' ? awaited(state) : state).toEqual(['c']);
  });

  test('R12 an objection and a reservation say why, a reservation also before which day', () => {
    expect(run(opened('consent'), take('a', 'objection'))).toBe('reasonMissing');
    expect(run(opened('consent'), take('a', 'objection', '  '))).toBe('reasonMissing');
    expect(run(opened('consent'), take('a', 'reservation', null, '2026-12-17'))).toBe('reasonMissing');
    expect(run(opened('consent'), take('a', 'reservation', 'raad'))).toBe('untilMissing');
    expect(run(opened('consent'), take('a', 'reservation', 'raad', '2026-02-30'))).toBe('untilMissing');
  });

  test('R13 one objection stops it, also beside a consult', () => {
    expect(
      outcome(
        opened('consent'),
        take('a', 'consult'),
        take('b', 'objection', 'te duur'),
        take('c', 'noObjection'),
        close,
      ),
    ).toBe('rejected');
  });

  test('R14 else a consult takes it back', () => {
    expect(outcome(opened('consent'), ...agree, take('c', 'consult'), close)).toBe('taken back');
  });

  test('R15 else agreed, with the reservations as conditions', () => {
    expect(outcome(opened('consent'), ...agree, take('c', 'noObjection'), close)).toBe('agreed');
    const state = run(
      opened('consent'),
      ...agree,
      take('c', 'reservation', 'Raad van Kampen', '2026-12-17'),
      close,
    );
    expect(state).toMatchObject({
      verdict: {
        outcome: 'agreed',
        conditions: [{ organisation: 'c', body: 'Raad van Kampen', until: '2026-12-17' }],
      },
    });
  });
});

describe('R20-R23 stemming', () => {
  const five = ['a', 'b', 'c', 'd', 'e'];
  const vote = (votes: string, more: Partial<RoundRule> = {}): string => {
    const kinds: Record<string, PositionKind> = { f: 'for', a: 'against', '-': 'abstain' };
    const cast = votes
      .split('')
      .flatMap((one, index) => (kinds[one] === undefined ? [] : [take(five[index] as string, kinds[one])]));
    return outcome(opened('stemming', five, more), ...cast, close);
  };

  test.each<[string, Partial<RoundRule>, string]>([
    ['ffaa ', {}, 'rejected'],
    ['fff-a', {}, 'agreed'],
    ['ffaa-', {}, 'rejected'],
    ['f----', {}, 'agreed'],
    ['-----', {}, 'rejected'],
    ['ffffa', { majority: 'two thirds' }, 'agreed'],
    ['ffa--', { majority: 'two thirds' }, 'agreed'],
    ['fffaa', { majority: 'two thirds' }, 'rejected'],
    ['-----', { majority: 'two thirds' }, 'rejected'],
    ['fff--', { majority: 'unanimous' }, 'agreed'],
    ['ffffa', { majority: 'unanimous' }, 'rejected'],
    ['     ', { majority: 'unanimous' }, 'rejected'],
  ])('R22 %s %j: %s', (votes, more, expected) => {
    expect(vote(votes, more)).toBe(expected);
  });

  test('R21 without a quorum there is nothing to close; abstaining counts for it', () => {
    expect(vote('ff   ', { quorum: 3 })).toBe('noQuorum');
    expect(vote('ff-  ', { quorum: 3 })).toBe('agreed');
    expect([1, 2, 5, 10].map(defaultQuorum)).toEqual([1, 1, 3, 5]);
  });

  test('R23 weights are data; who is not named weighs one', () => {
    expect(vote('faa  ', { weights: { a: 3 } })).toBe('agreed');
    expect(vote('faa  ', { weights: { a: 2 } })).toBe('rejected');
  });
});

test('R30 ter kennisname asks nothing', () => {
  expect(outcome(opened('ter kennisname', []), close)).toBe('noted');
});

describe('whatever happens', () => {
  const organisation = fc.constantFrom('a', 'b', 'c', 'd');
  const anEvent: fc.Arbitrary<RoundEvent> = fc.oneof(
    fc.record({ type: fc.constant('arrived' as const), organisation }),
    fc.record({
      type: fc.constant('positionTaken' as const),
      organisation,
      position: fc.record({
        kind: fc.constantFrom(...POSITIONS),
        reason: fc.constantFrom(null, '', 'omdat'),
        until: fc.constantFrom(null, '2026-12-17', 'ooit'),
      }),
    }),
    fc.constant(close),
    fc.record({ type: fc.constant('withdrawn' as const), reason: fc.constantFrom('', 'omdat') }),
  );
  const anOpening = fc.record({
    type: fc.constant('opened' as const),
    organisations: fc.array(organisation, { maxLength: 3 }),
    rule: fc.record({
      form: fc.constantFrom(...FORMS),
      majority: fc.constantFrom(...MAJORITIES),
      hidden: fc.boolean(),
      quorum: fc.nat(3),
      weights: fc.constant({ b: 2 }),
    }),
  });

  test('it never throws, over is over, voices only grow, positions are of those with a voice, and the tally adds up', () => {
    fc.assert(
      fc.property(anOpening, fc.array(anEvent, { maxLength: 30 }), (opening, events) => {
        let state = run(opening) as RoundState;
        for (const event of events) {
          const before = structuredClone(state);
          const next = step(state, event);
          expect(state).toEqual(before);
          if (!next.ok || state.phase === 'none') continue;
          const after = next.value;
          if (after.phase === 'none') throw new Error('a round does not vanish');
          if (state.phase !== 'open') expect(after).toEqual(state);
          expect(after.organisations.slice(0, state.organisations.length)).toEqual(state.organisations);
          expect([...after.positions.keys()].every((one) => after.organisations.includes(one))).toBe(true);
          const { counts, silent } = tally(after);
          expect(Object.values(counts).reduce((sum, n) => sum + n, silent)).toBe(after.organisations.length);
          if (after.phase === 'closed' && after.rule.form === 'consent') expect(silent).toBe(0);
          state = after;
        }
      }),
    );
  });

  test('the order in which organisations answer does not change what comes out', () => {
    const answers = fc.uniqueArray(fc.tuple(organisation, fc.constantFrom(...POSITIONS_OF.consent)), {
      selector: ([who]) => who,
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        answers.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: 4 }))),
        ([given, shuffled]) => {
          const end = (list: [string, PositionKind][]): string =>
            outcome(
              opened('consent', ['a', 'b', 'c', 'd']),
              ...list.map(([who, kind]) => take(who, kind, 'omdat', '2026-12-17')),
              close,
            );
          expect(end(given)).toBe(end(shuffled));
        },
      ),
    );
  });
});

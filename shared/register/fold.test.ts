import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMS, OUTCOMES, POSITIONS } from '../round/round.ts';
import { tally } from '../round/tally.ts';
import { commandOf, readEntry, type BodyOf, type EventType } from './bodies.ts';
import { EMPTY_HEAD, headAfter, makeEntry, type Head } from './chain.ts';
import type { RegisterEntry } from './event.ts';
import { fold } from './fold.ts';
import { nextNumber, openRounds, voicesOf } from './state.ts';
import { veil } from './veil.ts';

type Said = [type: string, actor: string, body: unknown, at?: string];

function register(...said: Said[]): RegisterEntry[] {
  let head: Head = EMPTY_HEAD;
  return said.map(([type, actor, body, at = '2026-11-24T13:00:00.000Z']) => {
    const entry = makeEntry({ table: 'west', head, type, at, actor, body, salt: 'x' });
    head = headAfter(entry);
    return entry;
  });
}

const rule = (form: (typeof FORMS)[number], hidden = false): BodyOf<'roundOpened'>['rule'] => ({
  form,
  majority: 'simple',
  hidden,
  quorum: 0,
  weights: {},
});
const counts = { noObjection: 0, reservation: 0, objection: 0, consult: 0, for: 0, against: 0, abstain: 0 };
const noTally = { counts, silent: 0, weighed: { for: 0, against: 0 }, quorumMet: null, majorityMet: null };

const opened: Said = ['meetingOpened', 'chair', { command: 'c1', meeting: 'm1', planned: null }];
const attended = (actor: string, organisation: string, role = 'member'): Said => [
  'attended',
  actor,
  { meeting: 'm1', organisation, role },
];
const round = (id: string, form: (typeof FORMS)[number], organisations: string[], hidden = false): Said => [
  'roundOpened',
  'chair',
  {
    round: id,
    meeting: 'm1',
    rule: rule(form, hidden),
    organisations,
    proposal: { id: 'v1', kind: 'ruilen', title: 'Ruilen', reason: null, by: 'p1', changes: [] },
    moved: [],
    before: {},
    after: {},
    sha256: 'a'.repeat(64),
  },
];
const position = (actor: string, organisation: string, kind: string, id = 'r1'): Said => [
  'positionTaken',
  actor,
  { round: id, organisation, position: kind, reason: 'omdat', until: '2026-12-17' },
];
const decided = (id: string, outcome: string, number = '2026-1'): Said => [
  'decided',
  'chair',
  { decision: id, number, round: id, outcome, tally: noTally, conditions: [] },
];

describe('fold', () => {
  test('a meeting from its opening to what was applied', () => {
    const state = fold(
      register(
        opened,
        attended('p1', 'zwolle', 'chair'),
        attended('p2', 'deventer'),
        attended('p3', 'natuur', 'observer'),
        round('r1', 'consent', ['zwolle', 'deventer']),
        attended('p4', 'kampen'),
        position('p1', 'zwolle', 'noObjection'),
        position('p2', 'deventer', 'reservation'),
        position('p4', 'kampen', 'noObjection'),
        decided('r1', 'agreed'),
        [
          'applyConflict',
          'server',
          { decision: 'r1', conflicts: [{ path: 'projects/p1/name', found: 'x' }] },
        ],
        ['applied', 'server', { decision: 'r1' }],
        ['meetingClosed', 'chair', { meeting: 'm1', referenceDate: { id: 'd1', sha256: 'b'.repeat(64) } }],
      ),
    );
    expect(state.meeting).toBeNull();
    expect([...state.meetings.values()]).toMatchObject([
      { id: 'm1', openedBy: 'chair', referenceDate: 'd1' },
    ]);
    expect([...(state.meetings.get('m1')?.present.keys() ?? [])]).toEqual([
      'zwolle',
      'deventer',
      'natuur',
      'kampen',
    ]);
    expect(state.rounds.get('r1')?.state).toMatchObject({
      phase: 'closed',
      organisations: ['zwolle', 'deventer', 'kampen'],
      verdict: { outcome: 'agreed' },
    });
    expect([...state.decisions.values()]).toMatchObject([
      {
        number: '2026-1',
        outcome: 'agreed',
        appliedAt: '2026-11-24T13:00:00.000Z',
        conflicts: [{ found: 'x' }],
      },
    ]);
    expect(state.referenceDates).toMatchObject([{ id: 'd1', seq: 13 }]);
  });

  test('an observer has no voice until a participant of the same organisation comes in', () => {
    expect(voicesOf(fold(register(opened, attended('p1', 'zwolle', 'observer'))))).toEqual([]);
    expect(
      voicesOf(fold(register(opened, attended('p1', 'zwolle', 'observer'), attended('p2', 'zwolle')))),
    ).toEqual(['zwolle']);
  });

  test('what does not fit leaves the state as it is', () => {
    const state = fold(
      register(
        opened,
        opened,
        attended('p', 'zwolle'),
        round('r1', 'hamerstuk', ['zwolle']),
        decided('r9', 'agreed'),
        position('p', 'elders', 'objection'),
        ['gossip', 'p', {}],
        ['applied', 'server', { decision: 'r9' }],
        ['roundOpened', 'chair', null],
      ),
    );
    expect(state.meetings.size).toBe(1);
    expect(state.decisions.size).toBe(0);
    expect(
      openRounds(state).map(({ id, state: of }) => [id, of.phase === 'open' ? tally(of).silent : null]),
    ).toEqual([['r1', 1]]);
    expect(state.seq).toBe(9);
  });

  test('a recorded outcome stands, also when the texts under it have been erased', () => {
    const entries = register(
      opened,
      attended('p', 'zwolle'),
      round('r1', 'consent', ['zwolle']),
      position('p', 'zwolle', 'noObjection'),
      decided('r1', 'agreed'),
    );
    const erased = entries.map((entry) =>
      entry.event.type === 'positionTaken' ? { ...entry, salt: null, body: null } : entry,
    );
    expect([...fold(erased).decisions.values()]).toMatchObject([{ outcome: 'agreed' }]);
  });

  test('numbers go on from the highest of the year', () => {
    const state = fold(
      register(
        opened,
        attended('p', 'z'),
        round('r1', 'hamerstuk', ['z']),
        decided('r1', 'agreed', '2026-41'),
        round('r2', 'hamerstuk', ['z']),
        decided('r2', 'agreed', '2025-9'),
      ),
    );
    expect(nextNumber(state, '2026-12-31T22:59:59.000Z')).toBe('2026-42');
    expect(nextNumber(state, '2026-12-31T23:00:00.000Z')).toBe('2027-1');
    expect(commandOf(register(opened)[0] as RegisterEntry)).toBe('c1');
  });
});

describe('veil', () => {
  const hidden: Said[] = [
    opened,
    attended('p1', 'zwolle'),
    attended('p2', 'kampen'),
    round('r1', 'stemming', ['zwolle', 'kampen'], true),
    position('p1', 'zwolle', 'for'),
    position('p2', 'kampen', 'against'),
  ];
  const told = (...more: Said[]): RegisterEntry[] => {
    const entries = register(...hidden, ...more);
    return veil(entries, fold(entries));
  };

  test('while a hidden ballot runs its positions are counted and not told', () => {
    const seen = told();
    expect(seen.filter(({ body }) => body === null).map(({ event }) => event.seq)).toEqual([5, 6]);
    expect(fold(seen).rounds.get('r1')?.unread).toEqual(new Set(['p1', 'p2']));
  });

  test('closed, they are told; withdrawn, never', () => {
    expect(told(decided('r1', 'rejected')).every(({ body }) => body !== null)).toBe(true);
    expect(
      told(['roundWithdrawn', 'chair', { round: 'r1', reason: 'x' }]).filter(({ body }) => body === null),
    ).toHaveLength(2);
  });

  test('an open ballot hides nothing', () => {
    const entries = register(
      opened,
      attended('p1', 'zwolle'),
      round('r1', 'stemming', ['zwolle']),
      position('p1', 'zwolle', 'for'),
    );
    expect(veil(entries, fold(entries))).toEqual(entries);
  });
});

describe('whatever a register says', () => {
  const id = (prefix: string): fc.Arbitrary<string> => fc.constantFrom('1', '2').map((n) => prefix + n);
  const arbitraries: Record<EventType, fc.Arbitrary<unknown>> = {
    meetingOpened: fc.record({ meeting: id('m'), planned: fc.constant(null) }),
    meetingClosed: fc.record({ meeting: id('m'), referenceDate: fc.constant(null) }),
    attended: fc.record({
      meeting: id('m'),
      organisation: id('o'),
      role: fc.constantFrom('member', 'observer'),
    }),
    roundOpened: fc
      .tuple(id('r'), id('m'), fc.constantFrom(...FORMS), fc.boolean())
      .map(([one, meeting, form, secret]) => ({
        ...(round(one, form, ['o1'], secret)[2] as object),
        meeting,
      })),
    positionTaken: fc.record({
      round: id('r'),
      organisation: id('o'),
      position: fc.constantFrom(...POSITIONS),
      reason: fc.constantFrom(null, 'x'),
      until: fc.constantFrom(null, '2026-12-17'),
    }),
    roundWithdrawn: fc.record({ round: id('r'), reason: fc.constantFrom('', 'x') }),
    decided: fc
      .tuple(id('r'), fc.constantFrom(...OUTCOMES))
      .map(([one, outcome]) => decided(one, outcome)[2]),
    applyConflict: fc.record({ decision: id('r'), conflicts: fc.constant([]) }),
    applied: fc.record({ decision: id('r') }),
    referenceDateMade: fc.constant({ referenceDate: { id: 'd', sha256: 'c'.repeat(64) } }),
  };
  const said: fc.Arbitrary<Said> = fc.oneof(
    ...Object.entries(arbitraries).map(([type, body]) => body.map((one): Said => [type, 'p', one])),
    fc
      .tuple(fc.constantFrom(...Object.keys(arbitraries), 'later'), fc.jsonValue())
      .map(([type, body]): Said => [type, 'p', body]),
  );

  test('the samples are real ones', () => {
    for (const [type, body] of Object.entries(arbitraries)) {
      const [sample] = fc.sample(body, { numRuns: 1, seed: 1 });
      expect(readEntry(register([type, 'p', sample])[0] as RegisterEntry), type).not.toBeNull();
    }
  });

  test('it never throws, goes on from where it was, changes nothing that it was given, and one meeting is open at most', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), fc.nat(40), (list, cut) => {
        const entries = register(...list);
        const first = fold(entries.slice(0, cut));
        const before = structuredClone(first);
        const whole = fold(entries.slice(cut), first);
        expect(first).toEqual(before);
        expect(whole).toEqual(fold(entries));
        expect([...whole.meetings.values()].filter(({ closedAt }) => closedAt === null).length).toBe(
          whole.meeting === null ? 0 : 1,
        );
        expect(fold(veil(entries, whole)).decisions.size).toBe(whole.decisions.size);
      }),
    );
  });
});

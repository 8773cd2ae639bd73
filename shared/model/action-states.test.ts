import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTION_STATES, actionType, type Action, type ActionState, type Handover } from './action.ts';
import { ACTION_EVENTS, stepAction, type ActionEvent, type ActionEventType } from './action-states.ts';

const AT = '2026-11-24T13:00:00.000Z';
const giver = { person: 'sanne', organisation: 'zwolle', at: AT };
const asked = { person: 'bas', organisation: 'noorderkade', at: AT };
const bystander = { person: 'ilse', organisation: 'deventer', at: AT };
const pending: Handover = { to: 'bas', by: 'sanne', at: AT };
const refused: Handover = { ...pending, refused: { by: 'bas', at: AT, reason: 'geen tijd' } };

type Now = Pick<Action, 'state' | 'assignee' | 'handover'>;
const now = (state: ActionState | null, handover: Handover | null = null): Now => ({
  state,
  assignee: 'sanne',
  handover,
});

const event = (type: ActionEventType): ActionEvent => {
  switch (type) {
    case 'drop':
    case 'refuse':
      return { type, reason: ' niet nodig ' };
    case 'handOver':
      return { type, to: 'bas' };
    default:
      return { type };
  }
};

/** As one reads it: what becomes of an action to which somebody who may do it does something. A refusal ends in "!". */
const TABLE: Readonly<Record<ActionState, Readonly<Record<ActionEventType, string>>>> = {
  open: {
    start: 'doing',
    finish: 'done',
    drop: 'dropped',
    reopen: 'notClosed!',
    handOver: 'asks',
    accept: 'takes over',
    refuse: 'refuses',
    withdraw: 'takes back',
  },
  doing: {
    start: 'alreadyDoing!',
    finish: 'done',
    drop: 'dropped',
    reopen: 'notClosed!',
    handOver: 'asks',
    accept: 'takes over',
    refuse: 'refuses',
    withdraw: 'takes back',
  },
  done: {
    start: 'closed!',
    finish: 'alreadyDone!',
    drop: 'closed!',
    reopen: 'open',
    handOver: 'closed!',
    accept: 'closed!',
    refuse: 'closed!',
    withdraw: 'closed!',
  },
  dropped: {
    start: 'closed!',
    finish: 'closed!',
    drop: 'alreadyDropped!',
    reopen: 'open',
    handOver: 'closed!',
    accept: 'closed!',
    refuse: 'closed!',
    withdraw: 'closed!',
  },
};

const EFFECT: Readonly<Record<string, object>> = {
  doing: { state: 'doing' },
  done: { state: 'done' },
  dropped: { state: 'dropped', reason: 'niet nodig' },
  open: { state: 'open' },
  asks: { handover: pending },
  'takes over': { assignee: 'bas', state: 'open', handover: null },
  refuses: { handover: { ...pending, refused: { by: 'bas', at: AT, reason: 'niet nodig' } } },
  'takes back': { handover: null },
};

describe.each(ACTION_STATES)('an action that is %s', (state) => {
  test.each(ACTION_EVENTS)('%s', (type) => {
    const answers = type === 'accept' || type === 'refuse';
    const waits = answers || type === 'withdraw';
    const step = stepAction(now(state, waits ? pending : null), event(type), answers ? asked : giver);
    const expected = TABLE[state][type];
    if (expected.endsWith('!')) expect(step).toMatchObject({ ok: false, code: expected.slice(0, -1) });
    else expect(step).toEqual({ ok: true, value: EFFECT[expected] });
  });
});

describe('handing over', () => {
  test('who had it keeps it until the other accepts', () => {
    const asks = stepAction(now('doing'), { type: 'handOver', to: 'bas' }, giver);
    expect(asks).toEqual({ ok: true, value: { handover: pending } });
    expect(asks.ok && 'assignee' in asks.value).toBe(false);
  });

  test('nobody answers for another', () => {
    for (const type of ['accept', 'refuse'] as const)
      expect(stepAction(now('open', pending), event(type), bystander)).toMatchObject({ code: 'notAsked' });
    expect(stepAction(now('open', pending), { type: 'withdraw' }, bystander)).toMatchObject({
      code: 'notYours',
    });
  });

  test('anybody of an organisation that was asked answers for it', () => {
    const toThem = { ...pending, to: 'noorderkade' };
    expect(stepAction(now('open', toThem), { type: 'accept' }, asked)).toEqual({
      ok: true,
      value: { assignee: 'noorderkade', state: 'open', handover: null },
    });
  });

  test('a refusal needs a reason, and is an answer: there is nothing left to accept', () => {
    expect(stepAction(now('open', pending), { type: 'refuse', reason: '  ' }, asked)).toMatchObject({
      code: 'needsReason',
    });
    for (const type of ['accept', 'refuse', 'withdraw'] as const)
      expect(stepAction(now('open', refused), event(type), asked)).toMatchObject({ code: 'noHandover' });
    expect(stepAction(now('open', refused), { type: 'handOver', to: 'bas' }, giver)).toEqual({
      ok: true,
      value: { handover: pending },
    });
  });

  test('what nobody has yet is assigned at once, and so is what one takes upon oneself', () => {
    const free: Now = { state: 'open', assignee: null, handover: null };
    expect(stepAction(free, { type: 'handOver', to: 'bas' }, giver)).toEqual({
      ok: true,
      value: { assignee: 'bas' },
    });
    expect(stepAction(now('open', pending), { type: 'handOver', to: 'ilse' }, bystander)).toEqual({
      ok: true,
      value: { assignee: 'ilse', handover: null },
    });
  });

  test('not to who has it', () => {
    expect(stepAction(now('open'), { type: 'handOver', to: 'sanne' }, giver)).toMatchObject({
      code: 'sameParty',
    });
  });
});

test('finishing and dropping end a question that was not answered', () => {
  for (const type of ['finish', 'drop'] as const)
    expect(stepAction(now('doing', pending), event(type), giver)).toMatchObject({
      ok: true,
      value: { handover: null },
    });
});

test('dropping without a reason is refused', () => {
  expect(stepAction(now('open'), { type: 'drop', reason: '\n' }, giver)).toMatchObject({
    code: 'needsReason',
  });
});

test('without a state it is open', () => {
  expect(stepAction(now(null), { type: 'start' }, giver)).toEqual({ ok: true, value: { state: 'doing' } });
});

test('whatever comes in whatever order, it never throws and never writes what the model does not take', () => {
  const doers = fc.constantFrom(giver, asked, bystander);
  const reasons = fc.constantFrom('', ' ', 'omdat');
  const events = fc.oneof(
    fc.constantFrom<ActionEvent>(
      { type: 'start' },
      { type: 'finish' },
      { type: 'reopen' },
      { type: 'accept' },
      { type: 'withdraw' },
    ),
    reasons.map((reason): ActionEvent => ({ type: 'drop', reason })),
    reasons.map((reason): ActionEvent => ({ type: 'refuse', reason })),
    fc.constantFrom('sanne', 'bas', 'deventer').map((to): ActionEvent => ({ type: 'handOver', to })),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(events, doers), { maxLength: 30 }), (story) => {
      let action: Now = { state: 'open', assignee: 'sanne', handover: null };
      for (const [what, who] of story) {
        const step = stepAction(action, what, who);
        if (!step.ok) continue;
        for (const [key, value] of Object.entries(step.value))
          expect(actionType.fields[key as keyof typeof step.value].accepts(value)).toBe(true);
        action = { ...action, ...step.value };
        // A question never outlives what it is about.
        if (action.state === 'done' || action.state === 'dropped') expect(action.handover).toBeNull();
      }
    }),
  );
});

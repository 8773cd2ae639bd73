import { describe, expect, it } from 'vitest';
import { BOTTLENECK_STATES, type BottleneckState } from './bottleneck.ts';
import {
  BOARD_STATES,
  BOTTLENECK_EVENTS,
  ownEventsIn,
  stepBottleneck,
  type BottleneckEvent,
} from './bottleneck-states.ts';

/** As one reads it: the state that follows, or why nothing does, with a `!`. */
const TABLE: Readonly<Record<BottleneckState, Readonly<Record<BottleneckEvent, string>>>> = {
  open: {
    putOnAgenda: 'at table',
    escalate: 'escalated',
    answer: 'notEscalated!',
    return: 'notEscalated!',
    takeOver: 'notEscalated!',
    resolve: 'resolved',
    reopen: 'already!',
  },
  'at table': {
    putOnAgenda: 'already!',
    escalate: 'escalated',
    answer: 'notEscalated!',
    return: 'notEscalated!',
    takeOver: 'notEscalated!',
    resolve: 'resolved',
    reopen: 'open',
  },
  escalated: {
    putOnAgenda: 'waiting!',
    escalate: 'already!',
    answer: 'answered',
    return: 'returned',
    takeOver: 'answered',
    resolve: 'resolved',
    reopen: 'waiting!',
  },
  answered: {
    putOnAgenda: 'at table',
    escalate: 'escalated',
    answer: 'notEscalated!',
    return: 'notEscalated!',
    takeOver: 'notEscalated!',
    resolve: 'resolved',
    reopen: 'open',
  },
  returned: {
    putOnAgenda: 'at table',
    escalate: 'escalated',
    answer: 'notEscalated!',
    return: 'notEscalated!',
    takeOver: 'notEscalated!',
    resolve: 'resolved',
    reopen: 'open',
  },
  resolved: {
    putOnAgenda: 'resolved!',
    escalate: 'resolved!',
    answer: 'resolved!',
    return: 'resolved!',
    takeOver: 'resolved!',
    resolve: 'already!',
    reopen: 'open',
  },
};

function told(state: BottleneckState | null, event: BottleneckEvent): string {
  const next = stepBottleneck(state, event);
  return next.ok ? next.value : `${next.code}!`;
}

describe('stepBottleneck', () => {
  const pairs = BOTTLENECK_STATES.flatMap((state) =>
    BOTTLENECK_EVENTS.map((event) => [state, event] as const),
  );

  it.each(pairs)('%s, %s', (state, event) => {
    expect(told(state, event)).toBe(TABLE[state][event]);
  });

  it('takes a state that was never written as open', () => {
    expect(BOTTLENECK_EVENTS.map((event) => told(null, event))).toEqual(
      BOTTLENECK_EVENTS.map((event) => told('open', event)),
    );
  });

  it('can be led back to open from every state', () => {
    const reached = new Set<BottleneckState>(['open']);
    for (let round = 0; round < BOTTLENECK_STATES.length; round += 1) {
      for (const [state, event] of pairs) {
        const next = stepBottleneck(state, event);
        if (next.ok && reached.has(next.value)) reached.add(state);
      }
    }
    expect([...reached].sort()).toEqual([...BOTTLENECK_STATES].sort());
  });
});

describe('what a table does by itself', () => {
  it('offers only what leads somewhere', () => {
    expect(ownEventsIn('open')).toEqual(['putOnAgenda', 'resolve']);
    expect(ownEventsIn('escalated')).toEqual(['resolve']);
    expect(ownEventsIn('resolved')).toEqual(['reopen']);
  });

  it('never answers, returns or escalates: the register does', () => {
    const reached = BOTTLENECK_STATES.flatMap((from) => ownEventsIn(from).map((event) => told(from, event)));
    expect(new Set(reached)).toEqual(new Set(['open', 'at table', 'resolved']));
  });

  it('shows every state on the board, once', () => {
    expect([...BOARD_STATES].sort()).toEqual([...BOTTLENECK_STATES].sort());
  });
});

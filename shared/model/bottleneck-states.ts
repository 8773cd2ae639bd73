import { ok, problem, type Problem, type Result } from '../lib/result.ts';
import type { BottleneckState } from './bottleneck.ts';

/**
 * What can happen to a bottleneck. `answer`, `return` and `takeOver` are the table above; a take-over is an answer too:
 * the one that says "it is ours now".
 */
export const BOTTLENECK_EVENTS = [
  'putOnAgenda',
  'escalate',
  'answer',
  'return',
  'takeOver',
  'resolve',
  'reopen',
] as const;
export type BottleneckEvent = (typeof BOTTLENECK_EVENTS)[number];

/**
 * Why nothing changes. `already`: it is in the state that the event leads to; `waiting`: the table above has the word
 * now; `notEscalated`: there is no question to answer; `resolved`: it has to be reopened first.
 */
export type BottleneckObstacle = 'already' | 'waiting' | 'notEscalated' | 'resolved';

type Row = Readonly<Record<BottleneckEvent, BottleneckState | { readonly because: BottleneckObstacle }>>;

const already = { because: 'already' } as const;
const waiting = { because: 'waiting' } as const;
const notEscalated = { because: 'notEscalated' } as const;
const resolved = { because: 'resolved' } as const;

/** In nobody's hands but this table's: it may be treated, put to the table above, or be over. */
const here = {
  putOnAgenda: 'at table',
  escalate: 'escalated',
  answer: notEscalated,
  return: notEscalated,
  takeOver: notEscalated,
  resolve: 'resolved',
  reopen: 'open',
} as const satisfies Row;

/** Every state and every event, so that there is no question of what is left out. */
const TABLE: Readonly<Record<BottleneckState, Row>> = {
  open: { ...here, reopen: already },
  // Reopening takes it off the agenda.
  'at table': { ...here, putOnAgenda: already },
  // What solves itself while the question waits need not wait for the answer.
  escalated: {
    putOnAgenda: waiting,
    escalate: already,
    answer: 'answered',
    return: 'returned',
    takeOver: 'answered',
    resolve: 'resolved',
    reopen: waiting,
  },
  // An answer may bring a new question, but is no question itself.
  answered: here,
  returned: here,
  resolved: {
    putOnAgenda: resolved,
    escalate: resolved,
    answer: resolved,
    return: resolved,
    takeOver: resolved,
    resolve: already,
    reopen: 'open',
  },
};

export type BottleneckProblem = Problem & { readonly code: BottleneckObstacle };

const MESSAGES: Readonly<Record<BottleneckObstacle, string>> = {
  already: 'the bottleneck is in that state already',
  waiting: 'the bottleneck waits for an answer of the table above',
  notEscalated: 'the bottleneck was not put to the table above',
  resolved: 'the bottleneck is resolved; reopen it first',
};

/** The state after an event, or why it stays as it is. Pure and total; no state (never written) counts as open. */
export function stepBottleneck(
  state: BottleneckState | null,
  event: BottleneckEvent,
): Result<BottleneckState, BottleneckProblem> {
  const next = TABLE[state ?? 'open'][event];
  return typeof next === 'string'
    ? ok(next)
    : { ...problem(next.because, MESSAGES[next.because]), code: next.because };
}

/** What somebody at the table may do with it now, without the table above: in the order of the buttons. */
const OWN_EVENTS = ['putOnAgenda', 'resolve', 'reopen'] as const satisfies readonly BottleneckEvent[];
export type OwnBottleneckEvent = (typeof OWN_EVENTS)[number];

export function ownEventsIn(state: BottleneckState | null): readonly OwnBottleneckEvent[] {
  return OWN_EVENTS.filter((event) => stepBottleneck(state, event).ok);
}

/** In the order of the board: what is to be done first, what is over last. */
export const BOARD_STATES = [
  'open',
  'at table',
  'escalated',
  'returned',
  'answered',
  'resolved',
] as const satisfies readonly BottleneckState[];

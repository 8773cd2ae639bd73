import { assertNever, ok, problem, type Problem, type Result } from '../lib/result.ts';
import { askedOf, type Action, type ActionState } from './action.ts';

/** What can happen to an action once it is there. */
export type ActionEvent =
  | { readonly type: 'start' }
  | { readonly type: 'finish' }
  | { readonly type: 'drop'; readonly reason: string }
  | { readonly type: 'reopen' }
  /** `to`: a person's or an organisation's id. */
  | { readonly type: 'handOver'; readonly to: string }
  | { readonly type: 'accept' }
  | { readonly type: 'refuse'; readonly reason: string }
  | { readonly type: 'withdraw' };

export type ActionEventType = ActionEvent['type'];
export const ACTION_EVENTS: readonly ActionEventType[] = [
  'start',
  'finish',
  'drop',
  'reopen',
  'handOver',
  'accept',
  'refuse',
  'withdraw',
];

/** Who does it, and when (ISO 8601, UTC). */
export interface Doer {
  readonly person: string;
  readonly organisation: string;
  readonly at: string;
}

/** What an event changes of the record. */
export type ActionChange = Partial<Pick<Action, 'state' | 'assignee' | 'reason' | 'handover'>>;

export type ActionRefusal =
  | 'alreadyDoing'
  | 'alreadyDone'
  | 'alreadyDropped'
  /** It is done or dropped: open it again first. */
  | 'closed'
  /** It is not closed, so it needs no opening. */
  | 'notClosed'
  /** Nobody has been asked to take it over. */
  | 'noHandover'
  /** Another was asked. */
  | 'notAsked'
  /** Who asked, or who has it, takes the question back. */
  | 'notYours'
  /** They have it already. */
  | 'sameParty'
  | 'needsReason';

/** `same`: the state stays what it is; what the event does is elsewhere. */
type Next = ActionState | 'same' | Extract<ActionRefusal, `already${string}` | 'closed' | 'notClosed'>;

/** Every state against every event. */
const NEXT: Readonly<Record<ActionState, Readonly<Record<ActionEventType, Next>>>> = {
  open: {
    start: 'doing',
    finish: 'done',
    drop: 'dropped',
    reopen: 'notClosed',
    handOver: 'same',
    accept: 'same',
    refuse: 'same',
    withdraw: 'same',
  },
  doing: {
    start: 'alreadyDoing',
    finish: 'done',
    drop: 'dropped',
    reopen: 'notClosed',
    handOver: 'same',
    accept: 'same',
    refuse: 'same',
    withdraw: 'same',
  },
  done: {
    start: 'closed',
    finish: 'alreadyDone',
    drop: 'closed',
    reopen: 'open',
    handOver: 'closed',
    accept: 'closed',
    refuse: 'closed',
    withdraw: 'closed',
  },
  dropped: {
    start: 'closed',
    finish: 'closed',
    drop: 'alreadyDropped',
    reopen: 'open',
    handOver: 'closed',
    accept: 'closed',
    refuse: 'closed',
    withdraw: 'closed',
  },
};

const STATES: ReadonlySet<Next> = new Set<Next>(['open', 'doing', 'done', 'dropped']);

function isState(next: Next): next is ActionState {
  return STATES.has(next);
}

/**
 * What an event makes of an action, or why it can't. Problems: an `ActionRefusal`. An action without a state is open.
 * Whether the person may write actions here at all is the matrix's answer (`action`), not this one's.
 */
export function stepAction(
  action: Pick<Action, 'state' | 'assignee' | 'handover'>,
  event: ActionEvent,
  doer: Doer,
): Result<ActionChange> {
  const next = NEXT[action.state ?? 'open'][event.type];
  if (isState(next)) return changeState(action, event, next);
  if (next !== 'same') return refuse(next);
  return changeHandover(action, event, doer);
}

function changeState(
  action: Pick<Action, 'handover'>,
  event: ActionEvent,
  state: ActionState,
): Result<ActionChange> {
  // A question that was not answered ends with what it was about.
  const closed: ActionChange = action.handover === null ? { state } : { state, handover: null };
  switch (event.type) {
    case 'drop': {
      const reason = event.reason.trim();
      return reason === '' ? refuse('needsReason') : ok({ ...closed, reason });
    }
    case 'finish':
      return ok(closed);
    default:
      return ok({ state });
  }
}

function changeHandover(
  action: Pick<Action, 'assignee' | 'handover'>,
  event: ActionEvent,
  doer: Doer,
): Result<ActionChange> {
  const asked = askedOf(action);
  switch (event.type) {
    case 'handOver':
      return handOver(action, event.to, doer);
    case 'accept':
      if (asked === null) return refuse('noHandover');
      return isAsked(asked.to, doer)
        ? ok({ assignee: asked.to, state: 'open', handover: null })
        : refuse('notAsked');
    case 'refuse': {
      if (asked === null) return refuse('noHandover');
      if (!isAsked(asked.to, doer)) return refuse('notAsked');
      const reason = event.reason.trim();
      if (reason === '') return refuse('needsReason');
      return ok({ handover: { ...asked, refused: { by: doer.person, at: doer.at, reason } } });
    }
    case 'withdraw':
      if (asked === null) return refuse('noHandover');
      return asked.by === doer.person || isAsked(action.assignee, doer)
        ? ok({ handover: null })
        : refuse('notYours');
    case 'start':
    case 'finish':
    case 'drop':
    case 'reopen':
      throw new Error(`${event.type} changes the state`);
    default:
      return assertNever(event);
  }
}

/** Nobody needs to answer where nobody has it yet, or where one takes it upon oneself. */
function handOver(
  action: Pick<Action, 'assignee' | 'handover'>,
  to: string,
  doer: Doer,
): Result<ActionChange> {
  if (action.assignee === to) return refuse('sameParty');
  if (action.assignee === null || to === doer.person)
    return ok(action.handover === null ? { assignee: to } : { assignee: to, handover: null });
  return ok({ handover: { to, by: doer.person, at: doer.at } });
}

/** Whether somebody is the person that is meant, or belongs to the organisation that is. */
export function isAsked(party: string | null, doer: Pick<Doer, 'person' | 'organisation'>): boolean {
  return party !== null && (party === doer.person || party === doer.organisation);
}

function refuse(code: ActionRefusal): Problem {
  return problem(code, '');
}

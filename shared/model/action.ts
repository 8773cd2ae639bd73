import { choice, day, reference, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const ACTION_STATES = ['open', 'doing', 'done', 'dropped'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/** Who does what before when. */
export const actionType = recordType(
  'action',
  {
    text: text(500),
    /** A person's or an organisation's id. */
    assignee: reference(),
    due: day(),
    state: choice(ACTION_STATES),
    reason: text(2000),
    evidence: text(2000),
    /** Where it came from: a workspace path (`bottlenecks/<id>`, `annotations/<id>`, `projects/<id>`) or `decision:<id>`. */
    source: text(200),
  },
  ['text'],
);

export type Action = RecordOf<typeof actionType>;

export function isPending(action: Pick<Action, 'state' | 'removed'>): boolean {
  return !action.removed && action.state !== 'done' && action.state !== 'dropped';
}

import { sameJson, type Json } from '../lib/json.ts';
import { ok, type Result } from '../lib/result.ts';
import type { Action } from '../model/action.ts';
import { stepAction, type ActionEvent, type Doer } from '../model/action-states.ts';
import type { Edit, SetField } from './edit.ts';

/** What goes along with an event: that which was filled in beside it. */
export type ActionExtra = Partial<Pick<Action, 'evidence' | 'progress' | 'files'>>;

/** An event as one edit, with what was filled in beside it. Problems: those of `stepAction`. */
export function editForEvent(
  action: Action,
  event: ActionEvent,
  doer: Doer,
  extra: ActionExtra = {},
): Result<Edit> {
  const step = stepAction(action, event, doer);
  if (!step.ok) return step;
  return ok({
    type: 'batch',
    name: `action.${event.type}`,
    edits: fieldEdits(action, { ...step.value, ...extra }),
  });
}

/** Fields of an action that get another value; those that would stay the same are left out. */
export function fieldEdits(action: Action, change: Partial<Action>): SetField[] {
  return (Object.keys(change) as (keyof Action)[]).flatMap((key) => {
    const from = action[key] as Json;
    const to = change[key] as Json | undefined;
    return to === undefined || sameJson(from, to)
      ? []
      : [{ type: 'setField', path: `actions/${action.id}/${key}`, from, to } as const];
  });
}

import { fieldEdits } from '@bouwberaad/shared/edit/action-edit.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { toSafeText } from '@bouwberaad/shared/lib/json.ts';
import { isPending, type Action } from '@bouwberaad/shared/model/action.ts';

export interface NewAction {
  readonly text: string;
  /** A person's or an organisation's id; null: nobody yet. */
  readonly assignee: string | null;
  /** `YYYY-MM-DD`, or null. */
  readonly due: string | null;
  /** What it grew from: `projects/<id>`, `bottlenecks/<id>`, `annotations/<id>`, `decision:<id>`; null: nothing. */
  readonly source: string | null;
}

export function assign({ text, assignee, due, source }: NewAction, stamp: { by: string; at: string }): Edit {
  return {
    type: 'createRecord',
    root: 'actions',
    id: newId(),
    fields: { text: toSafeText(text.trim()), assignee, due, source, state: 'open', ...stamp },
  };
}

/** Ticking is done, and ends a question to take it over; taking the tick away opens it again. */
export function tick(action: Action): Edit {
  const change =
    action.state === 'done' ? { state: 'open' as const } : { state: 'done' as const, handover: null };
  return { type: 'batch', name: 'action.tick', edits: fieldEdits(action, change) };
}

/** Pending first, and of those what is due first; no date goes after every date. */
export function inOrder(actions: readonly Action[]): Action[] {
  return [...actions].sort(
    (a, b) =>
      Number(!isPending(a)) - Number(!isPending(b)) ||
      (a.due ?? '9999').localeCompare(b.due ?? '9999') ||
      (a.at ?? '').localeCompare(b.at ?? '') ||
      (a.id < b.id ? -1 : 1),
  );
}

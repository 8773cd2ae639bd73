import { editForEvent, fieldEdits, type ActionExtra } from '@bouwberaad/shared/edit/action-edit.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import type { Action } from '@bouwberaad/shared/model/action.ts';
import type { ActionEvent } from '@bouwberaad/shared/model/action-states.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { notify } from '#lib/ui/toast.ts';
import { cannotWords } from './action-words.ts';

type Session = Pick<TableSession, 'edit' | 'me' | 'stamp' | 'partyName' | 'get'>;

/** Does something to an action, with a way back for a while. Null, or why it can't be done, in words. */
export function act(
  session: Session,
  action: Action,
  event: ActionEvent,
  extra: ActionExtra = {},
): string | null {
  const { at } = session.stamp();
  const doer = { person: session.me.id, organisation: session.me.organisation.id, at };
  const edit = editForEvent(action, event, doer, extra);
  if (!edit.ok) return cannotWords(edit.code);
  const refused = write(session, edit.value);
  if (refused !== null) return refused;
  const said = told(session, action, event);
  if (said !== null) notify(said, () => takeBack(session, edit.value));
  return null;
}

/** Gives fields another value. Null, or why not. */
export function change(session: Session, action: Action, values: Partial<Action>): string | null {
  const edits = fieldEdits(action, values);
  return edits.length === 0 ? null : write(session, { type: 'batch', name: 'action.change', edits });
}

function write(session: Session, edit: Edit): string | null {
  const result = session.edit(edit);
  return result.ok ? null : cannotWords(result.code);
}

/** Only as far as nobody has made something else of it meanwhile: the edit knows what it expects. */
function takeBack(session: Session, edit: Edit): void {
  const back = inverseOf(edit);
  if (back !== null) session.edit(back);
}

function told(session: Session, action: Action, event: ActionEvent): string | null {
  const text = action.text ?? '';
  switch (event.type) {
    case 'finish':
      return m.actions_ticked({ text });
    case 'drop':
      return m.actions_dropped_toast({ text });
    case 'reopen':
      return m.actions_reopened({ text });
    case 'handOver': {
      const name = session.partyName(event.to);
      const now = session.get('actions', action.id);
      return now?.assignee === event.to ? m.actions_assigned({ name }) : m.actions_handed({ name });
    }
    default:
      return null;
  }
}

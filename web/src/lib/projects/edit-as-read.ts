import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';

interface Editor {
  edit(edit: Edit): Result<undefined>;
}

/**
 * Does an edit whose `from` is a value as it reads. A field that was never written reads as its empty value (no tick, an
 * empty list, an empty split) but holds nothing, and an edit is judged on what is held: where it does not hold the
 * empty value, it is tried once more as holding nothing.
 */
export function editAsRead(session: Editor, edit: Edit): Result<undefined> {
  const result = session.edit(edit);
  return !result.ok && result.code === 'stale' ? session.edit(fromNothing(edit)) : result;
}

function fromNothing(edit: Edit): Edit {
  if (edit.type === 'batch')
    return {
      ...edit,
      edits: edit.edits.map((one) => fromNothing(one)).filter((one) => one.type !== 'batch'),
    };
  return edit.type === 'setField' && isEmpty(edit.from) ? { ...edit, from: null } : edit;
}

function isEmpty(value: Json): boolean {
  return value === false || sameJson(value, []) || sameJson(value, {});
}

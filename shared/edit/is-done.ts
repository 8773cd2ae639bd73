import type * as Y from 'yjs';
import { sameJson } from '../lib/json.ts';
import { parsePath } from '../model/layout.ts';
import { ownerMap, valueAt } from './apply.ts';
import type { Edit, FieldValues } from './edit.ts';

/**
 * Whether the document already holds what an edit does. A replay asks it first: what was saved before its
 * acknowledgement got lost is not a conflict, and a record that is there already is not made twice.
 */
export function isDone(doc: Y.Doc, edit: Edit): boolean {
  switch (edit.type) {
    case 'setField':
      return ownerOf(doc, edit.path) !== null && sameJson(valueAt(doc, edit.path) ?? null, edit.to);
    case 'removeRecord':
      return ownerOf(doc, edit.path) !== null && valueAt(doc, `${edit.path}/removed`) === edit.removed;
    case 'setYearHomes':
      return (
        (valueAt(doc, `projects/${edit.project}/blocks/${edit.block}/homes`) ?? undefined) ===
          (edit.to ?? undefined) && ownerOf(doc, `projects/${edit.project}/blocks/${edit.block}`) !== null
      );
    case 'addBlock':
      return isMade(doc, `projects/${edit.project}/blocks/${edit.block}`, edit.fields);
    case 'createRecord':
      return isMade(doc, `${edit.root}/${edit.id}`, edit.fields);
    case 'setMeta':
      return false;
    case 'typeText':
      return ownerOf(doc, edit.path) !== null;
    case 'batch':
      return edit.edits.every((one) => isDone(doc, one));
  }
}

/** The same record, and not another that took its id: made by the same person at the same moment. */
function isMade(doc: Y.Doc, path: string, fields: FieldValues): boolean {
  const owner = ownerOf(doc, path);
  return owner !== null && owner.get('by') === fields['by'] && owner.get('at') === fields['at'];
}

function ownerOf(doc: Y.Doc, path: string): Y.Map<unknown> | null {
  const place = parsePath(path);
  return place === null ? null : ownerMap(doc, place);
}

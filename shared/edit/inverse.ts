import type { Batch, Edit, SetYearHomes } from './edit.ts';
import { yearBlock } from './touch.ts';

/**
 * The edit that takes another one back, or null when there is nothing to take back. It carries the values it expects,
 * so that undoing never overwrites what somebody else has made of it meanwhile.
 */
export function inverseOf(edit: Edit): Edit | null {
  switch (edit.type) {
    case 'setField':
      return { type: 'setField', path: edit.path, from: edit.to, to: edit.from };
    case 'setYearHomes':
      return inverseOfYear(edit);
    case 'createRecord':
      return { type: 'removeRecord', path: `${edit.root}/${edit.id}`, removed: true, expect: edit.fields };
    case 'addBlock':
      return {
        type: 'removeRecord',
        path: `projects/${edit.project}/blocks/${edit.block}`,
        removed: true,
        expect: edit.fields,
      };
    case 'removeRecord':
      return { ...edit, removed: !edit.removed };
    // An editor takes its own typing back, character by character.
    case 'typeText':
    case 'setMeta':
      return null;
    case 'batch': {
      return inverseOfBatch(edit);
    }
  }
}

function inverseOfBatch({ edits, ...batch }: Batch): Edit | null {
  // What is made and then changed in one batch does not hold at its end what it was made with.
  const changed = new Set(edits.flatMap(ownerPath));
  const inverses = edits.flatMap((edit) => {
    const inverse = inverseOf(edit);
    if (inverse === null || inverse.type === 'batch') return [];
    if (inverse.type !== 'removeRecord' || !changed.has(inverse.path)) return [inverse];
    return [{ type: inverse.type, path: inverse.path, removed: inverse.removed }];
  });
  return inverses.length === 0 ? null : { ...batch, edits: inverses.reverse() };
}

/** The record or block of which an edit changes a field. */
function ownerPath(edit: Edit): string[] {
  if (edit.type === 'setField') return [edit.path.slice(0, edit.path.lastIndexOf('/'))];
  return edit.type === 'setYearHomes' && edit.from !== null
    ? [`projects/${edit.project}/blocks/${edit.block}`]
    : [];
}

/** A year cell that was empty had no block; one that was emptied has its block still, and as a year cell's edit "from nothing" would make another. */
function inverseOfYear(edit: SetYearHomes): Edit {
  const path = `projects/${edit.project}/blocks/${edit.block}`;
  if (edit.from === null) return { type: 'removeRecord', path, removed: true, expect: yearBlock(edit) };
  return edit.to === null
    ? { type: 'setField', path: `${path}/homes`, from: null, to: edit.from }
    : { ...edit, from: edit.to, to: edit.from };
}

import type { Edit } from './edit.ts';

/**
 * The edit that takes another one back, or null when there is nothing to take back. It carries the values it expects,
 * so that undoing never overwrites what somebody else has made of it meanwhile.
 */
export function inverseOf(edit: Edit): Edit | null {
  switch (edit.type) {
    case 'setField':
      return { type: 'setField', path: edit.path, from: edit.to, to: edit.from };
    case 'setYearHomes':
      return edit.from === null
        ? { type: 'removeRecord', path: `projects/${edit.project}/blocks/${edit.block}`, removed: true }
        : { ...edit, from: edit.to, to: edit.from };
    case 'createRecord':
      return { type: 'removeRecord', path: `${edit.root}/${edit.id}`, removed: true };
    case 'addBlock':
      return { type: 'removeRecord', path: `projects/${edit.project}/blocks/${edit.block}`, removed: true };
    case 'removeRecord':
      return { ...edit, removed: !edit.removed };
    // An editor takes its own typing back, character by character.
    case 'typeText':
    case 'setMeta':
      return null;
    case 'batch': {
      const edits = edit.edits
        .map(inverseOf)
        .filter((one) => one !== null && one.type !== 'batch')
        .reverse();
      return edits.length === 0 ? null : { type: 'batch', name: edit.name, edits };
    }
  }
}

import type * as Y from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Touch } from '@bouwberaad/shared/edit/touch.ts';
import { valueAt } from '@bouwberaad/shared/edit/apply.ts';
import { formatPath } from '@bouwberaad/shared/model/layout.ts';
import type { HistoryRow } from '../store/store.ts';

/**
 * Who changed which field from what to what, for a person to read later. Taken before the update is applied; the
 * function that comes back makes the rows from what stands there afterwards.
 */
export function recordHistory(
  doc: Y.Doc,
  touches: readonly Touch[],
  by: string,
  at: string,
  cause?: string,
): () => HistoryRow[] {
  const before = touches.map((touch) => {
    const path = formatPath(touch.place);
    return { touch, path, from: touch.kind === 'set' ? (valueAt(doc, path) ?? null) : null };
  });
  return () => {
    const rows: HistoryRow[] = [];
    for (const { touch, path, from } of before) {
      // A block that was made with its project is part of that one row.
      if (touch.kind === 'create' && isPartOfNew(touch, touches)) continue;
      const to = touch.kind === 'text' ? null : (valueAt(doc, path) ?? null);
      rows.push({ path, from, to, by, at, ...(cause === undefined ? {} : { cause }) });
    }
    return rows;
  };
}

function isPartOfNew(touch: Touch, all: readonly Touch[]): boolean {
  const { root, record, block } = touch.place;
  if (block === undefined) return false;
  return all.some(
    (other) =>
      other.kind === 'create' &&
      other.place.block === undefined &&
      other.place.root === root &&
      other.place.record === record,
  );
}

const CAUSE = /^(?:import|decision):[^:]+$/;

/**
 * What an edit of the server is part of, for its rows: an import and a decision mark themselves in `meta` with their
 * id, in the same transaction.
 */
export function causeOf(edit: Edit): { readonly cause?: string } {
  for (const part of edit.type === 'batch' ? edit.edits : [edit])
    if (part.type === 'setMeta' && CAUSE.test(part.key)) return { cause: part.key };
  return {};
}

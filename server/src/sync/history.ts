import type * as Y from 'yjs';
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
      rows.push({ path, from, to, by, at });
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

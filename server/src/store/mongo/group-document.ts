import { ObjectId } from 'mongodb';
import { toText } from '../record-text.ts';
import type { Group } from '../store.ts';
import { sumOf } from '../sums.ts';
import type { GroupDocument, HistoryDocument, KeptRow } from './collections.ts';
import { INLINE_BYTES, type Parts } from './parts.ts';

export type NewGroup = Omit<GroupDocument, 'seq'>;

/** What one row of a BSON document costs beside its bytes, generously. */
const ROW_OVERHEAD = 64;

/**
 * The document of a group, but for its number. A group that is too large for one leaves its updates, and if need be
 * its history's values, in parts; the document that names them is still the one moment at which it becomes real. What
 * always stays is the history's paths, for which a search has to look.
 */
export async function toGroupDocument(group: Group, parts: Parts): Promise<NewGroup> {
  const { doc, updates, claims } = group;
  const history = group.history.map(({ path, from, to, by, at, cause }) => ({
    path,
    by,
    at,
    ...(cause === undefined ? {} : { cause }),
    was: toText(from),
    became: toText(to),
  }));
  const sizes = {
    rows: updates.reduce((sum, update) => sum + update.byteLength + ROW_OVERHEAD, 0),
    history: sizeOf(history),
  };
  const packed = sizes.rows + sizes.history > INLINE_BYTES && updates.length > 0;
  const apart = sizes.history > INLINE_BYTES;
  return {
    _id: new ObjectId(),
    doc,
    live: updates.length > 0,
    rows: packed ? stretches(updates) : Object.fromEntries(updates.entries()),
    count: updates.length,
    sums: updates.map(sumOf),
    pack: packed ? await parts.write(updates) : null,
    history: apart ? history.map(({ was: _was, became: _became, ...row }) => row) : history,
    values: apart
      ? await parts.write([Buffer.from(JSON.stringify(history.map(({ was, became }) => [was, became])))])
      : null,
    claims,
  };
}

function stretches(updates: readonly Uint8Array[]): Record<string, KeptRow> {
  let from = 0;
  return Object.fromEntries(
    updates.map((update, n) => {
      const stretch = { from, size: update.byteLength };
      from += update.byteLength;
      return [n, stretch];
    }),
  );
}

/** At most: a character of text is three bytes or fewer. */
function sizeOf(
  history: readonly (HistoryDocument & { readonly was: string; readonly became: string })[],
): number {
  return history.reduce(
    (sum, row) =>
      sum +
      ROW_OVERHEAD +
      3 * (row.path.length + row.by.length + row.at.length + row.was.length + row.became.length),
    0,
  );
}

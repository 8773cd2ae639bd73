import type { Collection } from 'mongodb';
import type { LogRow } from '../store.ts';
import { sumOf } from '../sums.ts';
import type { GroupDocument } from './collections.ts';
import type { Parts } from './parts.ts';
import { formatRowId, sortRows } from './row-id.ts';

/** Group numbers in one statement; far below the 16 MiB that a statement may be. */
const DROP_AT_ONCE = 5000;

export async function readTail(
  groups: Collection<GroupDocument>,
  parts: Parts,
  doc: string,
): Promise<readonly LogRow[]> {
  const live = await groups
    .find({ doc, live: true }, { projection: { seq: 1, rows: 1, count: 1, sums: 1, pack: 1 } })
    .sort({ seq: 1 })
    .toArray();
  const rows: LogRow[] = [];
  for (const group of live) for (const row of await rowsOf(group, parts)) rows.push(row);
  return rows;
}

/** Not one step: a crash leaves some rows behind, and a load is right with any of them. */
export async function dropRows(
  groups: Collection<GroupDocument>,
  parts: Parts,
  doc: string,
  ids: readonly string[],
): Promise<void> {
  const { whole, some } = sortRows(ids);
  for (let start = 0; start < whole.length; start += DROP_AT_ONCE) {
    const filter = { doc, seq: { $in: whole.slice(start, start + DROP_AT_ONCE) } };
    const packed = await groups
      .find({ ...filter, pack: { $ne: null } }, { projection: { pack: 1 } })
      .toArray();
    await groups.updateMany(filter, { $set: { rows: {}, live: false, pack: null } });
    for (const { pack } of packed) await parts.remove(pack);
  }
  for (const { seq, rows } of some) {
    await groups.updateOne({ doc, seq }, { $unset: Object.fromEntries(rows.map((n) => [`rows.${n}`, ''])) });
  }
}

async function rowsOf({ seq, rows, count, sums, pack }: GroupDocument, parts: Parts): Promise<LogRow[]> {
  const packed = pack === null || Object.keys(rows).length === 0 ? null : await parts.read(pack);
  // Whole numbers as keys come out in their order, whatever the order in which they were kept.
  return Object.entries(rows).map(([n, row]) => {
    const id = formatRowId({ seq, n: Number(n), count });
    const update = row instanceof Uint8Array ? row : packed?.subarray(row.from, row.from + row.size);
    const sum = sums?.[Number(n)];
    // With a part of the pack missing the row is damaged, whatever its sum says.
    if (update === undefined || (sum !== undefined && sum !== sumOf(update)))
      return { id, update: update ?? new Uint8Array(), damaged: true };
    return { id, update };
  });
}

import type { Filter } from 'mongodb';
import { type HistoryScope, historyScope, inScope } from '../history-scope.ts';
import { fromText } from '../record-text.ts';
import type { FoundRow, History, HistoryRow, HistorySearch } from '../store.ts';
import type { Collections, GroupDocument, HistoryDocument } from './collections.ts';
import type { Parts } from './parts.ts';

type Kept = Pick<GroupDocument, 'history' | 'values'>;
/** Groups that are asked for at a time; most hold one row. */
const MOST_AT_ONCE = 500;

type Wanted = (row: HistoryDocument, n: number) => boolean;

export function createHistory({ groups }: Pick<Collections, 'groups'>, parts: Parts): History {
  async function find(doc: string, search: HistorySearch): Promise<readonly FoundRow[]> {
    const { before, after, limit } = search;
    const from = after === undefined ? null : placeOf(after);
    const until = before === undefined ? null : placeOf(before);
    const isWanted = wantedBy(search);
    const found = groups
      .find({ doc, ...groupsOf(search) })
      .project<Kept & Pick<GroupDocument, 'seq'>>({ seq: 1, history: 1, values: 1 })
      .sort({ seq: -1 })
      .batchSize(Math.max(2, Math.min(limit, MOST_AT_ONCE)));
    const rows: FoundRow[] = [];
    for await (const group of found) {
      const ids: string[] = [];
      const own = await historyOf(group, parts, (row, n) => {
        const place: RowPlace = [group.seq, n];
        const is =
          isWanted(row) &&
          (from === null || isBefore(from, place)) &&
          (until === null || isBefore(place, until));
        if (is) ids.push(`${group.seq}.${n}`);
        return is;
      });
      const numbered = own.map((row, at): FoundRow => ({ id: ids[at] ?? '', ...row }));
      rows.push(...numbered.reverse());
      if (rows.length >= limit) break;
    }
    return rows.slice(0, limit);
  }

  return { find };
}

function atScope({ at, below }: HistoryScope): Filter<GroupDocument> {
  return {
    $or: [{ 'history.path': { $in: [...at] } }, { 'history.path': { $regex: `^${escape(below)}` } }],
  };
}

/** The groups in which a row that is searched for may be; which of their rows are it, `wantedBy` tells. */
function groupsOf({ path, by, since, before, after }: HistorySearch): Filter<GroupDocument> {
  return {
    ...(path === undefined ? {} : atScope(historyScope(path))),
    ...(by === undefined ? {} : { 'history.by': by }),
    ...(since === undefined ? {} : { 'history.at': { $gte: since } }),
    seq: {
      $gte: after === undefined ? 0 : placeOf(after)[0],
      $lte: before === undefined ? Number.MAX_SAFE_INTEGER : placeOf(before)[0],
    },
  };
}

function wantedBy({ path, by, since }: HistorySearch): (row: HistoryDocument) => boolean {
  const scope = path === undefined ? null : historyScope(path);
  return (row) =>
    (by === undefined || row.by === by) &&
    (since === undefined || row.at >= since) &&
    (scope === null || inScope(scope, row.path));
}

type RowPlace = readonly [seq: number, n: number];

function placeOf(id: string): RowPlace {
  const [seq = '0', n = '0'] = id.split('.');
  return [Number(seq), Number(n)];
}

function isBefore(row: RowPlace, other: RowPlace): boolean {
  return row[0] < other[0] || (row[0] === other[0] && row[1] < other[1]);
}

/** The rows of a group that are wanted. */
export async function historyOf(
  { history, values }: Kept,
  parts: Parts,
  isWanted: Wanted,
): Promise<HistoryRow[]> {
  const apart =
    values === null
      ? null
      : (fromText(Buffer.from(await parts.readWhole(values)).toString()) as [string, string][]);
  return history.flatMap((row, n) => {
    if (!isWanted(row, n)) return [];
    const { path, by, at, cause, was, became } = row;
    const [from, to] = apart?.[n] ?? [was ?? 'null', became ?? 'null'];
    const kept = { path, from: fromText(from), to: fromText(to), by, at };
    return [cause === undefined ? kept : { ...kept, cause }];
  });
}

/** An anchored expression of plain characters is read from the index. */
function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

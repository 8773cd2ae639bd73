import { historyScope, inScope } from '../history-scope.ts';
import { fromText } from '../record-text.ts';
import type { History, HistoryRow } from '../store.ts';
import type { Collections, GroupDocument } from './collections.ts';
import type { Parts } from './parts.ts';

export function createHistory({ groups }: Pick<Collections, 'groups'>, parts: Parts): History {
  async function of(doc: string, path: string, limit?: number): Promise<readonly HistoryRow[]> {
    const scope = historyScope(path);
    const found = groups
      .find({
        doc,
        $or: [
          { 'history.path': { $in: [...scope.at] } },
          { 'history.path': { $regex: `^${escape(scope.below)}` } },
        ],
      })
      .project<Pick<GroupDocument, 'history' | 'values'>>({ history: 1, values: 1 })
      .sort({ seq: -1 });
    // Newest first, and every group that is found holds at least one row: so many groups are enough.
    if (limit !== undefined) found.limit(limit);
    const rows = (
      await Promise.all(
        (await found.toArray())
          .reverse()
          .map((group) => historyOf(group, parts, (path) => inScope(scope, path))),
      )
    ).flat();
    return limit === undefined ? rows : rows.slice(-limit);
  }
  return { of };
}

/** The rows of a group whose path is wanted. */
export async function historyOf(
  { history, values }: Pick<GroupDocument, 'history' | 'values'>,
  parts: Parts,
  isWanted: (path: string) => boolean,
): Promise<HistoryRow[]> {
  const apart =
    values === null
      ? null
      : (fromText(Buffer.from(await parts.readWhole(values)).toString()) as [string, string][]);
  return history.flatMap(({ path, by, at, was, became }, n) => {
    if (!isWanted(path)) return [];
    const [from, to] = apart?.[n] ?? [was ?? 'null', became ?? 'null'];
    return [{ path, from: fromText(from), to: fromText(to), by, at }];
  });
}

/** An anchored expression of plain characters is read from the index. */
function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

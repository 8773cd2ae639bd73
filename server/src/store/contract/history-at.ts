import type { History, HistoryRow } from '../store.ts';

/** All rows at a path and below it, or the latest `limit`, oldest first and without their cursors: as tests compare them. */
export async function historyAt(
  history: History,
  doc: string,
  path: string,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<HistoryRow[]> {
  const found = await history.find(doc, { path, limit });
  return found.map(({ id: _id, ...row }) => row).reverse();
}

import { historyScope } from '../history-scope.ts';
import { fromText } from '../record-text.ts';
import type { History, HistoryRow } from '../store.ts';
import { type Connection, type Row, settle, textOf } from './connection.ts';

export function createHistory(db: Connection): History {
  // Two searches of the index, not one with OR, which reads the whole document's. The upper bound of everything that
  // begins with `x/` is `x0`: "0" follows "/" in ASCII.
  const select = db.prepare(
    `SELECT id, path, was, became, person, at FROM history
     WHERE doc = ?1 AND path IN (SELECT value FROM json_each(?2))
     UNION ALL
     SELECT id, path, was, became, person, at FROM history
     WHERE doc = ?1 AND path > ?3 || '/' AND path < ?3 || '0'
     ORDER BY id DESC LIMIT ?4`,
  );

  return {
    of: (doc, path, limit) =>
      settle(() => {
        const { at } = historyScope(path);
        return select
          .all(doc, JSON.stringify(at), path, limit ?? -1)
          .map(toHistoryRow)
          .reverse();
      }),
  };
}

export function toHistoryRow(row: Row): HistoryRow {
  return {
    path: textOf(row, 'path'),
    from: fromText(textOf(row, 'was')),
    to: fromText(textOf(row, 'became')),
    by: textOf(row, 'person'),
    at: textOf(row, 'at'),
  };
}

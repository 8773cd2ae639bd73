import type { SQLInputValue } from 'node:sqlite';
import { historyScope } from '../history-scope.ts';
import { fromText } from '../record-text.ts';
import type { FoundRow, History, HistoryRow, HistorySearch } from '../store.ts';
import { type Connection, numberOf, type Row, settle, type Statement, textOf } from './connection.ts';

const COLUMNS = 'id, path, was, became, person, at, cause';

export function createHistory(db: Connection): History {
  // Two searches of the index, not one with OR, which reads the whole document's. The upper bound of everything that
  // begins with `x/` is `x0`: "0" follows "/" in ASCII.
  const select = db.prepare(
    `SELECT ${COLUMNS} FROM history
     WHERE doc = ?1 AND path IN (SELECT value FROM json_each(?2))
     UNION ALL
     SELECT ${COLUMNS} FROM history
     WHERE doc = ?1 AND path > ?3 || '/' AND path < ?3 || '0'
     ORDER BY id DESC LIMIT ?4`,
  );
  const searches = createSearches(db);

  return {
    of: (doc, path, limit) =>
      settle(() => {
        const { at } = historyScope(path);
        return select
          .all(doc, JSON.stringify(at), path, limit ?? -1)
          .map(toHistoryRow)
          .reverse();
      }),
    find: (doc, search) =>
      settle(() => {
        const { statement, values } = searches(doc, search);
        return statement
          .all(...values)
          .map((row): FoundRow => ({ id: String(numberOf(row, 'id')), ...toHistoryRow(row) }));
      }),
  };
}

/**
 * A statement for each shape of search, compiled once. A record's rows are few and found by their path; all others
 * are walked from the newest back, so that a page costs what it shows and not what there is.
 */
function createSearches(
  db: Connection,
): (doc: string, search: HistorySearch) => { statement: Statement; values: SQLInputValue[] } {
  const compiled = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const known = compiled.get(sql) ?? db.prepare(sql);
    compiled.set(sql, known);
    return known;
  };
  return (doc, search) => {
    const { path, by, since, before, after, limit } = search;
    const values: SQLInputValue[] = [doc];
    const bind = (value: SQLInputValue): string => `?${values.push(value)}`;
    const wanted = ['doc = ?1'];
    if (by !== undefined) wanted.push(`person = ${bind(by)}`);
    if (since !== undefined) {
      const from = bind(since);
      wanted.push(
        `at >= ${from} AND id >= (SELECT min(id) FROM history INDEXED BY history_by_time WHERE doc = ?1 AND at >= ${from})`,
      );
    }
    if (before !== undefined) wanted.push(`id < ${bind(Number(before))}`);
    if (after !== undefined) wanted.push(`id > ${bind(Number(after))}`);
    const end = `ORDER BY id DESC LIMIT ${bind(limit)}`;
    if (path === undefined)
      return {
        statement: prepare(
          `SELECT ${COLUMNS} FROM history INDEXED BY ${by === undefined ? 'history_by_doc' : 'history_by_person'}
           WHERE ${wanted.join(' AND ')} ${end}`,
        ),
        values,
      };
    const { at, below } = historyScope(path);
    const [place, under] = [bind(JSON.stringify(at)), bind(path)];
    const rest = wanted.join(' AND ');
    // Of all projects together there are nearly as many as there are at all: those are walked too.
    const walked = below === 'projects/';
    return {
      statement: prepare(
        walked
          ? `SELECT ${COLUMNS} FROM history INDEXED BY history_by_doc
             WHERE ${rest} AND path > ${under} || '/' AND path < ${under} || '0' ${end}`
          : `SELECT ${COLUMNS} FROM history INDEXED BY history_by_path WHERE ${rest} AND path IN (SELECT value FROM json_each(${place}))
             UNION ALL
             SELECT ${COLUMNS} FROM history INDEXED BY history_by_path WHERE ${rest} AND path > ${under} || '/' AND path < ${under} || '0' ${end}`,
      ),
      values,
    };
  };
}

export function toHistoryRow(row: Row): HistoryRow {
  const cause = row['cause'];
  return {
    path: textOf(row, 'path'),
    from: fromText(textOf(row, 'was')),
    to: fromText(textOf(row, 'became')),
    by: textOf(row, 'person'),
    at: textOf(row, 'at'),
    ...(typeof cause === 'string' ? { cause } : {}),
  };
}

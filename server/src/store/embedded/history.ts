import type { SQLInputValue } from 'node:sqlite';
import { historyScope } from '../history-scope.ts';
import { fromText } from '../record-text.ts';
import type { FoundRow, History, HistoryRow, HistorySearch } from '../store.ts';
import { type Connection, numberOf, type Row, settle, type Statement, textOf } from './connection.ts';
import { hourOf } from './history-writer.ts';
import { recordNumber } from './record-number.ts';

const COLUMNS = 'id, path, was, became, person, at, cause';

/** As `history_by_path` says it: without these words SQLite would not use it. */
const NO_PROJECT = "(path < 'projects/' OR path >= 'projects0')";

export function createHistory(db: Connection): History {
  const search = createSearch(db);
  return {
    find: (doc, wanted) =>
      settle(() =>
        search(doc, wanted).map((row): FoundRow => ({
          id: String(numberOf(row, 'id')),
          ...toHistoryRow(row),
        })),
      ),
  };
}

/**
 * Rows newest first, by a statement for each shape of search that is compiled once. A record's rows are few and found by
 * its number; all others are walked from the newest back, so that a page costs what it shows and not what there is.
 */
function createSearch(db: Connection): (doc: string, search: HistorySearch) => readonly Row[] {
  const compiled = new Map<string, Statement>();
  return (doc, search) => {
    const { sql, values } = statementOf(doc, search);
    const statement = compiled.get(sql) ?? db.prepare(sql);
    compiled.set(sql, statement);
    return statement.all(...values);
  };
}

function statementOf(
  doc: string,
  { path, by, since, before, after, limit }: HistorySearch,
): { readonly sql: string; readonly values: readonly SQLInputValue[] } {
  const values: SQLInputValue[] = [doc];
  const bind = (value: SQLInputValue): string => `?${values.push(value)}`;
  const wanted = ['doc = ?1'];
  if (by !== undefined) wanted.push(`person = ${bind(by)}`);
  if (since !== undefined) {
    wanted.push(`at >= ${bind(since)}`);
    // Where the clock was set back, rows of an earlier hour lie between them: the moment itself still decides.
    wanted.push(
      `id >= (SELECT min(first) FROM history_hours WHERE doc = ?1 AND hour >= ${bind(hourOf(since))})`,
    );
  }
  if (before !== undefined) wanted.push(`id < ${bind(Number(before))}`);
  if (after !== undefined) wanted.push(`id > ${bind(Number(after))}`);
  let index = 'history_by_doc';
  if (path !== undefined) {
    const { at } = historyScope(path);
    const under = bind(path);
    // Everything that begins with `x/` ends before `x0`: "0" follows "/" in ASCII.
    const below = `path > ${under} || '/' AND path < ${under} || '0'`;
    if (path.includes('/')) {
      index = 'history_by_record';
      wanted.push(`record = ${bind(recordNumber(doc, path))}`);
      wanted.push(`(path IN (SELECT value FROM json_each(${bind(JSON.stringify(at))})) OR ${below})`);
    } else {
      wanted.push(below);
      if (path !== 'projects') {
        index = 'history_by_path';
        wanted.push(NO_PROJECT);
      }
    }
  }
  return {
    sql: `SELECT ${COLUMNS} FROM history INDEXED BY ${index}
          WHERE ${wanted.join(' AND ')} ORDER BY id DESC LIMIT ${bind(limit)}`,
    values,
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

import type { ReferenceDate, ReferenceDates } from '../store.ts';
import { bytesOf, type Connection, type Row, settle, textOf } from './connection.ts';

export function createReferenceDates(db: Connection): ReferenceDates {
  // Frozen means frozen: whoever puts it again changes nothing.
  const insert = db.prepare(
    'INSERT INTO reference_dates (of_table, id, name, at, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const selectAll = db.prepare(
    'SELECT of_table, id, name, at, sha256 FROM reference_dates WHERE of_table = ? ORDER BY at, id',
  );
  const selectOne = db.prepare(
    'SELECT of_table, id, name, at, sha256, bytes FROM reference_dates WHERE of_table = ? AND id = ?',
  );

  return {
    put: ({ table, id, name, at, sha256, bytes }) =>
      settle(() => insert.run(table, id, name, at, sha256, bytes)),
    list: (table) => settle(() => selectAll.all(table).map(toHead)),
    get: (table, id) =>
      settle(() => {
        const row = selectOne.first(table, id);
        return row === null ? null : { ...toHead(row), bytes: bytesOf(row, 'bytes') };
      }),
  };
}

function toHead(row: Row): Omit<ReferenceDate, 'bytes'> {
  return {
    table: textOf(row, 'of_table'),
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    at: textOf(row, 'at'),
    sha256: textOf(row, 'sha256'),
  };
}

import { fromRecordText, type RecordText, toRecordText } from '../record-text.ts';
import type { Directory, DirectoryKind, DirectoryRecords } from '../store.ts';
import { type Connection, type Row, settle, textOf } from './connection.ts';

/** Sorts after whatever an id goes on with. */
const LAST = '\u{10FFFF}';

export function createDirectory(db: Connection): Directory {
  const selectOne = db.prepare('SELECT text, bytes FROM directory WHERE kind = ? AND id = ?');
  const selectAll = db.prepare('SELECT text, bytes FROM directory WHERE kind = ? ORDER BY id');
  const selectBelow = db.prepare(
    'SELECT text, bytes FROM directory WHERE kind = ? AND id >= ? AND id < ? ORDER BY id',
  );
  const upsert = db.prepare(
    'INSERT INTO directory (kind, id, text, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text, bytes = excluded.bytes',
  );
  const remove = db.prepare('DELETE FROM directory WHERE kind = ? AND id = ? RETURNING text, bytes');

  return {
    get: <K extends DirectoryKind>(kind: K, id: string) =>
      settle(() => toRecord(kind, selectOne.first(kind, id))),
    list: <K extends DirectoryKind>(kind: K) =>
      settle(() => selectAll.all(kind).map((row) => fromRecordText(kind, toKept(row)))),
    below: <K extends DirectoryKind>(kind: K, prefix: string) =>
      settle(() =>
        selectBelow.all(kind, prefix, `${prefix}${LAST}`).map((row) => fromRecordText(kind, toKept(row))),
      ),
    put: <K extends DirectoryKind>(kind: K, record: DirectoryRecords[K]) =>
      settle(() => {
        const { text, bytes } = toRecordText(record);
        upsert.run(kind, record.id, text, bytes);
      }),
    take: <K extends DirectoryKind>(kind: K, id: string) =>
      settle(() => toRecord(kind, remove.first(kind, id))),
  };
}

function toRecord<K extends DirectoryKind>(kind: K, row: Row | null): DirectoryRecords[K] | null {
  return row === null ? null : fromRecordText(kind, toKept(row));
}

function toKept(row: Row): RecordText {
  const { bytes } = row;
  return { text: textOf(row, 'text'), bytes: bytes instanceof Uint8Array ? bytes : null };
}

import type { RegisterEntry, RegisterEvent } from '@bouwberaad/shared/register/event.ts';
import { fromText, toText } from '../record-text.ts';
import type { Register } from '../store.ts';
import { type Connection, type Row, settle, textOf } from './connection.ts';
import type { Mark } from './mark.ts';

export function createRegister(db: Connection, mark: Mark): Register {
  const insert = db.prepare(
    'INSERT INTO register (of_table, seq, event, salt, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const select = db.prepare(
    'SELECT event, salt, body FROM register WHERE of_table = ? AND seq > ? ORDER BY seq',
  );
  const forget = db.prepare('UPDATE register SET salt = NULL, body = NULL WHERE of_table = ? AND seq = ?');

  return {
    append: ({ event, salt, body }) =>
      settle(() => {
        const text = body === null ? null : toText(body);
        const added = insert.changed(event.table, event.seq, toText(event), salt, text) === 1;
        if (added) mark.eventAdded();
        return added;
      }),
    read: (table, after) => settle(() => select.all(table, after).map(toEntry)),
    erase: (table, seq) =>
      settle(() => {
        // Gone from the file too and not only from the answers: zeros over the old bytes, and an empty write-ahead log.
        db.exec('PRAGMA secure_delete = ON');
        try {
          forget.run(table, seq);
        } finally {
          db.exec('PRAGMA secure_delete = OFF');
        }
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }),
  };
}

function toEntry(row: Row): RegisterEntry {
  const { salt, body } = row;
  return {
    event: fromText(textOf(row, 'event')) as RegisterEvent,
    salt: typeof salt === 'string' ? salt : null,
    body: typeof body === 'string' ? fromText(body) : null,
  };
}

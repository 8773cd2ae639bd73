import type { Outgoing, OutgoingMessage } from '../store.ts';
import { type Connection, type Row, settle, textOf } from './connection.ts';

export function createOutgoing(db: Connection): Outgoing {
  const insert = db.prepare(
    'INSERT INTO outgoing (key, kind, recipient, subject, text, at, state) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = db.prepare('UPDATE outgoing SET state = ? WHERE key = ?');
  const select = db.prepare(
    'SELECT key, kind, recipient, subject, text, at, state FROM outgoing WHERE state = ? ORDER BY at, key',
  );

  return {
    queue: ({ key, kind, to, subject, text, at, state }) =>
      settle(() => insert.changed(key, kind, to, subject, text, at, state) === 1),
    mark: (key, state) => settle(() => update.run(state, key)),
    list: (state) => settle(() => select.all(state).map(toMessage)),
  };
}

function toMessage(row: Row): OutgoingMessage {
  return {
    key: textOf(row, 'key'),
    kind: textOf(row, 'kind'),
    to: textOf(row, 'recipient'),
    subject: textOf(row, 'subject'),
    text: textOf(row, 'text'),
    at: textOf(row, 'at'),
    state: textOf(row, 'state') as OutgoingMessage['state'],
  };
}

import type { Checkpoint, Checkpoints } from '../store.ts';
import { bytesOf, type Connection, settle, textOf } from './connection.ts';

export function createCheckpoints(db: Connection): Checkpoints {
  const insert = db.prepare('INSERT INTO checkpoints (doc, state, sha256, at) VALUES (?, ?, ?, ?)');
  const deleteOlder = db.prepare(
    'DELETE FROM checkpoints WHERE doc = ?1 AND id NOT IN (SELECT id FROM checkpoints WHERE doc = ?1 ORDER BY id DESC LIMIT 2)',
  );
  // By id and not by `at`: a clock may be set back.
  const select = db.prepare('SELECT doc, state, sha256, at FROM checkpoints WHERE doc = ? ORDER BY id DESC');

  return {
    put: ({ doc, state, sha256, at }) =>
      settle(() => {
        db.transaction(() => {
          insert.run(doc, state, sha256, at);
          deleteOlder.run(doc);
        });
      }),
    list: (doc) =>
      settle(() =>
        select.all(doc).map((row): Checkpoint => ({
          doc: textOf(row, 'doc'),
          state: bytesOf(row, 'state'),
          sha256: textOf(row, 'sha256'),
          at: textOf(row, 'at'),
        })),
      ),
  };
}

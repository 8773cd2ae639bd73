import type { Checkpoint, Checkpoints } from '../store.ts';
import { openMadeOf, sealMadeOf } from '../sums.ts';
import { bytesOf, type Connection, type Row, settle, textOf } from './connection.ts';

export function createCheckpoints(db: Connection): Checkpoints {
  const insert = db.prepare(
    'INSERT INTO checkpoints (doc, state, sha256, at, made_of) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteOlder = db.prepare(
    'DELETE FROM checkpoints WHERE doc = ?1 AND id NOT IN (SELECT id FROM checkpoints WHERE doc = ?1 ORDER BY id DESC LIMIT 2)',
  );
  // By id and not by `at`: a clock may be set back.
  const select = db.prepare(
    'SELECT doc, state, sha256, at, made_of FROM checkpoints WHERE doc = ? ORDER BY id DESC',
  );

  return {
    put: ({ doc, state, sha256, at, madeOf }) =>
      settle(() => {
        db.transaction(() => {
          insert.run(doc, state, sha256, at, madeOf === undefined ? null : sealMadeOf(madeOf));
          deleteOlder.run(doc);
        });
      }),
    list: (doc) => settle(() => select.all(doc).map(toCheckpoint)),
  };
}

function toCheckpoint(row: Row): Checkpoint {
  const sealed = row['made_of'];
  const madeOf = typeof sealed === 'string' ? openMadeOf(sealed) : null;
  return {
    doc: textOf(row, 'doc'),
    state: bytesOf(row, 'state'),
    sha256: textOf(row, 'sha256'),
    at: textOf(row, 'at'),
    ...(madeOf === null ? {} : { madeOf }),
  };
}

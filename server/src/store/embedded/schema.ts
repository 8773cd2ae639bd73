import type { DatabaseSync } from 'node:sqlite';
import { done, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { recordNumber } from './record-number.ts';

/**
 * Step n brings a file from version n to n + 1; the version is the file's `user_version`. Steps are only ever added: a
 * file of any age is carried forward when it is opened.
 */
const STEPS: readonly string[] = [
  // AUTOINCREMENT: a row's id is never given again, so that a late `drop` cannot meet another row.
  `CREATE TABLE updates (
     id INTEGER PRIMARY KEY AUTOINCREMENT, doc TEXT NOT NULL, bytes BLOB NOT NULL
   ) STRICT;
   CREATE INDEX updates_by_doc ON updates (doc);

   CREATE TABLE claims (
     doc TEXT NOT NULL, client INTEGER NOT NULL, person TEXT NOT NULL, PRIMARY KEY (doc, client)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE history (
     id INTEGER PRIMARY KEY, doc TEXT NOT NULL, path TEXT NOT NULL,
     was TEXT NOT NULL, became TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX history_by_path ON history (doc, path);

   CREATE TABLE checkpoints (
     id INTEGER PRIMARY KEY AUTOINCREMENT, doc TEXT NOT NULL, state BLOB NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX checkpoints_by_doc ON checkpoints (doc);

   CREATE TABLE register (
     of_table TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, salt TEXT, body TEXT, PRIMARY KEY (of_table, seq)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE reference_dates (
     of_table TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL,
     sha256 TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (of_table, id)
   ) STRICT;

   CREATE TABLE directory (
     kind TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, bytes BLOB, PRIMARY KEY (kind, id)
   ) STRICT;

   CREATE TABLE outgoing (
     key TEXT PRIMARY KEY, kind TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
     text TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL
   ) STRICT;
   CREATE INDEX outgoing_by_state ON outgoing (state, at);

   CREATE TABLE probe (id INTEGER PRIMARY KEY, pings INTEGER NOT NULL) STRICT;
   INSERT INTO probe (id, pings) VALUES (1, 0);`,

  // Each index ends in the row's id: a page is read backwards from its cursor, never sorted.
  `ALTER TABLE history ADD COLUMN cause TEXT;
   CREATE INDEX history_by_doc ON history (doc);
   CREATE INDEX history_by_person ON history (doc, person);
   CREATE INDEX history_by_time ON history (doc, at);`,

  // Null in rows of before.
  `ALTER TABLE updates ADD COLUMN crc INTEGER;
   ALTER TABLE checkpoints ADD COLUMN made_of TEXT;`,

  // Every row of the history goes into each of its indexes, and every page of them that it touches is written once more.
  // By record: a number instead of the path, so that few pages hold all. By document: at its end only, with what a walk
  // back tests in it. By path: for the rare search of all records of a kind; of projects there are too many for it to help.
  `ALTER TABLE history ADD COLUMN record INTEGER NOT NULL DEFAULT 0;
   UPDATE history SET record = record_number(doc, path);
   DROP INDEX history_by_path;
   DROP INDEX history_by_doc;
   DROP INDEX history_by_person;
   DROP INDEX history_by_time;
   CREATE INDEX history_by_record ON history (record);
   CREATE INDEX history_by_doc ON history (doc, id, person, at);
   CREATE INDEX history_by_path ON history (doc, path) WHERE path < 'projects/' OR path >= 'projects0';

   CREATE TABLE history_hours (
     doc TEXT NOT NULL, hour TEXT NOT NULL, first INTEGER NOT NULL, PRIMARY KEY (doc, hour)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO history_hours (doc, hour, first)
     SELECT doc, substr(at, 1, 13), min(id) FROM history GROUP BY 1, 2;`,
];

export const SCHEMA_VERSION = STEPS.length;

/**
 * Carries the file forward, one step a transaction; to an earlier version only to have files of before to try. Throws what
 * the database throws; refuses what a later version made.
 */
export function migrate(db: DatabaseSync, to: number = SCHEMA_VERSION): Result<undefined> {
  const from = Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (from > SCHEMA_VERSION) {
    return problem(
      'newer',
      `The data is of version ${from}, this program knows up to ${SCHEMA_VERSION}: start a newer one.`,
    );
  }
  db.function('record_number', { deterministic: true }, (doc, path) =>
    recordNumber(String(doc), String(path)),
  );
  for (const [version, step] of STEPS.entries()) {
    if (version < from || version >= to) continue;
    db.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${version + 1}; COMMIT`);
  }
  return done;
}

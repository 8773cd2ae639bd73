import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Db, MongoClient } from 'mongodb';
import { FILE } from '../../src/store/embedded/open.ts';
import type { CrashPlace } from './place.ts';

/** What lies on the disk under a store that nobody has open, to be damaged there. */
export interface Disk {
  /** Flips one bit of the nth row of a document's log. */
  row(doc: string, n: number): Promise<void>;
  /** Flips one bit of a document's checkpoint; 0 is the newest. */
  checkpoint(doc: string, n: number): Promise<void>;
  /** Takes away what was saved of a document, but for who wrote it. */
  vanish(doc: string): Promise<void>;
}

export function diskOf({ config }: CrashPlace): Disk {
  const { mongoUrl } = config;
  return mongoUrl === undefined ? embeddedDisk(join(config.dataDir, FILE)) : mongoDisk(mongoUrl);
}

/** In the middle: what tells a row's kind stays as it is, so that only its sum can tell. */
function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = copy.length >> 1;
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}

function embeddedDisk(file: string): Disk {
  const using = (work: (db: DatabaseSync) => void): Promise<void> => {
    const db = new DatabaseSync(file);
    work(db);
    db.close();
    return Promise.resolve();
  };
  const flip = (table: string, column: string, order: string) => (doc: string, n: number) =>
    using((db) => {
      const row = db
        .prepare(
          `SELECT id, ${column} AS bytes FROM ${table} WHERE doc = ? ORDER BY id ${order} LIMIT 1 OFFSET ?`,
        )
        .get(doc, n) as { id: number; bytes: Uint8Array } | undefined;
      if (row === undefined) throw new Error('there is nothing to damage');
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(flipped(row.bytes), row.id);
    });
  return {
    row: flip('updates', 'bytes', 'ASC'),
    checkpoint: flip('checkpoints', 'state', 'DESC'),
    vanish: (doc) =>
      using((db) => {
        db.prepare('DELETE FROM updates WHERE doc = ?').run(doc);
        db.prepare('DELETE FROM checkpoints WHERE doc = ?').run(doc);
      }),
  };
}

function mongoDisk(url: string): Disk {
  const using = async (work: (db: Db) => Promise<unknown>): Promise<void> => {
    const client = new MongoClient(url, { promoteBuffers: true });
    await work(client.db());
    await client.close();
  };
  return {
    row: (doc, n) =>
      using(async (db) => {
        const groups = await db.collection('groups').find({ doc, live: true }).sort({ seq: 1 }).toArray();
        const rows = groups.flatMap(({ _id, rows: own }) =>
          Object.entries(own as Record<string, Uint8Array>).map(([key, bytes]) => ({ _id, key, bytes })),
        );
        const row = rows[n];
        if (row === undefined) throw new Error('there is nothing to damage');
        await db
          .collection('groups')
          .updateOne({ _id: row._id }, { $set: { [`rows.${row.key}`]: flipped(row.bytes) } });
      }),
    checkpoint: (doc, n) =>
      using(async (db) => {
        const found = (await db.collection('checkpoints').find({ doc }).sort({ seq: -1 }).toArray())[n];
        if (found === undefined) throw new Error('there is nothing to damage');
        const state = flipped(found['state'] as Uint8Array);
        await db.collection('checkpoints').updateOne({ _id: found._id }, { $set: { state } });
      }),
    vanish: (doc) =>
      using(async (db) => {
        await db.collection('groups').updateMany({ doc }, { $set: { rows: {}, live: false } });
        await db.collection('checkpoints').deleteMany({ doc });
      }),
  };
}

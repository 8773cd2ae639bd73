// Hocuspocus with its defaults, which save the whole document 2 to 10 s after an edit, into SQLite as its own SQLite
// extension does it: the same table and statements, on Node's SQLite, because better-sqlite3 has to be compiled.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import { ready } from './listen.mjs';

const db = new DatabaseSync(join(process.env.DATA_DIR, 'hocuspocus.sqlite'));
db.exec(
  'CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))',
);
const select = db.prepare('SELECT data FROM "documents" WHERE name = $name ORDER BY rowid DESC');
const upsert = db.prepare(
  'INSERT INTO "documents" ("name", "data") VALUES ($name, $data) ON CONFLICT(name) DO UPDATE SET data = $data',
);

const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  stopOnSignals: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => select.get({ name: documentName })?.data ?? null,
      store: async ({ documentName, state }) => void upsert.run({ name: documentName, data: state }),
    }),
  ],
});
await server.listen();
ready(server.httpServer.address().port);

import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import * as Y from 'yjs';
import { makeEntry, EMPTY_HEAD, headAfter } from '@bouwberaad/shared/register/chain.ts';
import { restoreBackup } from '../src/store/backup/restore.ts';
import { writeBackup } from '../src/store/backup/write.ts';
import { historyAt } from '../src/store/contract/history-at.ts';
import { withoutBytes } from '../src/store/record-text.ts';
import { openStore, type StoreConfig } from '../src/store/open.ts';
import type { DirectoryKind, HistoryRow, Store } from '../src/store/store.ts';
import { loadDocument } from '../src/sync/load.ts';
import { renew } from '../src/sync/renew.ts';
import { docOf } from '../src/sync/rooms.ts';

export const AT = '2026-11-24T09:00:00.000Z';
export const NOW = Date.parse(AT);
/** Tables of the filled store; the last has no plans yet. */
export const TABLES = ['west', 'oost', 'leeg'] as const;

export type Kind = 'embedded' | 'mongo';

/** Places to keep stores and files in, all gone after `remove`. `mongo`: a server for those of that kind. */
export class BackupWorld {
  readonly root = mkdtempSync(join(tmpdir(), 'bouwberaad-backup-'));
  readonly #mongo: string;
  readonly #databases: string[] = [];
  readonly #stores: Store[] = [];

  constructor(mongo = '') {
    this.#mongo = mongo;
  }

  newConfig(kind: Kind): StoreConfig {
    const name = `bouwberaad_test_${randomBytes(6).toString('hex')}`;
    if (kind === 'embedded') return { dataDir: join(this.root, name) };
    this.#databases.push(name);
    const [address = '', query] = this.#mongo.split('?');
    const base = /^(mongodb(?:\+srv)?:\/\/[^/]+)/.exec(address)?.[1] ?? address;
    return { dataDir: 'unused', mongoUrl: `${base}/${name}${query === undefined ? '' : `?${query}`}` };
  }

  newFile(): string {
    return join(this.root, `${randomBytes(6).toString('hex')}.backup`);
  }

  async open(where: Kind | StoreConfig): Promise<Store> {
    const opened = await openStore(typeof where === 'string' ? this.newConfig(where) : where);
    if (!opened.ok) throw new Error(opened.message);
    this.#stores.push(opened.value);
    return opened.value;
  }

  async backUp(store: Store, file = this.newFile()): Promise<string> {
    const written = await writeBackup({ store, docOf, file, at: AT });
    if (!written.ok) throw new Error(written.message);
    return file;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#stores.map((store) => store.close()));
    rmSync(this.root, { recursive: true });
    if (this.#databases.length === 0) return;
    const client = new MongoClient(this.#mongo);
    for (const name of this.#databases) await client.db(name).dropDatabase();
    await client.close();
  }
}

export function restore(
  store: Store,
  file: string,
  { replace = false, now = NOW }: { readonly replace?: boolean; readonly now?: number } = {},
): ReturnType<typeof restoreBackup> {
  return restoreBackup({ store, docOf, file, replace, at: AT, renew: (parts) => renew(parts, now) });
}

/** Something of every kind, and of what is many more than goes on one line or into one portion. */
export async function fillStore(store: Store, edits = 600): Promise<void> {
  const { directory } = store;
  await directory.put('organisation', {
    id: 'o1',
    name: 'Gemeente Oost',
    kind: 'municipality',
    municipality: '0150',
  });
  await directory.put('person', {
    id: 'p1',
    name: 'Ànna \u2028 😀',
    email: null,
    organisation: 'o1',
    admin: true,
  });
  for (const id of TABLES) {
    const settings = { audience: 'tafel', editing: 'own', observersAnnotate: false } as const;
    await directory.put('table', { id, name: id, kind: 'local', parent: null, municipalities: [], settings });
  }
  await directory.put('seat', { id: 'west/p1', table: 'west', person: 'p1', role: 'chair' });
  await directory.put('session', { id: 'aa', person: 'p1', expires: NOW });
  await directory.put('signInLink', { id: 'bb', person: 'p1', expires: NOW });
  await directory.put('setting', { id: 'demo', value: '2026-11-24' });
  const upload = { id: 'i1', table: 'west', by: 'p1', at: AT, file: 'plannen.xlsx', share: ['x'] };
  await directory.put('import', { ...upload, state: 'confirmed', rows: new Uint8Array(randomBytes(3000)) });
  const photo = { id: 'west/f1', table: 'west', by: 'p1', at: AT, name: 'foto.jpg', type: 'image/jpeg' };
  await directory.put('file', { ...photo, content: new Uint8Array(randomBytes(3000)) });
  for (const state of ['waiting', 'sent', 'held'] as const) {
    const mail = { kind: 'k', to: 'a@b.example', subject: 's', text: 'een\nregel', at: AT };
    await store.outgoing.queue({ key: state, ...mail, state });
  }
  await fillTable(store, 'west', edits);
  await fillTable(store, 'oost', 3);
}

/** Edits with their history, compacted half way, a register with an erased event, a reference date. */
async function fillTable(store: Store, table: string, edits: number): Promise<void> {
  const doc = docOf(table);
  const ydoc = new Y.Doc();
  ydoc.getMap('meta').set('generation', 1);
  for (let n = 0; n < edits; n++) {
    const before = n === 0 ? undefined : Y.encodeStateVector(ydoc);
    ydoc.getMap('views').set(`k${n}`, n);
    const claims = n === 0 ? [{ client: ydoc.clientID, person: 'p1' }] : [];
    const history = [rowOf(n)];
    await store.updates.append({ doc, updates: [Y.encodeStateAsUpdate(ydoc, before)], history, claims });
    if (n !== Math.floor(edits / 2)) continue;
    const rows = (await store.updates.tail(doc)).map(({ id }) => id);
    const state = Y.encodeStateAsUpdate(ydoc);
    const sha256 = createHash('sha256').update(state).digest('hex');
    await store.checkpoints.put({ doc, state, sha256, at: AT });
    await store.updates.drop(doc, rows);
  }
  let head = EMPTY_HEAD;
  for (let n = 0; n < edits; n++) {
    const body = { said: `woord ${n}\u2028`, '$odd.key': [null] };
    const entry = makeEntry({ table, head, type: 'noted', at: AT, actor: 'p1', body, salt: `salt${n}` });
    head = headAfter(entry);
    await store.register.append(entry);
  }
  await store.register.erase(table, 2);
  const bytes = new Uint8Array(randomBytes(100));
  await store.referenceDates.put({ table, id: `d-${table}`, name: 'Peildatum', at: AT, sha256: 'ab', bytes });
}

/** Values that UTF-8 and a database's own types would change. */
function rowOf(n: number): HistoryRow {
  const to = { n, odd: '\uD800', 'a.$b': [null] };
  const row = { path: `views/v${n % 7}/filter`, from: n === 0 ? null : n - 1, to, by: 'p1', at: AT };
  return n % 3 === 0 ? { ...row, cause: `import:i${n}` } : row;
}

const KINDS: Readonly<Record<DirectoryKind, null>> = {
  organisation: null,
  person: null,
  table: null,
  seat: null,
  session: null,
  signInLink: null,
  calendarKey: null,
  import: null,
  importPart: null,
  file: null,
  visit: null,
  setting: null,
};

/** All that a store says, read through its ordinary doors, to be compared with another's. Without generations. */
export async function everythingIn(store: Store): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const kind of Object.keys(KINDS) as DirectoryKind[])
    all[kind] = (await store.directory.list(kind)).map((one) => {
      const { record, bytes } = withoutBytes(one);
      return bytes === null ? record : { ...record, bytes: Buffer.from(bytes).toString('hex') };
    });
  for (const state of ['waiting', 'sent', 'held'] as const) all[state] = await store.outgoing.list(state);
  for (const table of TABLES) {
    const dates = await store.referenceDates.list(table);
    all[table] = {
      plans: await plansIn(store, table),
      history: await historyAt(store.history, docOf(table), 'views'),
      register: await store.register.read(table, 0),
      dates: await Promise.all(
        dates.map(async ({ id }) => {
          const { bytes, ...date } = (await store.referenceDates.get(table, id)) ?? { bytes: [] };
          return { ...date, bytes: Buffer.from(bytes).toString('hex') };
        }),
      ),
      owners: await ownersIn(store, table),
    };
  }
  return all;
}

/** Who owns the client ids of a workspace, but for the server's own. */
async function ownersIn(store: Store, table: string) {
  const claims = await store.updates.claims(docOf(table));
  return claims.filter(({ person }) => person !== 'server').sort((a, b) => a.client - b.client);
}

async function plansIn(store: Store, table: string): Promise<unknown> {
  const { ydoc } = await loadDocument(store, docOf(table));
  const plans = ydoc.getMap('views').toJSON();
  ydoc.destroy();
  return plans;
}

export async function generationOf(store: Store, table: string): Promise<unknown> {
  const { ydoc } = await loadDocument(store, docOf(table));
  const generation = ydoc.getMap('meta').get('generation');
  ydoc.destroy();
  return generation;
}

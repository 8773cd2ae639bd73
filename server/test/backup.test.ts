import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import { askServer } from '../src/control/socket.ts';
import { historyAt } from '../src/store/contract/history-at.ts';
import type { StoreConfig } from '../src/store/open.ts';
import { loadDocument } from '../src/sync/load.ts';
import { docOf } from '../src/sync/rooms.ts';
import { BackupWorld, generationOf } from './backup-world.ts';
import { ContractClient } from './contract-client.ts';
import { startServer } from './server-process.ts';
import { projectMap } from './sync-server.ts';

/** `npm run backup` and `npm run restore` beside a real server in full use, from each store into the other. */
const mongo = process.env['TEST_MONGODB_URL'];
const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const TABLE = 'west-overijssel';
const WRITERS = ['voorzitter', 'secretaris', 'gemeente'] as const;

const environmentOf = ({ dataDir, mongoUrl }: StoreConfig): Record<string, string> => ({
  DATA_DIR: dataDir,
  ...(mongoUrl === undefined ? {} : { MONGODB_URL: mongoUrl }),
});

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(script: 'backup' | 'restore', at: StoreConfig, ...args: string[]): Promise<Said> {
  const path = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
  const env = { PATH: process.env['PATH'] ?? '', ...environmentOf(at) };
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const nameOf = (doc: Y.Doc, id: string): unknown =>
  (doc.getMap('projects').get(id) as Y.Map<unknown> | undefined)?.get('name');
const namesIn = (doc: Y.Doc): string => JSON.stringify(WRITERS.map((who) => nameOf(doc, `load-${who}`)));

/** Three people who write without end, each in a plan of their own, and one who sees what is durable, state by state. */
async function writeWithoutEnd(url: string) {
  const watcher = (await ContractClient.signIn(url, 'corporatie', cleanup)).provider(TABLE);
  const writers = await Promise.all(
    WRITERS.map(async (who) => (await ContractClient.signIn(url, who, cleanup)).provider(TABLE)),
  );
  await vi.waitFor(() => {
    expect([watcher, ...writers].every(({ synced }) => synced)).toBe(true);
  }, 20_000);
  const seen = new Set<string>();
  watcher.doc.on('update', () => seen.add(namesIn(watcher.doc)));
  for (const [n, writer] of writers.entries()) write(writer, WRITERS[n] ?? '');
  await vi.waitFor(() => {
    expect(JSON.parse(namesIn(watcher.doc))).not.toContain(null);
  }, 20_000);
  return { watcher, seen };
}

function write({ doc }: WebsocketProvider, who: string): void {
  const projects = doc.getMap('projects');
  const organisation = who === 'gemeente' ? 'gemeente-deventer' : 'secretariaat';
  projects.set(`load-${who}`, projectMap(who, { name: '0', organisation, municipality: '0150' }));
  const map = projects.get(`load-${who}`) as Y.Map<unknown>;
  let n = 0;
  const timer = setInterval(() => map.set('name', String((n += 1))), 15);
  cleanup.push(() => {
    clearInterval(timer);
  });
}

/** Meetings that open and close with what the others write, until the test ends. Answers how much was recorded. */
async function meetWithoutEnd(url: string, watcher: Y.Doc): Promise<() => number> {
  const chair = (await ContractClient.signIn(url, 'voorzitter', cleanup)).live();
  let recorded = 0;
  let stopped = false;
  cleanup.push(() => {
    stopped = true;
  });
  const meet = async (socket: Socket): Promise<void> => {
    while (!stopped) {
      const type = recorded % 2 === 0 ? 'openMeeting' : 'closeMeeting';
      const answer = (await socket
        .timeout(10_000)
        .emitWithAck('command', { id: newId(), table: TABLE, type })) as {
        ok: boolean;
      };
      if (answer.ok) recorded += 1;
      for (let n = 0; n < 10; n++) await new Promise((resolve) => watcher.once('update', resolve));
    }
  };
  // The connection ends with the test, in the middle of a command.
  meet(chair).catch(() => undefined);
  await vi.waitFor(() => {
    expect(recorded).toBeGreaterThan(2);
  }, 20_000);
  return () => recorded;
}

describe.each([
  ['embedded', 'mongo'],
  ['mongo', 'embedded'],
] as const)('from %s to %s', (from, to) => {
  test('backups made while three people write hold a state that was, and one of them goes into the other store', async () => {
    if (mongo === undefined)
      throw new Error(
        'TEST_MONGODB_URL is not set: `npm test` starts a MongoDB and sets it, or name one of your own.',
      );
    const world = new BackupWorld(mongo);
    cleanup.push(() => world.remove());
    const source = { ...world.newConfig(from), dataDir: join(world.root, 'source') };
    const server = await startServer(environmentOf(source), source.dataDir);
    cleanup.push(server.kill);
    const { watcher, seen } = await writeWithoutEnd(server.url);
    const recorded = await meetWithoutEnd(server.url, watcher.doc);

    const target = { ...world.newConfig(to), dataDir: join(world.root, 'target') };
    for (let round = 0; round < 2; round++) {
      const file = world.newFile();
      const before = { names: JSON.parse(namesIn(watcher.doc)) as string[], recorded: recorded() };
      if (round === 1) expect(await run('backup', source, file)).toMatchObject({ code: 0, err: '' });
      else expect(await askServer(source.dataDir, 'backup', file)).toMatchObject({ ok: true });
      // What the backup holds has reached the watcher once something later has.
      const after = nameOf(watcher.doc, 'load-gemeente');
      await vi.waitFor(() => {
        expect(Number(nameOf(watcher.doc, 'load-gemeente'))).toBeGreaterThan(Number(after) + 1);
      }, 20_000);
      const args = round === 0 ? [] : ['--replace'];
      expect(await run('restore', target, file, ...args)).toMatchObject({ code: 0, err: '' });
      await checkRestored(world, target, seen, before);
    }
    expect(await run('restore', target, world.newFile())).toMatchObject({ code: 1, out: '' });
  }, 180_000);
});

async function checkRestored(
  world: BackupWorld,
  config: StoreConfig,
  seen: ReadonlySet<string>,
  before: { readonly names: readonly string[]; readonly recorded: number },
): Promise<void> {
  const store = await world.open(config);
  const { ydoc } = await loadDocument(store, docOf(TABLE));
  expect(seen, 'everything of one moment, nothing of a later one').toContain(namesIn(ydoc));
  for (const [n, who] of WRITERS.entries()) {
    const name = nameOf(ydoc, `load-${who}`);
    expect(Number(name), 'what was durable when it was asked for').toBeGreaterThanOrEqual(
      Number(before.names[n]),
    );
    const rows = await historyAt(store.history, docOf(TABLE), `projects/load-${who}/name`);
    expect(rows.at(-1)?.to, 'the history ends where the plans do').toBe(name);
    expect(rows).toHaveLength(Number(name) + 1);
  }
  const events = await store.register.read(TABLE, 0);
  expect(verifyChain(events)).toMatchObject({ ok: true });
  expect(events.length).toBeGreaterThanOrEqual(before.recorded);
  expect(await generationOf(store, TABLE)).toBeGreaterThan(1_000_000);
  await store.close();
}

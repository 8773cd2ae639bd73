import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { historyAt } from '../contract/history-at.ts';
import type { Group } from '../store.ts';
import { Connection } from './connection.ts';
import { createHistory } from './history.ts';
import { migrate } from './schema.ts';
import { createUpdateLog } from './updates.ts';
import { WalSync } from './wal-sync.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

/** A log whose syncs end when and how the test says. */
async function heldLog() {
  const dir = mkdtempSync(join(tmpdir(), 'bouwberaad-sync-'));
  ends.push(() => {
    rmSync(dir, { recursive: true });
  });
  const file = join(dir, 'log.sqlite');
  const raw = new DatabaseSync(file);
  raw.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  migrate(raw);
  const db = new Connection(raw);
  ends.push(() => {
    db.close();
  });
  const syncs: PromiseWithResolvers<undefined>[] = [];
  const wal = new WalSync(db, `${file}-wal`, () => {
    const sync = Promise.withResolvers<undefined>();
    syncs.push(sync);
    return sync.promise;
  });
  const marked: number[] = [];
  const log = createUpdateLog({ db, wal, mark: { updatesUpTo: (row) => marked.push(row) } });
  const synchronous = () => raw.prepare('PRAGMA synchronous').get()?.['synchronous'];
  // The first is synced by SQLite.
  await log.append(group(0));
  return { log, wal, syncs, marked, history: createHistory(db), synchronous };
}

function group(n: number): Group {
  const row = { path: 'views/a/name', from: null, to: n, by: 'ilse', at: '2026-11-24T10:00:00.000Z' };
  return { doc: 'd', updates: [Uint8Array.of(n)], history: [row], claims: [] };
}

/** All that is due in this turn has happened. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('an edit is durable when the log is synced, and not before; only then is it marked', async () => {
  const { log, syncs, marked, synchronous } = await heldLog();
  const told: string[] = [];
  const saved = log.append(group(1)).then(() => told.push('durable'));
  await turn();
  expect(syncs).toHaveLength(1);
  expect(told).toEqual([]);
  expect(marked).toEqual([1]);
  syncs[0]?.resolve(undefined);
  await saved;
  expect(marked).toEqual([1, 2]);
  // What others write is synced by SQLite.
  expect(synchronous()).toBe(2);
});

test('what comes while the log is being synced waits for the next sync, together', async () => {
  const { log, syncs } = await heldLog();
  const told: number[] = [];
  const save = (n: number): Promise<unknown> => log.append(group(n)).then(() => told.push(n));
  const first = save(1);
  await turn();
  const others = [save(2), save(3)];
  await turn();
  expect(syncs).toHaveLength(1);
  syncs[0]?.resolve(undefined);
  await turn();
  expect(told).toEqual([1]);
  expect(syncs).toHaveLength(2);
  syncs[1]?.resolve(undefined);
  await Promise.all([first, ...others]);
  expect(told).toEqual([1, 2, 3]);
});

test('after a sync that failed the same group is made durable, and stands there once', async () => {
  const { log, syncs, history, marked } = await heldLog();
  const edit = group(1);
  const saving = log.append(edit);
  await turn();
  syncs[0]?.reject(new Error('EIO'));
  await expect(saving).rejects.toThrow('EIO');
  expect(marked).toEqual([1]);
  await log.append(edit);
  expect(marked).toEqual([1, 2]);
  expect((await log.tail('d')).map(({ update }) => [...update])).toEqual([[0], [1]]);
  expect((await historyAt(history, 'd', 'views')).map(({ to }) => to)).toEqual([0, 1]);
  // Others go on as before.
  const next = log.append(group(2));
  await turn();
  syncs[1]?.resolve(undefined);
  await next;
  expect(await log.tail('d')).toHaveLength(3);
});

test('it closes once what is under way has ended', async () => {
  const { log, wal, syncs } = await heldLog();
  const saving = log.append(group(1));
  await turn();
  let closed = false;
  const closing = wal.close().then(() => (closed = true));
  await turn();
  expect(closed).toBe(false);
  syncs[0]?.resolve(undefined);
  await Promise.all([saving, closing]);
  expect(closed).toBe(true);
});

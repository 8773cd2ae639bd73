import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { WriterTask } from '../contract/writer.ts';
import { describeStore } from '../contract/contract.ts';
import type { Store } from '../store.ts';
import { Connection } from './connection.ts';
import { FILE, openEmbedded } from './open.ts';
import { migrate, SCHEMA_VERSION } from './schema.ts';
import { createUpdateLog } from './updates.ts';

const root = mkdtempSync(join(tmpdir(), 'bouwberaad-store-'));

describeStore('embedded store', () => {
  const dataDir = mkdtempSync(join(root, 'contract-'));
  return { config: { dataDir }, remove: () => rm(dataDir, { recursive: true }) };
});

describe('the file of the embedded store', () => {
  afterAll(() => rm(root, { recursive: true }));

  async function open(dir: string): Promise<Store> {
    const opened = await openEmbedded({ dir });
    if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}`);
    return opened.value;
  }

  test('a second process on the same folder is refused, and let in once the first is killed', async () => {
    const dir = join(root, 'second');
    const task: WriterTask = { config: { dataDir: dir }, mode: 'groups', doc: 'd', from: 1 };
    const first = spawn(
      process.execPath,
      [fileURLToPath(new URL('../contract/writer.ts', import.meta.url)), JSON.stringify(task)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(first, 'close');
    await once(first.stdout, 'data');
    const refused = await openEmbedded({ dir });
    expect(refused).toMatchObject({ ok: false, code: 'inUse', at: dir });
    first.stdout.resume();
    first.kill('SIGKILL');
    await ended;
    await (await open(dir)).close();
  });

  test('a second store in the same process is refused as well', async () => {
    const dir = join(root, 'twice');
    const store = await open(dir);
    expect(await openEmbedded({ dir })).toMatchObject({ ok: false, code: 'inUse' });
    await store.updates.append({ doc: 'd', updates: [new Uint8Array([1])], history: [], claims: [] });
    await store.close();
    const again = await open(dir);
    expect(await again.updates.tail('d')).toHaveLength(1);
    await again.close();
  });

  test('a path that cannot be a folder, and a folder without write permission, are refused with the reason', async () => {
    await writeFile(join(root, 'file'), 'in the way');
    expect(await openEmbedded({ dir: join(root, 'file', 'data') })).toMatchObject({
      ok: false,
      code: 'unwritable',
    });

    const dir = join(root, 'closed');
    await mkdir(dir);
    await chmod(dir, 0o555);
    await chmod(root, 0o755);
    await asNobody(async () => {
      expect(await openEmbedded({ dir })).toMatchObject({ ok: false, code: 'unwritable', at: dir });
    });
  });

  test('what is no database of ours is refused and left as it is', async () => {
    const dir = join(root, 'foreign');
    await mkdir(dir);
    await writeFile(
      join(dir, FILE),
      "This is somebody's text, and longer than the header of a database is. ".repeat(20),
    );
    expect(await openEmbedded({ dir })).toMatchObject({ ok: false, code: 'damaged' });
    expect(await readFile(join(dir, FILE), 'utf8')).toContain('somebody');
  });

  test('data of a later version is refused, and not touched', async () => {
    const dir = join(root, 'newer');
    await (await open(dir)).close();
    const db = new DatabaseSync(join(dir, FILE));
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    expect(await openEmbedded({ dir })).toMatchObject({ ok: false, code: 'newer' });
    expect(await openEmbedded({ dir })).toMatchObject({ ok: false, code: 'newer' });
  });

  test('an erased text is gone from the files, not only from the answers', async () => {
    const dir = join(root, 'erased');
    const store = await open(dir);
    const event = {
      table: 't',
      seq: 1,
      prev: '0'.repeat(64),
      type: 'answer',
      at: '2026-11-24T09:00:00.000Z',
      actor: 'p1',
      bodyHash: 'ab',
    };
    const body = { text: `een naam die weg moet ${'x'.repeat(9000)}` };
    await store.register.append({ event, salt: 'zoutzoutzout', body });
    await store.register.append({ event: { ...event, seq: 2 }, salt: 's2', body: { text: 'blijft' } });
    await store.register.erase('t', 1);
    const bytes = Buffer.concat([await readFile(join(dir, FILE)), await readFile(join(dir, `${FILE}-wal`))]);
    expect(bytes.includes('een naam die weg moet')).toBe(false);
    expect(bytes.includes('x'.repeat(100))).toBe(false);
    expect(bytes.includes('zoutzoutzout')).toBe(false);
    expect(bytes.includes('blijft')).toBe(true);
    await store.close();
  });

  test('a commit that fails leaves nothing of itself, and the next one goes through', async () => {
    const dir = join(root, 'failing');
    const store = await open(dir);
    const bad = { path: 'a/b', from: null, to: 1n, by: 'p1', at: '' };
    await expect(
      store.updates.append({ doc: 'd', updates: [new Uint8Array([1])], history: [bad], claims: [] }),
    ).rejects.toThrow();
    expect(await store.updates.tail('d')).toEqual([]);
    await store.updates.append({ doc: 'd', updates: [new Uint8Array([2])], history: [], claims: [] });
    expect(await store.updates.tail('d')).toHaveLength(1);
    await store.close();
  });

  test('a full disk is a plain error that leaves nothing by half, and saving goes on when there is room', async () => {
    const db = new DatabaseSync(join(root, 'full.sqlite'));
    migrate(db);
    db.exec('PRAGMA max_page_count = 60');
    const log = createUpdateLog({ db: new Connection(db) });
    const group = {
      doc: 'd',
      updates: Array.from({ length: 8 }, () => new Uint8Array(3000)),
      history: [],
      claims: [],
    };
    let groups = 0;
    const full = async (): Promise<void> => {
      for (; groups < 100; groups++) await log.append(group);
    };
    await expect(full()).rejects.toThrow('full');
    expect(groups).toBeGreaterThan(0);
    expect(await log.tail('d')).toHaveLength(8 * groups);
    db.exec('PRAGMA max_page_count = 1000');
    await log.append(group);
    expect(await log.tail('d')).toHaveLength(8 * (groups + 1));
    db.close();
  });
});

/** Root may write everywhere: the test takes another person's place meanwhile. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0 || process.seteuid === undefined) return work();
  process.seteuid(65534);
  try {
    await work();
  } finally {
    process.seteuid(0);
  }
}

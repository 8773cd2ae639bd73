import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMPTY_HEAD, headAfter, makeEntry } from '@bouwberaad/shared/register/chain.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import {
  AT,
  BackupWorld,
  everythingIn,
  fillStore,
  generationOf,
  type Kind,
  NOW,
  restore,
  TABLES,
} from '../../../test/backup-world.ts';
import { loadDocument } from '../../sync/load.ts';
import { renew } from '../../sync/renew.ts';
import { docOf } from '../../sync/rooms.ts';
import { openStore } from '../open.ts';
import type { Snapshot, Store } from '../store.ts';
import type { Line } from './format.ts';
import { readBackup } from './read.ts';
import { checkBackup } from './restore.ts';
import { writeBackup } from './write.ts';

const mongo = process.env['TEST_MONGODB_URL'];
const kinds: readonly Kind[] = mongo === undefined ? ['embedded'] : ['embedded', 'mongo'];
const world = new BackupWorld(mongo);
afterAll(() => world.remove());

// Only where it can't run: a test that is skipped although everything is there would hide one that is not.
if (mongo === undefined) {
  test('on MongoDB', (context) => {
    context.skip(process.env['ALLOW_SKIP_MONGO'] === '1', 'no TEST_MONGODB_URL, and ALLOW_SKIP_MONGO=1');
    expect.fail(
      'TEST_MONGODB_URL is not set: `npm test` starts a MongoDB and sets it, or name one of your own.',
    );
  });
}

const check = (file: string): ReturnType<typeof checkBackup> =>
  checkBackup({ file, renew: (parts) => renew(parts, NOW) });

describe.each(kinds)('a backup of the %s store', (from) => {
  let source: Store;
  let file: string;
  beforeAll(async () => {
    source = await world.open(from);
    await fillStore(source);
    file = await world.backUp(source);
  }, 120_000);

  test.each(kinds)(
    'comes back whole in an empty %s store, and its register verifies',
    async (to) => {
      const config = world.newConfig(to);
      const first = await world.open(config);
      expect(await restore(first, file)).toMatchObject({
        ok: true,
        value: {
          header: { at: AT },
          warnings: [],
          counts: { workspace: 3, history: 603, register: 603, referenceDate: 2, outgoing: 3 },
        },
      });
      await first.close();
      const target = await world.open(config);
      expect(await everythingIn(target)).toStrictEqual(await everythingIn(source));
      for (const table of TABLES)
        expect(verifyChain(await target.register.read(table, 0))).toMatchObject({ ok: true });
      expect(await everythingIn(await again(to, target)), 'and once more, from there').toStrictEqual(
        await everythingIn(source),
      );
    },
    120_000,
  );

  async function again(kind: Kind, store: Store): Promise<Store> {
    const next = await world.open(kind);
    expect(await restore(next, await world.backUp(store))).toMatchObject({ ok: true });
    return next;
  }

  test('begins a new generation of every table, also of one without plans, also when it is put back twice', async () => {
    const [first, second] = [await world.open('embedded'), await world.open('embedded')];
    await restore(first, file, { now: NOW });
    await restore(second, file, { now: NOW + 1 });
    for (const table of TABLES) {
      expect(await generationOf(first, table)).toBe(NOW);
      expect(await generationOf(second, table)).toBe(NOW + 1);
      const { ydoc, claims } = await loadDocument(first, docOf(table));
      expect(ydoc.getMap('meta').has('layout')).toBe(true);
      const server = claims.filter(({ person }) => person === 'server');
      expect(server).toHaveLength(1);
      expect(ydoc.store.clients.has(server[0]?.client ?? 0)).toBe(true);
    }
    // A clock that was set back: never a number that was given out before.
    const third = await world.open('embedded');
    await restore(third, await world.backUp(second), { now: 5 });
    expect(await generationOf(third, 'west')).toBe(NOW + 2);
  });

  test('into a store that holds something only when that is asked for; what was there is gone then', async () => {
    const target = await world.open(from);
    await target.directory.put('setting', { id: 'mine', value: 'x' });
    const refused = await restore(target, file);
    expect(refused).toMatchObject({ ok: false, code: 'notEmpty' });
    expect(await target.directory.list('setting')).toEqual([{ id: 'mine', value: 'x' }]);
    expect(await target.directory.list('person')).toEqual([]);
    expect(await restore(target, file, { replace: true })).toMatchObject({ ok: true });
    expect(await everythingIn(target)).toStrictEqual(await everythingIn(source));
  }, 120_000);
});

describe('a restore that dies half way', () => {
  test('leaves in the embedded store what was there', async () => {
    const config = world.newConfig('embedded');
    const store = await world.open(config);
    await fillStore(store, 10);
    const before = await everythingIn(store);
    await expect(
      store.whole.replace(async () => {
        await store.directory.put('setting', { id: 'half', value: 'x' });
        await store.updates.append({ doc: 'west/workspace', updates: [], history: [], claims: [] });
        throw new Error('the machine');
      }),
    ).rejects.toThrow('the machine');
    expect(await everythingIn(store)).toStrictEqual(before);
    // And the store goes on.
    await store.directory.put('setting', { id: 'after', value: 'x' });
    await store.close();
    expect(await (await world.open(config)).directory.get('setting', 'after')).not.toBeNull();
  });

  test.skipIf(mongo === undefined)('is refused on MongoDB until it has been done again', async () => {
    const config = world.newConfig('mongo');
    const store = await world.open(config);
    await fillStore(store, 10);
    const file = await world.backUp(store);
    const before = await everythingIn(store);
    await expect(store.whole.replace(() => Promise.reject(new Error('the machine')))).rejects.toThrow();
    expect(await openStore(config)).toMatchObject({ ok: false, code: 'halfRestored' });
    const second = await world.open({ ...config, halfRestored: true });
    expect(await second.whole.isEmpty()).toBe(false);
    expect(await restore(second, file, { replace: true })).toMatchObject({ ok: true });
    expect(await everythingIn(await world.open(config))).toStrictEqual(before);
  });
});

describe('a damaged backup', () => {
  let file: string;
  let sound: Buffer;
  beforeAll(async () => {
    const store = await world.open('embedded');
    await fillStore(store, 5);
    file = await world.backUp(store);
    sound = readFileSync(file);
  });

  function altered(bytes: Uint8Array): string {
    const path = world.newFile();
    writeFileSync(path, bytes);
    return path;
  }

  test('every byte that is another one is refused, with the line, and nothing is put back', async () => {
    const lines = gunzipSync(sound).toString().split('\n').length;
    for (let at = 0; at < sound.length; at++) {
      const bytes = Buffer.from(sound);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const refused = await readBackup(altered(bytes), () => ({ ok: true, value: undefined }));
      if (refused.ok) expect.fail(`byte ${at} was not noticed`);
      expect(['damaged', 'cutOff', 'notABackup'], `${at}: ${refused.code}`).toContain(refused.code);
      expect(Number(refused.at)).toBeGreaterThan(0);
      expect(Number(refused.at)).toBeLessThanOrEqual(lines);
      expect(refused.message).toContain(
        `line ${refused.code === 'cutOff' ? Number(refused.at) - 1 : refused.at}`,
      );
    }
    const store = await world.open('embedded');
    const bytes = Buffer.from(sound);
    bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
    expect((await restore(store, altered(bytes), { replace: true })).ok).toBe(false);
    expect(await store.whole.isEmpty()).toBe(true);
  }, 60_000);

  test('one bit is refused, or it is a bit that says nothing', async () => {
    const read = async (path: string): Promise<Line[] | null> => {
      const records: Line[] = [];
      const result = await readBackup(path, (record) => {
        records.push(record);
        return { ok: true, value: undefined };
      });
      return result.ok ? records : null;
    };
    const whole = await read(file);
    let silent = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length * 8 - 1), async (bit) => {
        const bytes = Buffer.from(sound);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const records = await read(altered(bytes));
        if (records === null) return;
        silent += 1;
        expect(records).toStrictEqual(whole);
      }),
      { numRuns: 200 },
    );
    // What fills up the last byte of the compressed bits: at most seven of all.
    expect(silent).toBeLessThan(10);
  }, 60_000);

  test('one that is cut off anywhere, goes on after its end, or is something else, is refused', async () => {
    for (let length = 0; length < sound.length; length += 97)
      expect((await check(altered(sound.subarray(0, length)))).ok, String(length)).toBe(false);
    expect(await check(altered(sound.subarray(0, -1)))).toMatchObject({ ok: false, code: 'cutOff' });
    expect((await check(altered(Buffer.concat([sound, sound])))).ok).toBe(false);
    expect(await check(altered(Buffer.from('SQLite format 3\0 and more')))).toMatchObject({
      ok: false,
      code: 'notABackup',
      at: '1',
    });
    expect(await check(join(world.root, 'nowhere'))).toMatchObject({ ok: false, code: 'unreadable' });
  });
});

/** The store, in which this happens after each reading of the workspace of `west`. */
function whileReading(store: Store, happen: (times: number) => Promise<void>): Store {
  let times = 0;
  const snapshot = async (doc: string): Promise<Snapshot> => {
    const taken = await store.whole.snapshot(doc);
    if (doc === docOf('west')) await happen((times += 1));
    return taken;
  };
  return { ...store, whole: { ...store.whole, snapshot } };
}

describe('a backup during a meeting', () => {
  async function record(store: Store, type: string): Promise<void> {
    const last = (await store.register.read('west', 0)).at(-1);
    const head = last === undefined ? EMPTY_HEAD : headAfter(last);
    const body = { decision: 'd' };
    await store.register.append(
      makeEntry({ table: 'west', head, type, at: AT, actor: 'p1', body, salt: 's' }),
    );
  }

  async function typesAfter(file: string): Promise<string[]> {
    const target = await world.open('embedded');
    expect(await restore(target, file)).toMatchObject({ ok: true });
    return (await target.register.read('west', 3)).map(({ event }) => event.type);
  }

  test('a decision that is taken while the plans are read is in the register that comes with them', async () => {
    const store = await world.open('embedded');
    await fillStore(store, 3);
    const busy = whileReading(store, async (times) => {
      if (times === 1) await record(store, 'decided');
      if (times === 2) await record(store, 'applied');
    });
    // Read again because of `decided`; `applied` came after the second reading, and is for the next start.
    expect(await typesAfter(await world.backUp(busy))).toEqual(['decided']);
  });

  test('events that keep coming don’t keep it from ending', async () => {
    const store = await world.open('embedded');
    await fillStore(store, 3);
    const busy = whileReading(store, () => record(store, 'attended'));
    expect(await typesAfter(await world.backUp(busy))).toEqual([]);
  });
});

describe('writing a backup', () => {
  test('for its owner alone, never over another file, and nothing by half when it fails', async () => {
    const store = await world.open('embedded');
    await fillStore(store, 5);
    const file = await world.backUp(store);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const options = { store, docOf, at: AT };
    expect(await writeBackup({ ...options, file })).toMatchObject({ ok: false, code: 'exists' });
    const nowhere = join(world.root, 'no', 'such', 'folder');
    expect(await writeBackup({ ...options, file: nowhere })).toMatchObject({ ok: false, code: 'unwritable' });
    await store.close();
    const late = world.newFile();
    expect(await writeBackup({ ...options, file: late })).toMatchObject({ ok: false, code: 'unreadable' });
    expect(existsSync(late) || existsSync(`${late}.part`)).toBe(false);
  });

  test('a damaged checkpoint is not put into it, and said; the sound one before it is', async () => {
    const store = await world.open('embedded');
    await fillStore(store, 6);
    const doc = docOf('west');
    const state = Uint8Array.of(1, 2, 3);
    await store.checkpoints.put({ doc, state, sha256: 'not its own', at: AT });
    const file = await world.backUp(store);
    const checked = await check(file);
    expect(checked).toMatchObject({ ok: true, value: { warnings: [expect.stringContaining('west')] } });
    const target = await world.open('embedded');
    await restore(target, file);
    expect(await everythingIn(target)).toStrictEqual(await everythingIn(store));
  });

  test('a damaged row of the log is not put into it: all others come back', async () => {
    const store = await world.open('embedded');
    await fillStore(store, 6);
    const sound = await world.backUp(store);
    const snapshot = async (doc: string): Promise<Snapshot> => {
      const whole = await store.whole.snapshot(doc);
      return { ...whole, rows: [...whole.rows, { id: '999', update: Uint8Array.of(7), damaged: true }] };
    };
    const file = await world.backUp({ ...store, whole: { ...store.whole, snapshot } });
    const [target, same] = [await world.open('embedded'), await world.open('embedded')];
    await restore(target, file);
    await restore(same, sound);
    expect(await everythingIn(target)).toStrictEqual(await everythingIn(same));
  });
});

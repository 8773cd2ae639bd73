import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import { numberedGroup, ROWS } from '../contract/numbered-group.ts';
import type { Store } from '../store.ts';
import { MARK } from './mark.ts';
import { FILE, openEmbedded } from './open.ts';

const root = mkdtempSync(join(tmpdir(), 'bouwberaad-cut-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const WAL = `${FILE}-wal`;
const DOC = 'west/workspace';
const GROUPS = 20;
/** As SQLite makes them. */
const PAGE = 4096;

function event(seq: number) {
  const head = { table: 'west', seq, prev: '0'.repeat(64), type: 'answer', actor: 'p1', bodyHash: 'ab' };
  return { event: { ...head, at: '2026-11-24T09:00:00.000Z' }, salt: 's', body: { seq } };
}

function must(opened: Result<Store>): Store {
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}`);
  return opened.value;
}

/** The files of a store as they lie there while it is open: what a kill would leave. */
function copyOf(dir: string): string {
  const made = mkdtempSync(join(root, 'copy-'));
  for (const file of [FILE, WAL, MARK])
    if (existsSync(join(dir, file))) copyFileSync(join(dir, file), join(made, file));
  return made;
}

async function writing(groups: number): Promise<{ dir: string; store: Store }> {
  const dir = mkdtempSync(join(root, 'live-'));
  const store = must(await openEmbedded({ dir }));
  for (let n = 1; n <= groups; n++) {
    await store.updates.append(numberedGroup(DOC, n));
    await store.register.append(event(n));
  }
  return { dir, store };
}

/** What is there: whole groups and events. Throws on half a one. */
async function found(store: Store): Promise<{ groups: number; events: number }> {
  const rows = (await store.updates.tail(DOC)).map(({ update }) => Buffer.from(update).toString());
  const groups = rows.length / ROWS;
  expect(rows).toEqual(
    Array.from({ length: groups }, (_, n) => numberedGroup(DOC, n + 1).updates)
      .flat()
      .map((update) => Buffer.from(update).toString()),
  );
  return { groups, events: (await store.register.read('west', 0)).length };
}

test('D18: cut or garbled anywhere behind the last sync, everything that was acknowledged is there, and nothing by half', async () => {
  const { dir, store } = await writing(GROUPS);
  const synced = readFileSync(join(dir, WAL)).length;
  const before = copyOf(dir);
  // What a loss of power may meet: written, and not yet known to be on the disk.
  await store.updates.append(numberedGroup(DOC, GROUPS + 1));
  const whole = readFileSync(join(dir, WAL));
  await store.close();
  expect(whole.length).toBeGreaterThan(synced);
  const step = Math.max(1, Math.floor((whole.length - synced) / 60));
  for (let at = synced; at <= whole.length; at += step) {
    for (const garbage of [false, true]) {
      const copy = copyOf(before);
      const rest = garbage ? Buffer.alloc(whole.length - at, 0xa5) : Buffer.alloc(0);
      writeFileSync(join(copy, WAL), Buffer.concat([whole.subarray(0, at), rest]));
      const opened = must(await openEmbedded({ dir: copy }));
      const { groups, events } = await found(opened);
      expect([GROUPS, GROUPS + 1], `cut at ${at} of ${whole.length}`).toContain(groups);
      expect(events).toBe(GROUPS);
      await opened.close();
      rmSync(copy, { recursive: true });
    }
  }
}, 60_000);

test('D18: with what was synced cut away the start says how much is missing; never is less there in silence', async () => {
  const { dir, store } = await writing(GROUPS);
  const killed = copyOf(dir);
  await store.close();
  const size = readFileSync(join(killed, WAL)).length;
  const step = Math.max(1, Math.floor(size / 150));
  let said = 0;
  for (let at = 0; at <= size; at += step) {
    const copy = copyOf(killed);
    truncateSync(join(copy, WAL), at);
    const opened = await openEmbedded({ dir: copy });
    if (opened.ok) {
      expect(await found(opened.value), `cut at ${at} of ${size}`).toEqual({
        groups: GROUPS,
        events: GROUPS,
      });
      await opened.value.close();
    } else {
      said += 1;
      expect(opened.code).toBe('cutOff');
      const lacks = /lacks (\d+) edits and (\d+) recorded events/.exec(opened.message);
      expect(Number(lacks?.[1]) + Number(lacks?.[2])).toBeGreaterThan(0);
      // Who has no better copy goes on with what is left, and finds whole groups.
      rmSync(join(copy, MARK));
      const left = must(await openEmbedded({ dir: copy }));
      const { groups, events } = await found(left);
      expect([groups, events]).toEqual([GROUPS - Number(lacks?.[1]) / ROWS, GROUPS - Number(lacks?.[2])]);
      await left.close();
    }
    rmSync(copy, { recursive: true });
  }
  expect(said).toBeGreaterThan(100);
}, 60_000);

test('D18: the file itself cut at any byte, or gone: said, or nothing of it is missing', async () => {
  const { dir, store } = await writing(GROUPS);
  await store.close();
  const size = readFileSync(join(dir, FILE)).length;
  const step = Math.max(1, Math.floor(size / 100));
  for (let at = 0; at < size; at += step) {
    const copy = copyOf(dir);
    truncateSync(join(copy, FILE), at);
    const opened = await openEmbedded({ dir: copy });
    if (opened.ok) {
      // A piece of the last page only, which holds none of these.
      expect(at, `cut at ${at} of ${size}`).toBeGreaterThan(size - PAGE);
      expect(await found(opened.value)).toEqual({ groups: GROUPS, events: GROUPS });
      await opened.value.close();
    } else expect(['damaged', 'cutOff']).toContain(opened.code);
    rmSync(copy, { recursive: true });
  }
  const copy = copyOf(dir);
  rmSync(join(copy, FILE));
  expect(await openEmbedded({ dir: copy })).toMatchObject({ ok: false, code: 'cutOff' });
});

test('D12 D18: a bit that flips anywhere in the file never changes or hides a saved edit in silence', async () => {
  const { dir, store } = await writing(GROUPS);
  const rows = await store.updates.tail(DOC);
  await store.close();
  const bytes = readFileSync(join(dir, FILE));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const copy = copyOf(dir);
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
      writeFileSync(join(copy, FILE), flipped);
      try {
        const opened = await openEmbedded({ dir: copy });
        if (!opened.ok) return;
        try {
          const read = await opened.value.updates.tail(DOC).catch((error: unknown) => String(error));
          if (typeof read === 'string') return;
          expect(read.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
          for (const [n, row] of read.entries())
            if (row.damaged === undefined)
              expect(Buffer.from(row.update).equals(Buffer.from(rows[n]?.update ?? []))).toBe(true);
        } finally {
          await opened.value.close().catch(() => undefined);
        }
      } finally {
        rmSync(copy, { recursive: true });
      }
    }),
    { numRuns: 400 },
  );
}, 120_000);

test('D18: a kill, a stop and a restore raise no false alarm', async () => {
  const { dir, store } = await writing(3);
  for (let round = 0; round < 3; round++) {
    const killed = must(await openEmbedded({ dir: copyOf(dir) }));
    expect(await found(killed)).toEqual({ groups: 3, events: 3 });
    await killed.close();
  }
  await store.whole.replace(async () => {
    await store.register.append(event(1));
    await store.updates.append(numberedGroup(DOC, 1));
  });
  const restored = must(await openEmbedded({ dir: copyOf(dir) }));
  expect(await found(restored)).toEqual({ groups: 1, events: 1 });
  await restored.close();
  await expect(store.whole.replace(() => Promise.reject(new Error('killed in it')))).rejects.toThrow(
    'killed in it',
  );
  await store.close();
  const again = must(await openEmbedded({ dir }));
  expect(await found(again)).toEqual({ groups: 1, events: 1 });
  await again.close();
});

import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openEmbedded } from '../../src/store/embedded/open.ts';
import { loadDocument } from '../../src/sync/load.ts';
import { docOf } from '../../src/sync/rooms.ts';
import { difference } from './ledger.ts';
import { startSmallRoom, watched, WatchedStore } from './small-room.ts';
import { elapse } from './until.ts';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const DISK = '8m';

/** A disk of its own, as small as we like; or why there can be none. */
function smallDisk(): { readonly dir: string } | { readonly reason: string } {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0)
    return { reason: 'only root on Linux may mount a small disk' };
  const dir = mkdtempSync(join(tmpdir(), 'bouwberaad-disk-'));
  cleanup.push(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', dir], { stdio: 'pipe' });
  } catch (error) {
    return { reason: `no small disk can be mounted here: ${String(error)}` };
  }
  cleanup.push(() => {
    execFileSync('umount', [dir]);
  });
  return { dir };
}

/** Takes all that is left of a disk. */
function fill(file: string): void {
  writeFileSync(file, '');
  for (const size of [65_536, 4096, 512]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
    }
  }
}

test('D16: on a full disk nothing is acknowledged or shown, it is said, and with room again all of it is saved', async (context) => {
  const disk = smallDisk();
  const reason = 'reason' in disk ? disk.reason : null;
  if (reason !== null) console.warn(`NOT SHOWN what a full disk does to a room: ${reason}`);
  context.skip(reason !== null, reason ?? '');
  if ('reason' in disk) return;
  const dir = join(disk.dir, 'data');
  const opened = await openEmbedded({ dir });
  if (!opened.ok) throw new Error(opened.message);
  const warnings: string[] = [];
  const room = await startSmallRoom({
    people: ['anna', 'bram'],
    store: watched(opened.value),
    onWarning: (message) => warnings.push(message),
  });
  cleanup.push(
    () => opened.value.close(),
    () => room.stop(),
  );
  const [anna, bram] = room.seats;
  if (anna === undefined || bram === undefined) throw new Error('nobody came');
  await vi.waitFor(() => {
    expect(anna.wire.unsaved + bram.wire.unsaved).toBe(0);
  }, 5000);
  const filler = join(disk.dir, 'filler');
  fill(filler);
  cleanup.push(() => {
    truncateSync(filler);
  });
  // The log has some room of its own, which comes first.
  await vi.waitFor(
    () => {
      for (let n = 0; n < 20; n++) anna.writer.write();
      expect(warnings).toContain('saving falters');
    },
    { timeout: 20_000, interval: 20 },
  );
  bram.writer.write();
  const durable = Y.encodeStateVector(room.store.durable);
  const seen = Y.encodeStateVector(bram.wire.doc);
  await expect(opened.value.ping()).rejects.toThrow(/full/);
  const late = room.join('bram');
  await elapse(500);
  expect(anna.wire.unsaved).toBeGreaterThan(0);
  expect(bram.wire.unsaved).toBe(1);
  expect(late.wire.synced).toBe(false);
  expect(Y.encodeStateVector(room.store.durable)).toEqual(durable);
  expect(Y.encodeStateVector(bram.wire.doc)).toEqual(seen);
  expect(room.seats.map(({ wire }) => wire.drops)).toEqual([0, 0, 0]);
  truncateSync(filler);
  await vi.waitFor(async () => {
    expect(anna.wire.unsaved + bram.wire.unsaved).toBe(0);
    expect(late.wire.synced).toBe(true);
    expect(await room.differences()).toBeNull();
  }, 10_000);
  expect(warnings.at(-1)).toBe('saving works again');
  expect([...room.wrongs(), ...room.notDurable(), ...room.miscounts()]).toEqual([]);
  // What is on the disk is what was said to be.
  const { ydoc } = await loadDocument(opened.value, docOf('west'));
  expect(difference(ydoc, room.store.durable)).toBeNull();
  expect(room.ledger.missingIn(ydoc)).toEqual([]);
}, 60_000);

/** A disk whose every commit takes its time, and some very long. */
class SlowStore extends WatchedStore {
  commits = 0;

  constructor() {
    super();
    const { append } = this.updates;
    Object.assign(this.updates, {
      append: async (group: Parameters<typeof append>[0]) => {
        this.commits += 1;
        await elapse(this.commits % 7 === 0 ? 400 : 40);
        await append(group);
      },
    });
  }
}

test('D17: on a slow disk `saved` comes late and never early, groups grow instead of queues, and presence does not wait', async () => {
  const store = new SlowStore();
  const room = await startSmallRoom({ people: ['anna', 'bram'], store });
  cleanup.push(() => room.stop());
  const [anna, bram] = room.seats;
  if (anna === undefined || bram === undefined) throw new Error('nobody came');
  const other = room.server.connect('bram').provider;
  const cursor = room.server.connect('anna').provider;
  const edits = 400;
  for (let n = 0; n < edits / 2; n++) {
    anna.writer.write();
    bram.writer.write();
    await elapse(1);
  }
  // The last of them are not saved yet when somebody moves on.
  expect(anna.wire.unsaved + bram.wire.unsaved).toBeGreaterThan(0);
  cursor.awareness.setLocalState({ cursor: 'projects/p1' });
  await vi.waitFor(() => {
    expect(other.awareness.getStates().get(cursor.doc.clientID)).toMatchObject({ cursor: 'projects/p1' });
  }, 5000);
  await vi.waitFor(async () => {
    expect(anna.wire.unsaved + bram.wire.unsaved).toBe(0);
    expect(await room.differences()).toBeNull();
  }, 20_000);
  expect(store.commits).toBeLessThan(edits / 4);
  expect([...room.wrongs(), ...room.notDurable(), ...room.miscounts()]).toEqual([]);
}, 60_000);

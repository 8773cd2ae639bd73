import { afterEach, expect, test, vi } from 'vitest';
import { createRandom } from '../../src/demo/random.ts';
import { hostileLine, type Hostility } from './hostile-line.ts';
import { startSmallRoom } from './small-room.ts';
import { elapse } from './until.ts';

let stop: (() => Promise<void>) | null = null;
afterEach(async () => {
  await stop?.();
  stop = null;
});

const EDITS = 150;
const SEED = 'hostile 1';

async function writeThrough(hostility: Hostility) {
  const tally = { meddled: 0 };
  const room = await startSmallRoom({
    people: ['anna', 'bram', 'chris'],
    meddle: hostileLine(createRandom(SEED), hostility, tally),
  });
  stop = room.stop;
  for (let n = 0; n < EDITS; n++) {
    for (const { writer } of room.seats) writer.write();
    // One edit a frame, and some frames apart.
    await elapse(n % 3);
  }
  await vi.waitFor(async () => {
    expect(await room.differences()).toBeNull();
  }, 20_000);
  expect(tally.meddled).toBeGreaterThan(10);
  expect(room.wrongs()).toEqual([]);
  const made = room.seats.reduce((sum, { writer }) => sum + writer.made, 0);
  expect(made).toBe(3 * EDITS + 3);
  return { room, made };
}

test('D5: frames that come twice change nothing, and nobody is sent away for them', async () => {
  await writeThrough({ duplicate: 0.3 });
}, 40_000);

test('D1 D5: frames that come in another order are sorted out, nothing is claimed too early, and all converge', async () => {
  const { room } = await writeThrough({ reorder: 0.15 });
  expect(room.notDurable()).toEqual([]);
}, 40_000);

test('D5: both at once', async () => {
  await writeThrough({ duplicate: 0.15, reorder: 0.15 });
}, 40_000);

test('D1 D3: connections cut in the middle of a frame: saved is only what is durable, the rest comes again', async () => {
  const { room, made } = await writeThrough({ cut: 0.02 });
  await vi.waitFor(() => {
    expect(room.seats.every(({ wire }) => wire.unsaved === 0)).toBe(true);
  }, 20_000);
  expect(room.ledger.count).toBe(made);
  expect(room.wrongs()).toEqual([]);
  expect([...room.notDurable(), ...room.miscounts()]).toEqual([]);
}, 40_000);

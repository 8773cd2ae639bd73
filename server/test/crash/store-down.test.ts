import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { limits } from '../../src/sync/limits.ts';
import { startSmallRoom, type Seat } from './small-room.ts';

let stop: (() => Promise<void>) | null = null;
afterEach(async () => {
  await stop?.();
  stop = null;
});

const KEEP_ALIVE_MS = 300;
/** Nearly the longest run of text that is taken, and so many of them that the bounded buffer holds a part. */
const PASTE = 'w'.repeat(limits.textBytes - 100);
const PASTES = 14;
const LATE_PASTES = 6;

async function start() {
  const room = await startSmallRoom({ people: ['anna', 'bram'], limits: { keepAliveMs: KEEP_ALIVE_MS } });
  stop = room.stop;
  const [anna, bram] = room.seats;
  if (anna === undefined || bram === undefined) throw new Error('nobody came');
  await vi.waitFor(async () => {
    expect(anna.wire.unsaved + bram.wire.unsaved).toBe(0);
    expect(await room.differences()).toBeNull();
  }, 5000);
  return { room, anna, bram };
}

type Room = Awaited<ReturnType<typeof start>>['room'];

/** Structs of this writer that the live document has taken in, durable or not. */
function takenIn(room: Room, { wire }: Seat): Promise<number> {
  return room.server.rooms.read('west', (doc) => Y.getState(doc.store, wire.doc.clientID));
}

function clean(room: Room): string[] {
  return [...room.wrongs(), ...room.notDurable(), ...room.miscounts()];
}

test('D8: while the store is down nothing is released and nobody sees anything; then all of it arrives', async () => {
  const { room, anna, bram } = await start();
  const before = Y.encodeStateVector(room.store.durable);
  room.store.failing = true;
  for (let n = 0; n < 50; n++) {
    anna.writer.write();
    bram.writer.write();
  }
  await vi.waitFor(async () => {
    expect(await takenIn(room, anna)).toBe(Y.getState(anna.wire.doc.store, anna.wire.doc.clientID));
  }, 5000);
  const late = room.join('bram');
  await vi.waitFor(() => {
    expect(room.server.rooms.counts().get('west')).toBe(3);
  }, 5000);
  expect([anna.wire.unsaved, bram.wire.unsaved]).toEqual([50, 50]);
  expect(Y.encodeStateVector(room.store.durable)).toEqual(before);
  expect(Y.getState(bram.wire.doc.store, anna.wire.doc.clientID)).toBe(
    Y.getState(room.store.durable.store, anna.wire.doc.clientID),
  );
  expect(late.wire.synced).toBe(false);
  room.store.failing = false;
  await vi.waitFor(async () => {
    expect(anna.wire.unsaved + bram.wire.unsaved).toBe(0);
    expect(late.wire.synced).toBe(true);
    expect(await room.differences()).toBeNull();
  }, 10_000);
  expect(clean(room)).toEqual([]);
});

test('D9: writers are paused when the buffer is full, also those who come then, keep their connection, and go on', async () => {
  const { room, anna, bram } = await start();
  room.store.failing = true;
  for (let n = 0; n < PASTES; n++) anna.writer.paste(PASTE);
  const takenOf = async (seat: Seat): Promise<number> => (await takenIn(room, seat)) / PASTE.length;
  await vi.waitFor(async () => {
    expect(await takenOf(anna)).toBeGreaterThan(limits.pausedAboveBytes / PASTE.length);
  }, 10_000);
  const late = room.join('anna');
  late.writer.begin();
  for (let n = 0; n < LATE_PASTES; n++) late.writer.paste(PASTE);
  // Several times longer than a line that does not answer is kept.
  let beats = 0;
  const beat = setInterval(() => beats++, KEEP_ALIVE_MS);
  await vi.waitFor(() => {
    expect(beats).toBeGreaterThan(4);
  }, 10_000);
  clearInterval(beat);
  // What was read before the pause took hold is a message or two.
  const bound = limits.pausedAboveBytes / PASTE.length + 3;
  expect((await takenOf(anna)) + (await takenOf(late)) + (await takenOf(bram))).toBeLessThan(bound);
  expect([anna.wire.unsaved, late.wire.unsaved]).toEqual([PASTES, LATE_PASTES + 1]);
  expect(room.seats.map(({ wire }) => wire.drops)).toEqual([0, 0, 0]);
  room.store.failing = false;
  await vi.waitFor(async () => {
    expect(anna.wire.unsaved + late.wire.unsaved).toBe(0);
    expect(await room.differences()).toBeNull();
  }, 20_000);
  expect(clean(room)).toEqual([]);
}, 60_000);

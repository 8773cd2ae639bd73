import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';
import { limits } from '../../src/sync/limits.ts';
import { person, startSyncServer } from '../sync-server.ts';
import { startSmallRoom, WatchedStore } from './small-room.ts';
import { elapse } from './until.ts';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const MEGABYTE = 1024 * 1024;
/** Long enough for what must not happen to have happened. */
const QUIET_MS = 300;

/** A store that opens nothing until it is let go. */
class SlowStore extends WatchedStore {
  readonly #opening = Promise.withResolvers<undefined>();

  constructor() {
    super();
    const { tail } = this.updates;
    Object.assign(this.updates, {
      tail: async (doc: string) => {
        await this.#opening.promise;
        return tail(doc);
      },
    });
  }

  open(): void {
    this.#opening.resolve(undefined);
  }
}

test('D9: before the room is open nothing is read from who waits for it', async () => {
  const store = new SlowStore();
  const server = await startSyncServer(store, [person('anna')]);
  cleanup.push(server.stop, () => store.open());
  const socket = new WebSocket(`${server.url}/west/workspace?token=anna`);
  await once(socket, 'open');
  for (let n = 0; n < 40; n++) socket.send(new Uint8Array(MEGABYTE).fill(99));
  await vi.waitFor(() => {
    expect(socket.bufferedAmount).toBeLessThan(39 * MEGABYTE);
  }, 5000);
  await elapse(QUIET_MS);
  // What the system itself keeps for a socket is a few megabytes; the rest stays with its sender.
  expect(socket.bufferedAmount).toBeGreaterThan(20 * MEGABYTE);
  store.open();
  await vi.waitFor(() => {
    expect(socket.bufferedAmount).toBe(0);
  }, 10_000);
  socket.terminate();
});

test('D9: what is sent by somebody who was turned away is not kept', async () => {
  const server = await startSyncServer(new WatchedStore(), []);
  cleanup.push(server.stop);
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  cleanup.push(() => socket.destroy());
  socket.on('error', () => undefined);
  socket.write(
    `GET /sync/west/workspace HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
  );
  const code = Buffer.alloc(2);
  code.writeUInt16BE(CLOSE.notSignedIn);
  await vi.waitFor(async () => {
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(data.includes(code)).toBe(true);
  });
  // A client that goes on as if nothing had been said: binary frames of a megabyte, masked with zeros.
  const head = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0]);
  const frame = Buffer.concat([head, Buffer.alloc(MEGABYTE)]);
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 200 && !socket.destroyed; n++) {
    if (socket.write(frame)) continue;
    await vi.waitFor(() => {
      expect(socket.destroyed || socket.writableLength === 0).toBe(true);
    });
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * MEGABYTE);
});

test('D9: what waits for joiners counts too: they cannot fill the memory while the store is down', async () => {
  const room = await startSmallRoom({ people: ['anna'] });
  cleanup.push(room.stop);
  const [anna] = room.seats;
  if (anna === undefined) throw new Error('nobody came');
  const pastes = 4;
  for (let n = 0; n < pastes; n++) anna.writer.paste('w'.repeat(limits.textBytes - 100));
  await vi.waitFor(() => {
    expect(anna.wire.unsaved).toBe(0);
  }, 5000);
  room.store.failing = true;
  anna.writer.write();
  const taken = (): Promise<number> =>
    room.server.rooms.read('west', (doc) => Y.getState(doc.store, anna.wire.doc.clientID));
  const made = (): number => Y.getState(anna.wire.doc.store, anna.wire.doc.clientID);
  await vi.waitFor(async () => {
    expect(await taken()).toBe(made());
  }, 5000);
  // Their answers would be four megabytes each.
  for (let n = 0; n < 5; n++) room.join('anna');
  await vi.waitFor(() => {
    expect(room.server.rooms.counts().get('west')).toBe(6);
  }, 5000);
  const late = room.join('anna');
  late.writer.begin();
  await vi.waitFor(() => {
    expect(room.server.rooms.counts().get('west')).toBe(7);
  }, 5000);
  const before = await taken();
  anna.writer.write();
  await elapse(QUIET_MS);
  expect(await taken()).toBe(before);
  room.store.failing = false;
  await vi.waitFor(async () => {
    expect(room.seats.every(({ wire }) => wire.synced && wire.unsaved === 0)).toBe(true);
    expect(await room.differences()).toBeNull();
  }, 20_000);
  expect([...room.wrongs(), ...room.notDurable()]).toEqual([]);
});

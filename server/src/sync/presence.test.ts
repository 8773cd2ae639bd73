import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as encoding from 'lib0/encoding';
import { encodeAwareness, FRAME } from '@bouwberaad/shared/protocol/sync.ts';
import { MemoryStore } from '../../test/memory-store.ts';
import { person, startSyncServer } from '../../test/sync-server.ts';
import { limits } from './limits.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start() {
  const server = await startSyncServer(new MemoryStore(), [person('a'), person('b')]);
  ends.push(server.stop);
  return server;
}

/** Says where somebody is, under a client id of its own choice. */
async function tabOf(
  url: string,
  who: string,
  client: number,
  clock: number,
  table = 'west',
): Promise<WebSocket> {
  const socket = new WebSocket(`${url}/${table}/workspace?token=${who}`);
  ends.push(() => socket.terminate());
  await new Promise((resolve) => socket.once('open', resolve));
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, JSON.stringify({ cursor: clock }));
  socket.send(encodeAwareness(encoding.toUint8Array(encoder)));
  return socket;
}

test.each([
  ['says goodbye', (socket: WebSocket) => socket.close()],
  ['dies without a word', (socket: WebSocket) => socket.terminate()],
])('P3: a tab that %s is gone for the others at once', async (_how, end) => {
  const server = await start();
  const { provider } = server.connect('b');
  const socket = await tabOf(server.url, 'a', 7, 1);
  await vi.waitFor(() => {
    expect(provider.awareness.getStates().has(7)).toBe(true);
  });
  const ended = performance.now();
  end(socket);
  await vi.waitFor(
    () => {
      expect(provider.awareness.getStates().has(7)).toBe(false);
    },
    { timeout: 5000, interval: 5 },
  );
  // By its close and not by a ping: those come every 15 s.
  expect(performance.now() - ended).toBeLessThan(limits.keepAliveMs / 5);
});

test('P3: the figures keep who vanished no longer than 30 s', () => {
  // Pinged at one beat, given up at the next.
  expect(2 * Math.min(limits.keepAliveMs, limits.pongTimeoutMs)).toBeLessThanOrEqual(30_000);
});

test('P2: a tab that came back under its id stays when its old line ends at last', async () => {
  const server = await start();
  const { provider } = server.connect('b');
  const old = await tabOf(server.url, 'a', 7, 1);
  await vi.waitFor(() => {
    expect(provider.awareness.getStates().get(7)).toMatchObject({ cursor: 1 });
  });
  await tabOf(server.url, 'a', 7, 2);
  await vi.waitFor(() => {
    expect(provider.awareness.getStates().get(7)).toMatchObject({ cursor: 2 });
  });
  old.terminate();
  await vi.waitFor(() => {
    expect(server.rooms.counts().get('west')).toBe(2);
  });
  const newcomer = server.connect('b');
  await vi.waitFor(() => {
    expect(newcomer.provider.awareness.getStates().get(7)).toMatchObject({ cursor: 2 });
  });
  expect(provider.awareness.getStates().get(7)).toMatchObject({ cursor: 2 });
});

test('P4: presence never crosses to another table, also not under the same id', async () => {
  const server = await start();
  const [west, east] = [server.connect('b', 'west'), server.connect('b', 'east')];
  await vi.waitFor(() => {
    expect(west.provider.synced && east.provider.synced).toBe(true);
  });
  await tabOf(server.url, 'a', 7, 1, 'west');
  await vi.waitFor(() => {
    expect(west.provider.awareness.getStates().has(7)).toBe(true);
  });
  expect(east.provider.awareness.getStates().has(7)).toBe(false);
  // Whoever asks is told of their own table only.
  const stranger = new WebSocket(`${server.url}/east/workspace?token=a`);
  ends.push(() => stranger.terminate());
  const frames: Buffer[] = [];
  stranger.on('message', (data: Buffer) => frames.push(data));
  await new Promise((resolve) => stranger.once('open', resolve));
  stranger.send(Uint8Array.of(FRAME.queryAwareness));
  const here = await tabOf(server.url, 'a', 7, 9, 'east');
  await vi.waitFor(() => {
    expect(east.provider.awareness.getStates().get(7)).toMatchObject({ cursor: 9 });
  });
  expect(west.provider.awareness.getStates().get(7)).toMatchObject({ cursor: 1 });
  expect(Buffer.concat(frames).includes('"cursor":1')).toBe(false);
  here.terminate();
  await vi.waitFor(() => {
    expect(east.provider.awareness.getStates().has(7)).toBe(false);
  });
  expect(west.provider.awareness.getStates().get(7)).toMatchObject({ cursor: 1 });
});

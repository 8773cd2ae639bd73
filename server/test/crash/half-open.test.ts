import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { limits } from '../../src/sync/limits.ts';
import { startSmallRoom } from './small-room.ts';

/** Twenty times as fast as in the product, where a vanished person is gone within 30 s. */
const KEEP_ALIVE_MS = limits.keepAliveMs / 20;
const GONE_WITHIN_MS = 30_000 / 20;

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

function plainProvider(url: string, who: string): WebsocketProvider {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(url, 'west/workspace', doc, {
    params: { token: who },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  cleanup.push(() => {
    provider.destroy();
    doc.destroy();
  });
  return provider;
}

test('D7: on a line that goes quiet without a word the person vanishes from the presence of others in time', async () => {
  const room = await startSmallRoom({ people: ['anna', 'bram'], limits: { keepAliveMs: KEEP_ALIVE_MS } });
  cleanup.push(room.stop);
  const anna = plainProvider(`ws://${room.front.host}/sync`, 'anna');
  const bram = plainProvider(room.server.url, 'bram');
  anna.awareness.setLocalStateField('cursor', 'projects/p1');
  const seesAnna = (): boolean => bram.awareness.getStates().has(anna.doc.clientID);
  await vi.waitFor(() => {
    expect(seesAnna()).toBe(true);
  }, 5000);
  room.front.freeze();
  const frozen = performance.now();
  await vi.waitFor(
    () => {
      expect(seesAnna()).toBe(false);
    },
    { timeout: 4 * GONE_WITHIN_MS, interval: 10 },
  );
  // A busy machine may be late by a little; the keep-alive alone would allow twice as much.
  expect(performance.now() - frozen).toBeLessThan(1.5 * GONE_WITHIN_MS);
  // Who is really there stays, however long the room is quiet.
  expect(bram.wsconnected).toBe(true);
});

test('D1 D3 D7: what is written into a dead line is never shown as saved, and comes when there is a line again', async () => {
  const room = await startSmallRoom({ people: ['anna', 'bram'], limits: { keepAliveMs: KEEP_ALIVE_MS } });
  cleanup.push(room.stop);
  const [anna, bram] = room.seats;
  if (anna === undefined || bram === undefined) throw new Error('nobody came');
  await vi.waitFor(() => {
    expect(anna.wire.unsaved + bram.wire.unsaved).toBe(0);
  }, 5000);
  room.front.freeze();
  for (let n = 0; n < 20; n++) anna.writer.write();
  // The server gives both lines up; they do not hear of it.
  await vi.waitFor(() => {
    expect(room.server.rooms.counts().get('west')).toBe(0);
  }, 4 * GONE_WITHIN_MS);
  expect(anna.wire.unsaved).toBe(20);
  anna.wire.drop();
  bram.wire.drop();
  await vi.waitFor(async () => {
    expect(anna.wire.unsaved).toBe(0);
    expect(await room.differences()).toBeNull();
  }, 5000);
  expect([...room.wrongs(), ...room.notDurable(), ...room.miscounts()]).toEqual([]);
});

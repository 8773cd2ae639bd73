import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { encodeSync, FRAME, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { MemoryStore } from '../../test/memory-store.ts';
import { person, projectMap, startSyncServer } from '../../test/sync-server.ts';
import { limits } from './limits.ts';
import { hashOf, loadDocument } from './load.ts';
import { docOf } from './rooms.ts';

const DOC = docOf('west');
const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A checkpoint of 200 plans and a row after it. */
async function storeOf(plans = 200): Promise<{ store: MemoryStore; doc: Y.Doc }> {
  const store = new MemoryStore();
  const doc = new Y.Doc();
  doc.getMap('meta').set('layout', 1);
  doc.getMap('meta').set('generation', 7);
  for (let at = 0; at < plans; at++) {
    applyEdit(doc, {
      type: 'createRecord',
      root: 'projects',
      id: `p${at}`,
      fields: { name: `Plan ${at}`, by: 'a', at: '2026-11-24T10:00:00.000Z' },
    });
  }
  const state = Y.encodeStateAsUpdate(doc);
  await store.checkpoints.put({ doc: DOC, state, sha256: hashOf(state), at: '2026-11-24T10:00:00.000Z' });
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  (doc.getMap('projects').get('p0') as Y.Map<unknown>).set('name', 'Rivierpoort');
  (doc.getMap('projects').get('p1') as Y.Map<unknown>).delete('name');
  await store.updates.append({ doc: DOC, updates, history: [], claims: [] });
  return { store, doc };
}

/** Somebody who says nothing but step 1, and keeps what comes. */
async function visit(url: string, query = '', doc = new Y.Doc()) {
  const frames: Uint8Array[] = [];
  const socket = new WebSocket(`${url}/west/workspace?token=a&saved=1${query}`);
  ends.push(() => {
    socket.terminate();
  });
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
  socket.on('open', () => {
    socket.send(encodeSync(SYNC.step1, Y.encodeStateVector(doc)));
  });
  const kinds = (): string[] =>
    frames.map((frame) => (frame[0] === FRAME.sync ? `sync ${frame[1] ?? ''}` : String(frame[0])));
  await vi.waitFor(() => {
    expect(kinds()).toContain(`sync ${SYNC.step2}`);
  });
  const bytesOf = (kind: number): Uint8Array[] =>
    frames
      .filter((frame) => frame[0] === FRAME.sync && frame[1] === kind)
      .map((frame) => decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(2))));
  return { kinds, bytesOf, socket };
}

async function start(store: MemoryStore) {
  const server = await startSyncServer(store, [person('a'), person('b')]);
  ends.push(server.stop);
  return server;
}

test('who opens a room gets the stored bytes first, as they lie there, and then what came after', async () => {
  const { store, doc } = await storeOf();
  const server = await start(store);
  const first = await visit(server.url);
  const stored = [
    ...(await store.checkpoints.list(DOC)).map(({ state }) => state),
    ...(await store.updates.tail(DOC)).map(({ update }) => update),
  ];
  expect(first.kinds().slice(0, 3)).toEqual(Array(3).fill(`sync ${SYNC.update}`));
  expect(first.bytesOf(SYNC.update)).toEqual(stored);
  // Nothing of it comes twice; what is deleted is always named.
  const [answer] = first.bytesOf(SYNC.step2);
  expect(answer?.byteLength).toBeLessThan(50);
  const visitor = new Y.Doc();
  for (const update of [...first.bytesOf(SYNC.update), ...first.bytesOf(SYNC.step2)])
    Y.applyUpdate(visitor, update);
  expect(Y.encodeStateAsUpdate(visitor)).toEqual(Y.encodeStateAsUpdate(doc));
});

test('a plain provider ends where it should, also one that was offline and brings work of its own', async () => {
  const { store, doc } = await storeOf();
  const server = await start(store);
  const offline = new Y.Doc();
  Y.applyUpdate(offline, Y.encodeStateAsUpdate(doc));
  offline.getMap('projects').set('mine', projectMap('a', { organisation: 'org-a' }));
  const { provider } = server.connect('a', 'west', offline);
  const newcomer = server.connect('b');
  await vi.waitFor(() => {
    expect(provider.synced && newcomer.provider.synced).toBe(true);
    expect(newcomer.doc.getMap('projects').has('mine')).toBe(true);
  });
  expect(Y.encodeStateVector(newcomer.doc)).toEqual(Y.encodeStateVector(offline));
});

test('who comes second, and who has plans of a generation, gets the answer to their question only', async () => {
  const { store, doc } = await storeOf();
  const server = await start(store);
  const returning = await visit(server.url, '&generation=7', doc);
  expect(returning.bytesOf(SYNC.update)).toEqual([]);
  const second = await visit(server.url);
  expect(second.bytesOf(SYNC.update)).toEqual([]);
  expect(second.bytesOf(SYNC.step2)[0]?.byteLength).toBeGreaterThan(10_000);
});

test('a log that would take a browser longer than the room is not sent ahead', async () => {
  const { store } = await storeOf();
  const { ydoc } = await loadDocument(store, DOC);
  const updates: Uint8Array[] = [];
  ydoc.on('update', (update: Uint8Array) => updates.push(update));
  for (let at = 0; at < limits.aheadRows; at++)
    (ydoc.getMap('projects').get('p0') as Y.Map<unknown>).set('place', `${at}`);
  await store.updates.append({ doc: DOC, updates, history: [], claims: [] });
  const server = await start(store);
  const first = await visit(server.url);
  expect(first.bytesOf(SYNC.update)).toEqual([]);
});

test('nobody is sent anything before it is known who they are', async () => {
  const { store } = await storeOf();
  const server = await start(store);
  const frames: Buffer[] = [];
  const stranger = new WebSocket(`${server.url}/west/workspace?token=nobody`);
  let code = 0;
  stranger.on('message', (data: Buffer) => frames.push(data));
  stranger.on('close', (said) => (code = said));
  await vi.waitFor(() => {
    expect(code).toBe(4401);
  });
  expect(frames).toEqual([]);
});

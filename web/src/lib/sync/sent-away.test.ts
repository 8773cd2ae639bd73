import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { recordMap } from '@bouwberaad/shared/model/read.ts';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';
import { MemoryStore } from '../../../../server/test/memory-store.ts';
import { person, projectMap, startSyncServer } from '../../../../server/test/sync-server.ts';
import { WorkspaceLink } from './workspace-link.ts';

const cleanup: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const a = person('a');
const b = person('b');

const project = (id: string): Edit => ({
  type: 'createRecord',
  root: 'projects',
  id,
  fields: { name: id, organisation: 'org-a', by: 'a', at: '2026-11-24T10:00:00.000Z' },
});
const likely = (id: string, to: number): Edit => ({
  type: 'setField',
  path: `projects/${id}/likelihood`,
  from: null,
  to,
});

/** A server and one browser's link to it; `there` is where the browser finds it. */
async function table(there: (url: string) => string = (url) => url) {
  const store = new MemoryStore();
  const server = await startSyncServer(store, [a, b]);
  cleanup.push(server.stop);
  const closed: number[] = [];
  class Told extends WebSocket {
    constructor(url: string | URL) {
      super(there(String(url)));
      this.on('close', (code) => closed.push(code));
    }
  }
  const link = new WorkspaceLink({
    url: server.url,
    table: 'west',
    token: 'a',
    clock: systemClock,
    rights: () => ({ actor: a, rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' } }),
    WebSocket: Told as unknown as typeof globalThis.WebSocket,
    onChange: () => undefined,
    onDocument: () => undefined,
  });
  cleanup.push(() => {
    link.destroy();
  });
  const stored = (id: string): Promise<unknown> =>
    server.rooms.read('west', (doc) => recordMap(doc, 'projects', id)?.get('likelihood') ?? null);
  return { store, server, link, closed, stored };
}

const loaded = (link: WorkspaceLink): Promise<void> => vi.waitFor(() => expect(link.loaded).toBe(true), 5000);
const sent = (link: WorkspaceLink): Promise<void> =>
  vi.waitFor(() => expect(link.waiting).toHaveLength(0), 5000);

type Served = Awaited<ReturnType<typeof table>>['server'];

/** Somebody else writes under this client id, and the server has it. */
async function take(server: Served, client: number): Promise<void> {
  const doc = new Y.Doc();
  doc.clientID = client;
  server.connect('b', 'west', doc);
  await vi.waitFor(() => expect(doc.getMap('meta').size).toBeGreaterThan(0), 5000);
  doc.getMap('projects').set('theirs', projectMap('b', { organisation: 'org-b' }));
}

const hasTheirs = (server: Served): Promise<void> =>
  vi.waitFor(async () =>
    expect(await server.rooms.read('west', (doc) => doc.getMap('projects').has('theirs'))).toBe(true),
  );

test('C9 a client id that is somebody else’s (4409): another one, and the edits again; no edit is to blame', async () => {
  const { store, server, link, closed, stored } = await table();
  await loaded(link);
  const before = link.doc.clientID;
  // Theirs is not on disk yet, and so it has not been told.
  store.hold();
  await take(server, before);
  await vi.waitFor(() => expect(store.waiting).toBeGreaterThan(0));
  expect(link.edit(project('p1')).ok).toBe(true);
  expect(link.edit(likely('p1', 60)).ok).toBe(true);
  store.letGo();
  await vi.waitFor(() => expect(closed).toContain(CLOSE.clientTaken), 5000);
  await sent(link);
  expect(link.refusals).toEqual([]);
  expect(link.doc.clientID).not.toBe(before);
  expect(await stored('p1')).toBe(60);
});

test('C9 what was done without a connection under such an id is told so at once, and goes along', async () => {
  let away = false;
  const { server, link, closed, stored } = await table((url) => (away ? 'ws://127.0.0.1:1/nobody' : url));
  await loaded(link);
  away = true;
  server.door.close();
  await vi.waitFor(() => expect(link.online).toBe(false));
  link.edit(project('p1'));
  link.edit(likely('p1', 70));
  await take(server, link.doc.clientID);
  await hasTheirs(server);
  away = false;
  await sent(link);
  // Announced before the push: never one that waits for work that only somebody else could bring.
  expect(closed).toContain(CLOSE.clientTaken);
  expect(closed).not.toContain(CLOSE.tooManyResyncs);
  expect(link.refusals).toEqual([]);
  expect(await stored('p1')).toBe(70);
});

test('C9 somebody who writes under our id while we look on: another one at once, and presence goes on', async () => {
  const { server, link, stored } = await table();
  await loaded(link);
  const before = link.doc.clientID;
  await take(server, before);
  await vi.waitFor(() => expect(link.doc.clientID).not.toBe(before), 5000);
  await vi.waitFor(() => expect(link.online).toBe(true), 5000);
  expect(link.edit(project('p1')).ok).toBe(true);
  expect(link.edit(likely('p1', 80)).ok).toBe(true);
  await sent(link);
  expect(await stored('p1')).toBe(80);
  expect(link.doc.getMap('projects').has('theirs')).toBe(true);
  link.awareness.setLocalStateField('cell', 'projects/p1/name');
  const { provider } = server.connect('b');
  await vi.waitFor(
    () =>
      expect(provider.awareness.getStates().get(link.doc.clientID)).toMatchObject({
        cell: 'projects/p1/name',
      }),
    5000,
  );
});

test('C10 an older layout (4426): it is said, work goes on here, and nothing is lost when the server takes it again', async () => {
  let old = true;
  const { link, closed, stored, server } = await table((url) =>
    old ? url.replace(/layout=\d+/, 'layout=0') : url,
  );
  await vi.waitFor(() => expect(link.outdated).toBe(true), 5000);
  expect(closed).toEqual([CLOSE.layoutTooOld]);
  expect(link.ended).toBeNull();
  expect(link.edit(project('p1')).ok).toBe(true);
  expect(link.edit(likely('p1', 40)).ok).toBe(true);
  expect(link.waiting).toHaveLength(2);
  // Asked again while it still is too old.
  link.retryNow();
  await vi.waitFor(() => expect(closed).toHaveLength(2), 5000);
  expect(link.outdated).toBe(true);
  expect(await server.rooms.read('west', (doc) => doc.getMap('projects').size)).toBe(0);

  old = false;
  link.retryNow();
  await sent(link);
  expect(link.outdated).toBe(false);
  expect(link.refusals).toEqual([]);
  expect(await stored('p1')).toBe(40);
});

test('plans that the server finds damaged (4503): it is said, work waits here, and goes along once they are put back', async () => {
  const broken = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  broken.on('connection', (socket) => {
    socket.close(CLOSE.storeDown, 'damaged');
  });
  cleanup.push(() => {
    broken.close();
  });
  await once(broken, 'listening');
  let damaged = true;
  const { port } = broken.address() as AddressInfo;
  const { link, stored } = await table((url) =>
    damaged ? url.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`) : url,
  );
  await vi.waitFor(() => expect(link.damaged).toBe(true), 5000);
  expect(link.ended).toBeNull();
  expect(link.edit(project('p1')).ok).toBe(true);
  expect(link.edit(likely('p1', 60)).ok).toBe(true);

  damaged = false;
  link.retryNow();
  await sent(link);
  expect(link.damaged).toBe(false);
  expect(await stored('p1')).toBe(60);
});

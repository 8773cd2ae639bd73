import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
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

/** A server and one browser's link to it; `asks` is what the browser's app says of its layout. */
async function table(asks: (url: string) => string = (url) => url) {
  const server = await startSyncServer(new MemoryStore(), [a, b]);
  cleanup.push(server.stop);
  const closed: number[] = [];
  class Told extends WebSocket {
    constructor(url: string | URL) {
      super(asks(String(url)));
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
  return { server, link, closed, stored };
}

const loaded = (link: WorkspaceLink): Promise<void> => vi.waitFor(() => expect(link.loaded).toBe(true), 5000);
const sent = (link: WorkspaceLink): Promise<void> =>
  vi.waitFor(() => expect(link.waiting).toHaveLength(0), 5000);

/** Somebody else has written under this client id. */
async function take({ server }: Awaited<ReturnType<typeof table>>, client: number): Promise<void> {
  const { doc } = server.connect('b');
  doc.clientID = client;
  await vi.waitFor(() => expect(doc.getMap('meta').size).toBeGreaterThan(0), 5000);
  doc.getMap('projects').set('theirs', projectMap('b', { organisation: 'org-b' }));
  await vi.waitFor(async () =>
    expect(await server.rooms.read('west', (own) => own.getMap('projects').has('theirs'))).toBe(true),
  );
}

test('C9 a client id that is somebody else’s (4409): another one, and the edit again; no edit is to blame', async () => {
  const here = await table();
  const { link, closed, stored } = here;
  await loaded(link);
  await take(here, 4242);
  link.doc.clientID = 4242;
  expect(link.edit(project('p1')).ok).toBe(true);
  expect(link.edit(likely('p1', 60)).ok).toBe(true);
  await vi.waitFor(() => expect(closed).toContain(CLOSE.clientTaken), 5000);
  await sent(link);
  expect(link.refusals).toEqual([]);
  expect(link.doc.clientID).not.toBe(4242);
  expect(await stored('p1')).toBe(60);
});

test('C9 what was done without a connection under such an id is told so at once, and goes along', async () => {
  const here = await table();
  const { server, link, closed, stored } = here;
  await loaded(link);
  await take(here, 4242);
  server.door.close();
  await vi.waitFor(() => expect(link.online).toBe(false));
  link.doc.clientID = 4242;
  link.edit(project('p1'));
  link.edit(likely('p1', 70));
  await sent(link);
  // Announced before the push: never one that waits for work that only somebody else could bring.
  expect(closed).toContain(CLOSE.clientTaken);
  expect(closed).not.toContain(CLOSE.tooManyResyncs);
  expect(link.refusals).toEqual([]);
  expect(await stored('p1')).toBe(70);
});

test('C9 again and again, and still no edit is given up', async () => {
  const here = await table();
  const { link, closed, stored } = here;
  await loaded(link);
  await take(here, 4242);
  for (let round = 1; round <= 3; round++) {
    link.doc.clientID = 4242;
    link.edit(round === 1 ? project('p1') : { ...likely('p1', 10 * round), from: 10 * (round - 1) || null });
    if (round === 1) link.edit(likely('p1', 10));
    await vi.waitFor(
      () => expect(closed.filter((code) => code === CLOSE.clientTaken)).toHaveLength(round),
      5000,
    );
    await sent(link);
  }
  expect(link.refusals).toEqual([]);
  expect(await stored('p1')).toBe(30);
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

import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { recordMap } from '@bouwberaad/shared/model/read.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { MemoryStore } from '../../../../server/test/memory-store.ts';
import { person, startSyncServer, type TestPerson } from '../../../../server/test/sync-server.ts';
import { WorkspaceLink } from './workspace-link.ts';

const cleanup: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

async function serve(store: MemoryStore, people: TestPerson[]) {
  const server = await startSyncServer(store, people);
  cleanup.push(server.stop);
  return server;
}

/** A link whose own idea of its rights can differ from the server's, as it does when they change meanwhile. */
function link(url: string, token: string, believes: Actor): WorkspaceLink {
  const made = new WorkspaceLink({
    url,
    table: 'west',
    token,
    clock: systemClock,
    rights: () => ({
      actor: believes,
      rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' },
    }),
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    onChange: () => undefined,
    onDocument: () => undefined,
  });
  cleanup.push(() => {
    made.destroy();
  });
  return made;
}

function project(id: string, by: string): Edit {
  return {
    type: 'createRecord',
    root: 'projects',
    id,
    fields: { name: id, organisation: `org-${by}`, by, at: '2026-11-24T10:00:00.000Z' },
  };
}

const set = (path: string, from: null | number, to: number): Edit => ({ type: 'setField', path, from, to });

test('an edit leaves the outbox when the server says that it is saved, and not before', async () => {
  const store = new MemoryStore();
  const a = person('a');
  const server = await serve(store, [a]);
  const one = link(server.url, 'a', a);
  await vi.waitFor(() => {
    expect(one.loaded).toBe(true);
  });
  store.hold();
  expect(one.edit(project('p1', 'a')).ok).toBe(true);
  await vi.waitFor(() => {
    expect(store.waiting).toBe(1);
  });
  expect(one.waiting).toHaveLength(1);
  store.letGo();
  await vi.waitFor(() => {
    expect(one.waiting).toHaveLength(0);
  });
  expect(one.unacknowledged).toBe(0);
});

test('of a hundred edits with one refused ninety-nine survive', async () => {
  const a = person('a');
  const chair = person('chair', { role: 'chair' });
  const server = await serve(new MemoryStore(), [a, chair]);
  await server.rooms.edit('west', project('other', 'b'), 'b');
  // This browser still believes that it is the chair's.
  const one = link(server.url, 'a', { ...a, role: 'chair' });
  await vi.waitFor(() => {
    expect(one.loaded).toBe(true);
  });
  const firstClient = one.doc.clientID;
  for (let n = 0; n < 100; n++)
    expect(one.edit(n === 50 ? set('projects/other/likelihood', null, 80) : project(`p${n}`, 'a')).ok).toBe(
      true,
    );
  await vi.waitFor(() => {
    expect(one.refusals).toHaveLength(1);
    expect(one.waiting).toHaveLength(0);
  }, 5000);
  expect(one.refusals[0]).toMatchObject({ code: 'notOwner', path: 'projects/other/likelihood' });
  expect(one.doc.clientID).not.toBe(firstClient);
  expect(await server.rooms.read('west', (doc) => doc.getMap('projects').size)).toBe(100);
  expect(recordMap(one.doc, 'projects', 'other')?.get('likelihood')).toBeUndefined();
});

test('what was done without a connection goes along when there is one again', async () => {
  const store = new MemoryStore();
  const a = person('a');
  const server = await serve(store, [a]);
  const one = link(server.url, 'a', a);
  await vi.waitFor(() => {
    expect(one.loaded).toBe(true);
  });
  server.door.close();
  await vi.waitFor(() => {
    expect(one.online).toBe(false);
  });
  one.edit(project('p1', 'a'));
  expect(one.waiting).toHaveLength(1);
  expect(one.lostAt).not.toBeNull();
  await vi.waitFor(() => {
    expect(one.waiting).toHaveLength(0);
  }, 5000);
  expect(await server.rooms.read('west', (doc) => doc.getMap('projects').has('p1'))).toBe(true);
});

test('a replay that finds another value is a conflict, never silently set', async () => {
  const a = person('a');
  const server = await serve(new MemoryStore(), [a]);
  await server.rooms.edit('west', project('p1', 'a'), 'a');
  await server.rooms.edit('west', project('other', 'b'), 'b');
  const one = link(server.url, 'a', { ...a, role: 'chair' });
  await vi.waitFor(() => {
    expect(one.loaded).toBe(true);
  });
  server.door.close();
  await vi.waitFor(() => {
    expect(one.online).toBe(false);
  });
  one.edit(set('projects/p1/likelihood', null, 60));
  one.edit(set('projects/other/likelihood', null, 80));
  await server.rooms.edit('west', set('projects/p1/likelihood', null, 90), 'b');
  await vi.waitFor(() => {
    expect(one.refusals).toHaveLength(2);
  }, 5000);
  expect(one.refusals.map(({ code }) => code).sort()).toEqual(['notOwner', 'stale']);
  expect(recordMap(one.doc, 'projects', 'p1')?.get('likelihood')).toBe(90);
});

test('signed out, and a table that is not there, end the link and are not retried', async () => {
  const server = await serve(new MemoryStore(), [person('a')]);
  const nobody = link(server.url, 'nobody', person('a'));
  await vi.waitFor(() => {
    expect(nobody.ended).toBe('signedOut');
  });
});

test('a replay of what was saved before its acknowledgement got lost is no conflict, and makes nothing twice', async () => {
  const a = person('a');
  const server = await serve(new MemoryStore(), [a]);
  await server.rooms.edit('west', project('other', 'b'), 'b');
  const one = link(server.url, 'a', { ...a, role: 'chair' });
  await vi.waitFor(() => {
    expect(one.loaded).toBe(true);
  });
  server.door.close();
  await vi.waitFor(() => {
    expect(one.online).toBe(false);
  });
  one.edit(project('p1', 'a'));
  one.edit(set('projects/other/likelihood', null, 80));
  // As if the first had come through on a connection that broke before `saved`.
  await server.rooms.edit('west', project('p1', 'a'), 'a');
  await vi.waitFor(() => {
    expect(one.refusals).toHaveLength(1);
    expect(one.waiting).toHaveLength(0);
  }, 5000);
  expect(one.refusals[0]).toMatchObject({ code: 'notOwner' });
});

import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Batch, Edit, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { recordMap } from '@bouwberaad/shared/model/read.ts';
import type { Role } from '@bouwberaad/shared/model/organisation.ts';
import { MemoryStore } from '../../../../server/test/memory-store.ts';
import { person, startSyncServer } from '../../../../server/test/sync-server.ts';
import type { Keeping, KeptEdit, KeptRefusal } from './keeping.ts';
import { WorkspaceLink } from './workspace-link.ts';

const cleanup: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const a = person('a');

/** What one browser keeps of one person; a page that is gone leaves it to the next. */
class Device {
  readonly edits = new Map<number, KeptEdit>();
  readonly refusals = new Map<number, KeptRefusal>();
  /** What the next document is filled with. */
  plans: Uint8Array | null = null;

  keeping(): Keeping {
    return {
      plans: {
        attach: (doc) => {
          const had = this.plans !== null;
          if (this.plans !== null) Y.applyUpdate(doc, this.plans);
          return Promise.resolve(had);
        },
        discard: () => {
          this.plans = null;
        },
      },
      outbox: keepIn(this.edits),
      refusals: keepIn(this.refusals),
      adopt: () => Promise.resolve({ edits: takeOver(this.edits), refusals: takeOver(this.refusals) }),
    };
  }
}

function keepIn<Value>(map: Map<number, Value>) {
  return {
    put: (number: number, value: Value) => void map.set(number, value),
    remove: (numbers: readonly number[]) => {
      for (const number of numbers) map.delete(number);
    },
  };
}

function takeOver<Value>(map: Map<number, Value>): (Value & { number: number })[] {
  const left = [...map.values()].map((value, at, all) => ({ ...value, number: at - all.length }));
  map.clear();
  for (const { number, ...value } of left) map.set(number, value as Value);
  return left;
}

const project = (id: string, by: string): Edit => ({
  type: 'createRecord',
  root: 'projects',
  id,
  fields: { name: id, organisation: `org-${by}`, by, at: '2026-11-24T10:00:00.000Z' },
});
const set = (path: string, to: number): SetField => ({ type: 'setField', path, from: null, to });
const batch = (edits: Batch['edits'], loose?: Batch['loose']): Edit => ({
  type: 'batch',
  name: loose === undefined ? 'accept' : 'paste',
  edits,
  ...(loose === undefined ? {} : { loose }),
});

/** A table with one's own plans `p1` and `p2` and somebody else's; `believes` is what this browser takes its role for. */
async function table() {
  const server = await startSyncServer(new MemoryStore(), [a]);
  cleanup.push(server.stop);
  for (const id of ['p1', 'p2']) await server.rooms.edit('west', project(id, 'a'), 'a');
  await server.rooms.edit('west', project('other', 'b'), 'b');
  const device = new Device();
  const enter = async (believes: Role = 'member'): Promise<WorkspaceLink> => {
    const made = new WorkspaceLink({
      url: server.url,
      table: 'west',
      token: 'a',
      clock: systemClock,
      rights: () => ({
        actor: { ...a, role: believes },
        rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' },
      }),
      keeping: Promise.resolve(device.keeping()),
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      onChange: () => undefined,
      onDocument: () => undefined,
    });
    cleanup.push(() => {
      made.destroy();
    });
    await vi.waitFor(() => expect(made.loaded).toBe(true), 5000);
    return made;
  };
  const stored = (path: string): Promise<unknown> => {
    const [id = '', field = ''] = path.split('/').slice(1);
    return server.rooms.read('west', (doc) => recordMap(doc, 'projects', id)?.get(field) ?? null);
  };
  const away = async (one: WorkspaceLink): Promise<void> => {
    server.door.close();
    await vi.waitFor(() => expect(one.online).toBe(false));
  };
  return { server, device, enter, stored, away };
}

const settled = (one: WorkspaceLink, refusals: number): Promise<void> =>
  vi.waitFor(() => {
    expect(one.refusals).toHaveLength(refusals);
    expect(one.waiting).toHaveLength(0);
  }, 5000);

test('C2 of a paste with one cell that the gate refuses the others land', async () => {
  const { enter, stored } = await table();
  const one = await enter('chair');
  const cells = [set('projects/p1/total', 10), set('projects/other/total', 20), set('projects/p2/total', 30)];
  expect(one.edit(batch(cells, 'cells')).ok).toBe(true);
  await settled(one, 1);
  expect(one.refusals).toMatchObject([{ code: 'notOwner', path: 'projects/other/total', edit: cells[1] }]);
  expect(await stored('projects/p1/total')).toBe(10);
  expect(await stored('projects/p2/total')).toBe(30);
  expect(await stored('projects/other/total')).toBeNull();
});

test('C2 of a paste without a connection only the cell falls that went stale meanwhile', async () => {
  const { server, enter, stored, away } = await table();
  const one = await enter('chair');
  await away(one);
  one.edit(batch([set('projects/p1/total', 10), set('projects/p2/total', 20)], 'cells'));
  // What the server refuses makes the outbox be replayed.
  one.edit(set('projects/other/likelihood', 50));
  await server.rooms.edit('west', set('projects/p1/total', 99), 'a');
  await settled(one, 2);
  expect(one.refusals.map(({ code, path }) => [code, path]).sort()).toEqual([
    ['notOwner', 'projects/other/likelihood'],
    ['stale', 'projects/p1/total'],
  ]);
  expect(await stored('projects/p1/total')).toBe(99);
  expect(await stored('projects/p2/total')).toBe(20);
});

test('C2 of a change to many plans one plan falls whole, and the others land', async () => {
  const { server, enter, stored, away } = await table();
  const one = await enter('chair');
  await away(one);
  const edits = ['p1', 'p2'].flatMap((id) => [
    set(`projects/${id}/total`, 10),
    set(`projects/${id}/likelihood`, 40),
  ]);
  one.edit(batch(edits, 'records'));
  one.edit(set('projects/other/likelihood', 50));
  await server.rooms.edit('west', set('projects/p1/total', 99), 'a');
  await settled(one, 2);
  expect(await stored('projects/p1/likelihood')).toBeNull();
  expect(await stored('projects/p2/total')).toBe(10);
  expect(await stored('projects/p2/likelihood')).toBe(40);
});

test('C2 what holds together falls together', async () => {
  const { server, enter, stored, away } = await table();
  const one = await enter('chair');
  await away(one);
  one.edit(batch([set('projects/p1/total', 10), set('projects/p2/total', 20)]));
  one.edit(set('projects/other/likelihood', 50));
  await server.rooms.edit('west', set('projects/p1/total', 99), 'a');
  await settled(one, 2);
  expect(one.refusals.find(({ code }) => code === 'stale')?.edit).toMatchObject({ name: 'accept' });
  expect(await stored('projects/p2/total')).toBeNull();
});

test('C14 what was refused is there for the next page, until it is let go or copied', async () => {
  const { device, enter } = await table();
  const one = await enter('chair');
  const cells = ['total', 'likelihood', 'storeys'].map((field) => set(`projects/other/${field}`, 10));
  one.edit(batch(cells, 'cells'));
  await settled(one, 3);
  expect(device.edits.size).toBe(0);
  one.destroy();

  const two = await enter();
  expect(two.refusals.map(({ edit }) => edit)).toEqual(one.refusals.map(({ edit }) => edit));
  const [first, second] = two.refusals;
  two.dismiss(first?.id ?? '');
  two.copied(second?.id ?? '');
  expect(two.refusals).toHaveLength(2);
  two.destroy();

  const three = await enter();
  expect(three.refusals).toHaveLength(1);
  three.dismiss(three.refusals[0]?.id ?? '');
  expect(device.refusals.size).toBe(0);
});

test('C4 what the fresh document holds from this device only waits until it is saved, and survives the refusal of the rest', async () => {
  const { device, enter, stored, away } = await table();
  const one = await enter();
  await away(one);
  expect(one.edit(set('projects/p1/total', 10)).ok).toBe(true);
  // Two tabs keep their plans in one place: here is what this one did, and what the server will refuse of the other.
  const kept = new Y.Doc();
  Y.applyUpdate(kept, Y.encodeStateAsUpdate(one.doc));
  recordMap(kept, 'projects', 'other')?.set('likelihood', 50);
  device.plans = Y.encodeStateAsUpdate(kept);
  one.renew();
  await vi.waitFor(() => expect(device.plans).toBeNull(), 5000);
  await vi.waitFor(() => {
    expect(one.waiting).toHaveLength(0);
    expect(recordMap(one.doc, 'projects', 'other')?.get('likelihood')).toBeUndefined();
  }, 5000);
  expect(await stored('projects/p1/total')).toBe(10);
  expect(await stored('projects/other/likelihood')).toBeNull();
  expect(one.refusals).toEqual([]);
});

import { expect, test, vi } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { MemoryStore } from '../../test/memory-store.ts';
import { Compactor } from './compactor.ts';
import { limits } from './limits.ts';
import { loadDocument } from './load.ts';
import { docOf, Rooms } from './rooms.ts';

const DOC = docOf('west');
const log = { warn: () => undefined, error: () => undefined };
const project = (id: string): Edit => ({
  type: 'createRecord',
  root: 'projects',
  id,
  fields: { name: id, by: 'a', at: '2026-11-24T10:00:00.000Z' },
});

/** Makes a checkpoint of what is stored, as a room does that leaves. */
async function compact(store: MemoryStore, warn: (message: string) => void = () => undefined): Promise<void> {
  const loaded = await loadDocument(store, DOC);
  const room = { doc: DOC, ydoc: loaded.ydoc, settled: () => Promise.resolve() };
  // As many as make it worth a checkpoint.
  const stored = { ...loaded, rows: Array<string>(limits.compactAfterRows).fill('') };
  await new Compactor({ store, clock: systemClock, log: { warn }, room }, stored).finish();
}

test('many who ask at the same time get one room, loaded once', async () => {
  const store = new MemoryStore();
  const tail = vi.spyOn(store.updates, 'tail');
  const opened: string[] = [];
  const rooms = new Rooms({ store, clock: systemClock, log, onOpen: (table) => opened.push(table) });
  const held = await Promise.all([1, 2, 3].map(() => rooms.acquire('west')));
  expect(new Set(held.map(({ room }) => room)).size).toBe(1);
  expect(tail).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => {
    expect(opened).toEqual(['west']);
  });
  await rooms.stop();
});

test('a load that failed is tried anew by the next one who asks', async () => {
  const store = new MemoryStore();
  vi.spyOn(store.updates, 'tail').mockRejectedValueOnce(new Error('down'));
  const rooms = new Rooms({ store, clock: systemClock, log });
  await expect(rooms.acquire('west')).rejects.toThrow('down');
  expect((await rooms.acquire('west')).room.meta('layout')).toBe(1);
  await rooms.stop();
});

test('an edit of the server is durable when it answers, and a problem changes nothing', async () => {
  const store = new MemoryStore();
  const rooms = new Rooms({ store, clock: systemClock, log });
  expect(await rooms.edit('west', project('p1'), 'a')).toMatchObject({ ok: true });
  expect(readAll((await loadDocument(store, DOC)).ydoc, 'projects').map(({ id }) => id)).toEqual(['p1']);
  expect(await rooms.edit('west', project('p1'), 'a')).toMatchObject({ code: 'taken' });
  expect(store.history(DOC).filter(({ path }) => path === 'projects/p1')).toHaveLength(1);
  await rooms.stop();
});

test('a checkpoint and the log load the same in any mix: before, between and after the two writes', async () => {
  const store = new MemoryStore();
  const rooms = new Rooms({ store, clock: systemClock, log });
  for (const id of ['p1', 'p2', 'p3']) await rooms.edit('west', project(id), 'a');
  await rooms.stop();
  const ids = async (): Promise<string[]> =>
    readAll((await loadDocument(store, DOC)).ydoc, 'projects').map(({ id }) => id);
  // Nothing may go before a second checkpoint holds it too.
  await compact(store);
  expect((await store.updates.tail(DOC)).length).toBeGreaterThan(0);
  expect(await ids()).toEqual(['p1', 'p2', 'p3']);
  const drop = vi.spyOn(store.updates, 'drop').mockRejectedValueOnce(new Error('killed'));
  const warn = vi.fn();
  await compact(store, warn);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(await ids()).toEqual(['p1', 'p2', 'p3']);
  drop.mockRestore();
  await compact(store);
  expect((await loadDocument(store, DOC)).rows).toEqual([]);
  expect((await store.updates.tail(DOC)).length).toBe(0);
  expect(await ids()).toEqual(['p1', 'p2', 'p3']);
});

import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { MemoryStore } from '../../test/memory-store.ts';
import { limits } from './limits.ts';
import { loadDocument } from './load.ts';
import { docOf, Rooms } from './rooms.ts';

const DOC = docOf('west');
const warn = vi.fn();
const project: Edit = {
  type: 'createRecord',
  root: 'projects',
  id: 'p1',
  fields: { name: 'Plan', by: 'a', at: '2026-11-24T10:00:00.000Z' },
};
const rename = (from: string, to: string): Edit => ({ type: 'setField', path: 'projects/p1/name', from, to });

function clockAt(ms: number) {
  const clock = { ms, now: () => clock.ms };
  return clock;
}

async function busyRoom(store: MemoryStore, clock = clockAt(0)) {
  const rooms = new Rooms({ store, clock, log: { warn, error: warn } });
  const { release } = await rooms.acquire('west');
  await rooms.edit('west', project, 'a');
  let name = String(readAll(await rooms.read('west', (doc) => doc), 'projects')[0]?.name);
  const renameTo = async (to: string): Promise<void> => {
    const done = rooms.edit('west', rename(name, to), 'a');
    name = to;
    expect(await done).toMatchObject({ ok: true });
  };
  const edit = (times: number): Promise<unknown> =>
    Promise.all(Array.from({ length: times }, (_, at) => renameTo(`Plan ${at}`)));
  return { rooms, release, edit, renameTo };
}

async function nameStored(store: MemoryStore): Promise<unknown> {
  return readAll((await loadDocument(store, DOC)).ydoc, 'projects')[0]?.name;
}

test('D11: the log of a room that lives stays short; a row goes with the checkpoint after the one that holds it', async () => {
  const store = new MemoryStore();
  const clock = clockAt(0);
  const { rooms, edit, release } = await busyRoom(store, clock);
  const put = vi.spyOn(store.checkpoints, 'put');
  for (let round = 1; round <= 4; round++) {
    clock.ms += limits.checkpointEveryMs;
    await edit(limits.checkpointAfterRows);
    await vi.waitFor(async () => {
      expect(put).toHaveBeenCalledTimes(round);
      // All of this round are held by a checkpoint, and those before it are gone.
      expect((await loadDocument(store, DOC)).rows.length).toBeLessThan(10);
      expect((await store.updates.tail(DOC)).length).toBeLessThan(limits.checkpointAfterRows + 10);
    });
  }
  expect(await nameStored(store)).toBe(`Plan ${limits.checkpointAfterRows - 1}`);
  release();
  await rooms.stop();
});

test('old rows leave the log in parts, so that nobody waits for many of them', async () => {
  const store = new MemoryStore();
  const clock = clockAt(0);
  const { rooms, edit, release } = await busyRoom(store, clock);
  const drop = vi.spyOn(store.updates, 'drop');
  for (const _ of [1, 2]) {
    clock.ms += limits.checkpointEveryMs;
    await edit(limits.checkpointAfterRows);
  }
  release();
  await rooms.stop();
  const parts = drop.mock.calls.map(([, ids]) => ids.length);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeGreaterThanOrEqual(limits.checkpointAfterRows);
  expect(parts.length).toBeGreaterThan(1);
  expect(Math.max(...parts)).toBeLessThanOrEqual(limits.droppedAtOnce);
});

test('not again until some time has passed, however much is written', async () => {
  const store = new MemoryStore();
  const clock = clockAt(0);
  const { rooms, edit } = await busyRoom(store, clock);
  const put = vi.spyOn(store.checkpoints, 'put');
  await edit(limits.checkpointAfterRows);
  await vi.waitFor(() => {
    expect(put).toHaveBeenCalledTimes(1);
  });
  await edit(limits.checkpointAfterRows * 2);
  expect(put).toHaveBeenCalledTimes(1);
  clock.ms += limits.checkpointEveryMs;
  await edit(1);
  await vi.waitFor(() => {
    expect(put).toHaveBeenCalledTimes(2);
  });
  await rooms.stop();
});

test('a checkpoint holds nothing that is not saved', async () => {
  const store = new MemoryStore();
  const { rooms, edit, renameTo } = await busyRoom(store);
  const put = vi.spyOn(store.checkpoints, 'put');
  // While the log is being read somebody writes what cannot be saved yet: it is in the document that is kept.
  const read = store.updates.tail;
  const reading = Promise.withResolvers<undefined>();
  const tail = vi.spyOn(store.updates, 'tail').mockImplementationOnce(async (doc) => {
    await reading.promise;
    return read(doc);
  });
  await edit(limits.checkpointAfterRows);
  expect(tail).toHaveBeenCalledTimes(1);
  store.hold();
  const unsaved = renameTo('not saved yet');
  await vi.waitFor(() => {
    expect(store.waiting).toBe(1);
  });
  reading.resolve(undefined);
  // Who would not wait for it has written the checkpoint by then.
  for (const _ of [1, 2, 3]) await new Promise((resolve) => setImmediate(resolve));
  expect(put).not.toHaveBeenCalled();
  store.letGo();
  await unsaved;
  await vi.waitFor(() => {
    expect(put).toHaveBeenCalledTimes(1);
  });
  const kept = new Y.Doc();
  Y.applyUpdate(kept, put.mock.calls[0]?.[0].state ?? new Uint8Array());
  expect(readAll(kept, 'projects')[0]?.name).toBe('not saved yet');
  await rooms.stop();
  expect(await nameStored(store)).toBe('not saved yet');
});

test('a checkpoint that cannot be written costs nothing but a warning', async () => {
  const store = new MemoryStore();
  const { rooms, edit } = await busyRoom(store);
  warn.mockClear();
  vi.spyOn(store.checkpoints, 'put').mockRejectedValueOnce(new Error('disk full'));
  await edit(limits.checkpointAfterRows);
  await vi.waitFor(() => {
    expect(warn).toHaveBeenCalledWith('a checkpoint could not be written', expect.anything());
  });
  expect((await store.updates.tail(DOC)).length).toBeGreaterThan(limits.checkpointAfterRows);
  await rooms.stop();
  expect(await nameStored(store)).toBe(`Plan ${limits.checkpointAfterRows - 1}`);
});

test('a stop leaves a short log behind, a crash a long one that the next room makes short', async () => {
  const store = new MemoryStore();
  const clock = clockAt(0);
  const first = await busyRoom(store, clock);
  await first.edit(limits.compactAfterRows);
  await first.rooms.stop();
  expect((await loadDocument(store, DOC)).rows).toEqual([]);
  const put = vi.spyOn(store.checkpoints, 'put').mockRejectedValueOnce(new Error('killed before it'));
  const second = await busyRoom(store, clock);
  await second.edit(limits.checkpointAfterRows);
  await vi.waitFor(() => {
    expect(put).toHaveBeenCalledTimes(1);
  });
  const third = new Rooms({ store, clock, log: { warn, error: warn } });
  await third.acquire('west');
  await vi.waitFor(async () => {
    expect((await loadDocument(store, DOC)).rows).toEqual([]);
  });
  expect(await nameStored(store)).toBe(`Plan ${limits.checkpointAfterRows - 1}`);
});

test('a stop after many edits leaves a log that is read fast: what the last checkpoint alone holds goes with another', async () => {
  const store = new MemoryStore();
  const { rooms, edit } = await busyRoom(store);
  const put = vi.spyOn(store.checkpoints, 'put');
  await edit(limits.aheadRows + limits.compactAfterRows);
  await vi.waitFor(() => {
    expect(put).toHaveBeenCalledTimes(1);
  });
  await rooms.stop();
  expect(put.mock.calls.length).toBeGreaterThan(1);
  const [newest, before] = await store.checkpoints.list(DOC);
  expect(newest?.state).toEqual(before?.state);
  expect((await store.updates.tail(DOC)).length).toBeLessThan(limits.compactAfterRows);
  expect(await nameStored(store)).toBe(`Plan ${limits.aheadRows + limits.compactAfterRows - 1}`);
});

test('a stop comes to its end when no checkpoint can be written', async () => {
  const store = new MemoryStore();
  const { rooms, edit } = await busyRoom(store);
  await edit(limits.aheadRows + limits.compactAfterRows);
  await vi.waitFor(async () => {
    expect((await loadDocument(store, DOC)).rows.length).toBeLessThan(limits.compactAfterRows);
  });
  vi.spyOn(store.checkpoints, 'put').mockRejectedValue(new Error('disk full'));
  await rooms.stop();
  expect((await store.updates.tail(DOC)).length).toBeGreaterThan(limits.aheadRows);
});

test('a stop makes a log short that is longer than one checkpoint names rows', async () => {
  const store = new MemoryStore();
  const { doc, updates } = manyUpdates(limits.checkpointRows + 1000);
  await store.updates.append({ doc: DOC, updates, history: [], claims: [] });
  const rooms = new Rooms({ store, clock: clockAt(0), log: { warn, error: warn } });
  const { release } = await rooms.acquire('west');
  release();
  await rooms.stop();
  expect((await store.updates.tail(DOC)).length).toBeLessThan(limits.aheadRows);
  const loaded = (await loadDocument(store, DOC)).ydoc;
  expect(loaded.getMap('meta').get('count')).toBe(doc.getMap('meta').get('count'));
}, 30_000);

function manyUpdates(count: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getMap('meta').set('layout', LAYOUT);
  for (let at = 0; at < count; at++) doc.getMap('meta').set('count', at);
  return { doc, updates };
}

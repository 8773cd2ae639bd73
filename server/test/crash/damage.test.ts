import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';
import { historyAt } from '../../src/store/contract/history-at.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { limits } from '../../src/sync/limits.ts';
import { DocumentDamaged } from '../../src/sync/load.ts';
import { docOf, Rooms } from '../../src/sync/rooms.ts';
import { person, startSyncServer } from '../sync-server.ts';
import { diskOf } from './flip.ts';
import { crashPlace, STORES, type StoreName } from './place.ts';

const DOC = docOf('west');
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const make = (id: string): Edit => ({
  type: 'createRecord',
  root: 'projects',
  id,
  fields: { name: id, by: 'a', at: '2026-11-24T10:00:00.000Z' },
});
const name = (id: string, from: string, to: string): Edit => ({
  type: 'setField',
  path: `projects/${id}/name`,
  from,
  to,
});

/** What a room says to whoever looks. */
interface Life {
  readonly rooms: Rooms;
  readonly store: Store;
  readonly said: string[];
  edit(edit: Edit): Promise<void>;
  /** Names of the plans by id. */
  plans(): Promise<Record<string, unknown>>;
  generation(): Promise<unknown>;
}

/** A place whose data is opened, used and closed again and again, and damaged in between. */
function placeOf(name: StoreName) {
  const place = crashPlace(name, process.env['TEST_MONGODB_URL']);
  ends.push(() => place.remove());
  async function live<T>(work: (life: Life) => Promise<T>): Promise<T> {
    const opened = await openStore(place.config);
    if (!opened.ok) throw new Error(opened.message);
    const store = opened.value;
    const said: string[] = [];
    const log = {
      warn: () => undefined,
      error: (message: string) => {
        said.push(message);
      },
    };
    const rooms = new Rooms({ store, clock: systemClock, log });
    const read = <R>(look: (doc: Doc) => R): Promise<R> => rooms.read('west', look);
    try {
      return await work({
        rooms,
        store,
        said,
        edit: async (edit) => {
          expect(await rooms.edit('west', edit, 'a')).toMatchObject({ ok: true });
        },
        plans: () =>
          read((doc) => Object.fromEntries(readAll(doc, 'projects').map((plan) => [plan.id, plan.name]))),
        generation: () => read((doc) => doc.getMap('meta').get('generation')),
      });
    } finally {
      await rooms.stop();
      await store.close();
    }
  }
  return { live, disk: diskOf(place) };
}

/** So many edits of one field that the end of the room's life leaves a checkpoint. */
async function manyEdits({ edit }: Life, id: string, from: string, round: number): Promise<string> {
  let last = from;
  for (let n = 0; n < limits.compactAfterRows; n++) {
    const to = `${id} ${round}.${n}`;
    await edit(name(id, last, to));
    last = to;
  }
  return last;
}

const maySkip = process.env['TEST_MONGODB_URL'] === undefined && process.env['ALLOW_SKIP_MONGO'] === '1';

describe.each(STORES.filter((store) => store !== 'mongo' || !maySkip))('on the %s store', (store) => {
  test('D13: a flipped bit in a row of the log is found and said; all other edits are there, in a new generation', async () => {
    const { live, disk } = placeOf(store);
    await live(async ({ edit }) => {
      for (const id of ['p1', 'p2', 'p3', 'p4']) await edit(make(id));
      await edit(name('p4', 'p4', 'Kade'));
      await edit(name('p1', 'p1', 'Haven'));
    });
    // The first row is the beginning of the document itself.
    await disk.row(DOC, 3);
    const generation = await live(async (life) => {
      expect(await life.plans()).toEqual({ p1: 'Haven', p2: 'p2', p4: 'Kade' });
      expect(life.said).toEqual(['saved edits are lost']);
      expect(life.rooms.damage().get('west')).toContain('1 rows of the log');
      // What was lost can be read where it was written down.
      const history = await historyAt(life.store.history, DOC, 'projects/p3');
      expect(history[0]?.to).toMatchObject({ name: 'p3' });
      await life.edit(make('p5'));
      return life.generation();
    });
    expect(generation).toBeGreaterThan(1);
    await live(async (life) => {
      expect(await life.plans()).toEqual({ p1: 'Haven', p2: 'p2', p4: 'Kade', p5: 'p5' });
      expect(await life.generation()).toBe(generation);
      // The row is still there, and still said: it is all that is left of that edit.
      expect(life.said).toEqual(['stored plans are damaged']);
    });
  });

  test('D12: a flipped bit in the newest checkpoint costs nothing: the one before it and the log hold everything', async () => {
    const { live, disk } = placeOf(store);
    let last = 'p1';
    await live(({ edit }) => edit(make('p1')));
    for (let round = 0; round < 3; round++)
      await live(async (life) => {
        last = await manyEdits(life, 'p1', last, round);
      });
    await live(({ edit }) => edit(make('p2')));
    await disk.checkpoint(DOC, 0);
    await live(async (life) => {
      expect(await life.plans()).toEqual({ p1: last, p2: 'p2' });
      expect(life.said).toEqual(['stored plans are damaged']);
      expect(life.rooms.damage().get('west')).toContain('nothing is lost');
      expect(await life.generation()).toBe(1);
      last = await manyEdits(life, 'p1', last, 9);
    });
    // The next checkpoint is written twice, as the damaged one is none: either of them may be damaged again.
    await disk.checkpoint(DOC, 0);
    await live(async (life) => {
      expect(await life.plans()).toEqual({ p1: last, p2: 'p2' });
    });
  }, 60_000);

  test('D12: with the only checkpoint damaged the log goes back to the beginning', async () => {
    const { live, disk } = placeOf(store);
    const last = await live(async (life) => {
      await life.edit(make('p1'));
      return manyEdits(life, 'p1', 'p1', 0);
    });
    await disk.checkpoint(DOC, 0);
    await live(async (life) => {
      expect(await life.plans()).toEqual({ p1: last });
      expect(life.said).toEqual(['stored plans are damaged']);
      expect(await life.generation()).toBe(1);
    });
  }, 30_000);

  test('D14: with all checkpoints damaged the table does not open, says why, and nothing is begun anew', async () => {
    const { live, disk } = placeOf(store);
    let last = 'p1';
    await live(({ edit }) => edit(make('p1')));
    for (let round = 0; round < 3; round++)
      await live(async (life) => {
        last = await manyEdits(life, 'p1', last, round);
      });
    await disk.checkpoint(DOC, 0);
    await disk.checkpoint(DOC, 1);
    await live(async (life) => {
      const before = await life.store.updates.tail(DOC);
      await expect(life.plans()).rejects.toBeInstanceOf(DocumentDamaged);
      expect(life.said).toEqual(['a table cannot be opened']);
      expect(life.rooms.damage().get('west')).toContain('cannot be opened');
      expect(await life.store.updates.tail(DOC)).toEqual(before);
      const server = await startSyncServer(life.store, [person('a')]);
      const socket = new WebSocket(`${server.url}/west/workspace?token=a`);
      const closed = vi.fn();
      socket.on('close', (code, reason) => {
        closed(code, reason.toString());
      });
      await vi.waitFor(() => {
        expect(closed).toHaveBeenCalledWith(CLOSE.storeDown, 'damaged');
      }, 10_000);
      await server.stop();
      expect(await life.store.updates.tail(DOC)).toEqual(before);
    });
  }, 60_000);

  test('D14: a table of which nothing but its authors is left does not open as an empty one', async () => {
    const { live, disk } = placeOf(store);
    await live(({ edit }) => edit(make('p1')));
    await disk.vanish(DOC);
    await live(async (life) => {
      await expect(life.plans()).rejects.toBeInstanceOf(DocumentDamaged);
      expect(await life.store.updates.tail(DOC)).toEqual([]);
    });
  });
});

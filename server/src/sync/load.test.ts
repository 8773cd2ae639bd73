import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryStore } from '../../test/memory-store.ts';
import type { MadeOf } from '../store/store.ts';
import { hashOf, readStored } from './load.ts';
import { openDocument } from './opening.ts';

const DOC = 'west/workspace';
const AT = '2026-11-24T10:00:00.000Z';

/** Two checkpoints, the newest damaged and made of these rows; of the log the second row is left. */
async function storeOf(newest: MadeOf | undefined): Promise<MemoryStore> {
  const store = new MemoryStore();
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getMap('meta').set('layout', 1);
  doc.getMap('meta').set('generation', 1);
  await store.updates.append({ doc: DOC, updates, history: [], claims: [] });
  const state = Y.encodeStateAsUpdate(doc);
  const checkpoint = { doc: DOC, state, at: AT };
  await store.checkpoints.put({
    ...checkpoint,
    sha256: hashOf(state),
    madeOf: { rows: ['1'], onlyRows: true, without: [] },
  });
  await store.checkpoints.put({
    ...checkpoint,
    sha256: 'not its own',
    ...(newest === undefined ? {} : { madeOf: newest }),
  });
  await store.updates.drop(DOC, ['1']);
  return store;
}

const made = (...rows: string[]): MadeOf => ({ rows, onlyRows: false, without: [] });

describe('with the newest checkpoint damaged', () => {
  test('the one before it and the log are enough when every row that went into it is in one of them', async () => {
    const store = await storeOf(made('1', '2'));
    expect((await readStored(store, DOC)).damage).toMatchObject({ checkpoints: 1, fatal: null });
  });

  test.each([
    ['a row that went into it has left the log', made('1', '2', '3')],
    ['it does not say what it was made of', undefined],
  ])('D14: a document is not opened as if it were whole when %s', async (_why, newest) => {
    const store = await storeOf(newest);
    expect((await readStored(store, DOC)).damage.fatal).toContain('does not go back');
    await expect(openDocument(DOC, { store, clock: { now: () => 0 } })).rejects.toThrow('damaged');
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { HistoryRow, Snapshot } from '../store.ts';
import { contentOf, putCheckpoint } from './document.ts';
import { bytes, fresh, group, historyRow, type Subject } from './place.ts';

export function describeWhole(subject: Subject): void {
  describe('a snapshot', () => {
    test('is of one moment, plans and history alike, while the document is written and compacted', async () => {
      const { store } = subject;
      const doc = fresh('doc');
      const ydoc = new Y.Doc();
      let written = 0;
      const write = async (): Promise<void> => {
        for (let n = 0; n < 120; n++) {
          const before = n === 0 ? undefined : Y.encodeStateVector(ydoc);
          ydoc.getMap('m').set(`k${n}`, n);
          const claims = n === 0 ? [{ client: ydoc.clientID, person: 'p1' }] : [];
          const history = [historyRow(`views/v/k${n}`, n)];
          await store.updates.append({
            doc,
            updates: [Y.encodeStateAsUpdate(ydoc, before)],
            history,
            claims,
          });
          // Another document in between, which is not to be found in the first one's.
          await store.updates.append(group(`${doc}-other`, { history: [historyRow('views/o', n)] }));
          written = n + 1;
          if (n % 10 !== 9) continue;
          await store.updates.drop(doc, await putCheckpoint(store, doc));
          await nextTurn();
        }
      };
      const writing = write();
      let taken = 0;
      for (let before = 0; before < 120; taken++) {
        before = written;
        const snapshot = await store.whole.snapshot(doc);
        const keys = Object.keys(contentOf(loaded(snapshot)));
        const history = await allOf(snapshot);
        expect(history.map(({ path }) => path)).toEqual(keys.map((key) => `views/v/${key}`));
        expect(keys.length).toBeGreaterThanOrEqual(before);
        if (keys.length > 0) expect(snapshot.claims).toEqual([{ client: ydoc.clientID, person: 'p1' }]);
        // A turn for each: a store may do all that it is asked within one.
        await nextTurn();
      }
      await writing;
      expect(taken).toBeGreaterThan(3);
    }, 60_000);

    test('of a document that is not there has nothing in it', async () => {
      const snapshot = await subject.store.whole.snapshot(fresh('doc'));
      expect(snapshot).toMatchObject({ checkpoints: [], rows: [], claims: [] });
      expect(await allOf(snapshot)).toEqual([]);
    });

    test('a store that keeps anything is not empty', async () => {
      await subject.store.updates.append(group(fresh('doc'), { updates: [bytes(1)] }));
      expect(await subject.store.whole.isEmpty()).toBe(false);
    });
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function loaded({ checkpoints, rows }: Snapshot): Y.Doc {
  const ydoc = new Y.Doc();
  const sound = checkpoints.find(
    ({ state, sha256 }) => createHash('sha256').update(state).digest('hex') === sha256,
  );
  if (sound !== undefined) Y.applyUpdate(ydoc, sound.state);
  for (const { update } of rows) Y.applyUpdate(ydoc, update);
  return ydoc;
}

async function allOf({ history }: Snapshot): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = [];
  for await (const portion of history) rows.push(...portion);
  return rows;
}

import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf, loadDocument, putCheckpoint } from './document.ts';
import { historyAt } from './history-at.ts';
import { numberedGroup, ROWS } from './numbered-group.ts';
import { fresh, group, type Subject } from './place.ts';
import type { WriterTask } from './writer.ts';

const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));
const KILLS = 6;

/**
 * Runs a writer and kills it while it works on what comes after `acknowledgements`. The place is the writer's alone
 * meanwhile. Answers the last number that it was told is durable.
 */
async function killWriter(task: WriterTask, acknowledgements: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => {
      resolve(signal);
    }),
  );
  let last = task.from - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last >= task.from + acknowledgements - 1) child.kill('SIGKILL');
  }
  expect(await ended, complaints.join('')).toBe('SIGKILL');
  return last;
}

export function describeCrashes(subject: Subject): void {
  describe('a crash at any point between two writes', () => {
    test('every acknowledged group is there and whole, and none is there by half', async () => {
      const doc = fresh('doc');
      const kills = Array.from({ length: KILLS }, () => randomInt(1, 60));
      let written = 0;
      for (const acknowledgements of kills) {
        await subject.close();
        const last = await killWriter(
          { config: subject.place.config, mode: 'groups', doc, from: written + 1 },
          acknowledgements,
        );
        await subject.open();
        const rows = (await subject.store.updates.tail(doc)).map((row) => Buffer.from(row.update).toString());
        // The one that was being written may have become durable without its writer hearing of it.
        written = rows.length / ROWS;
        expect([last, last + 1], `killed after ${kills.join(', ')}`).toContain(written);
        const whole = Array.from({ length: written }, (_, n) => numberedGroup(doc, n + 1));
        expect(rows).toEqual(
          whole.flatMap(({ updates }) => updates.map((update) => Buffer.from(update).toString())),
        );
        expect(await historyAt(subject.store.history, doc, 'targets')).toEqual(
          whole.flatMap(({ history }) => history),
        );
        expect([...(await subject.store.updates.claims(doc))].sort((a, b) => a.client - b.client)).toEqual(
          whole.flatMap(({ claims }) => claims),
        );
      }
    }, 120_000);

    test('a document that is edited and compacted all the time opens with everything acknowledged', async () => {
      const doc = fresh('doc');
      const kills = Array.from({ length: KILLS }, () => randomInt(5, 60));
      let written = 0;
      for (const acknowledgements of kills) {
        await subject.close();
        const last = await killWriter(
          { config: subject.place.config, mode: 'document', doc, from: written + 1 },
          acknowledgements,
        );
        await subject.open();
        const content = contentOf((await loadDocument(subject.store, doc)).ydoc);
        written = Object.keys(content).length;
        expect([last, last + 1], `killed after ${kills.join(', ')}`).toContain(written);
        expect(content).toEqual(
          Object.fromEntries(Array.from({ length: written }, (_, n) => [`k${n + 1}`, n + 1])),
        );
      }
    }, 120_000);

    async function documentOf(edits: number): Promise<{ doc: string; content: Record<string, unknown> }> {
      const doc = fresh('doc');
      const ydoc = new Y.Doc();
      const updates: Uint8Array[] = [];
      ydoc.on('update', (update: Uint8Array) => updates.push(update));
      for (let n = 0; n < edits; n++) {
        ydoc.getMap('m').set(`k${n % 7}`, n);
        if (n % 5 === 4) ydoc.getMap('m').delete(`k${(n - 2) % 7}`);
        if (n % 3 === 2) await subject.store.updates.append(group(doc, { updates: updates.splice(0) }));
      }
      await subject.store.updates.append(group(doc, { updates }));
      return { doc, content: contentOf(ydoc) };
    }

    test('between the checkpoint and the drop', async () => {
      const { doc, content } = await documentOf(60);
      const rows = await putCheckpoint(subject.store, doc);
      await subject.reopen();
      expect(contentOf((await loadDocument(subject.store, doc)).ydoc)).toEqual(content);
      expect((await subject.store.updates.tail(doc)).map((row) => row.id)).toEqual(rows);
    });

    test('in the middle of a drop, whichever rows are gone by then', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), async (gone) => {
          const { doc, content } = await documentOf(30);
          const rows = await putCheckpoint(subject.store, doc);
          await subject.store.updates.drop(
            doc,
            rows.filter((_, n) => gone[n]),
          );
          await subject.reopen();
          expect(contentOf((await loadDocument(subject.store, doc)).ydoc)).toEqual(content);
          // The next compaction finishes the work.
          await subject.store.updates.drop(doc, await putCheckpoint(subject.store, doc));
          expect(await subject.store.updates.tail(doc)).toEqual([]);
          expect(contentOf((await loadDocument(subject.store, doc)).ydoc)).toEqual(content);
        }),
        { numRuns: 8 },
      );
    }, 60_000);

    test('with the newest checkpoint damaged the one before it and the tail serve', async () => {
      const { doc, content } = await documentOf(30);
      await putCheckpoint(subject.store, doc);
      const [sound] = await subject.store.checkpoints.list(doc);
      if (sound === undefined) throw new Error('no checkpoint');
      await subject.store.checkpoints.put({ ...sound, state: sound.state.slice(0, -3) });
      await subject.reopen();
      expect(contentOf((await loadDocument(subject.store, doc)).ydoc)).toEqual(content);
    });
  });
}

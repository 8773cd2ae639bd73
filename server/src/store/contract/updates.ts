import { describe, expect, test } from 'vitest';
import { historyAt } from './history-at.ts';
import { bytes, fresh, group, historyRow, type Subject } from './place.ts';

export function describeUpdates(subject: Subject): void {
  describe('the log of updates', () => {
    test('an unknown document has an empty log', async () => {
      expect(await subject.store.updates.tail(fresh('doc'))).toEqual([]);
      expect(await subject.store.updates.claims(fresh('doc'))).toEqual([]);
    });

    test('keeps the order of groups and within a group, also after a restart', async () => {
      const doc = fresh('doc');
      await subject.store.updates.append(group(doc, { updates: [bytes(1), bytes(2, 2)] }));
      await subject.store.updates.append(group(fresh('other'), { updates: [bytes(9)] }));
      await subject.store.updates.append(group(doc, { updates: [bytes(3)] }));
      const before = await subject.store.updates.tail(doc);
      await subject.reopen();
      await subject.store.updates.append(group(doc, { updates: [bytes(4)] }));
      const after = await subject.store.updates.tail(doc);
      expect(after.map((row) => [...row.update])).toEqual([[1], [2, 2], [3], [4]]);
      expect(after.slice(0, 3).map((row) => row.id)).toEqual(before.map((row) => row.id));
    });

    test('orders the twelfth update of a group after the second', async () => {
      const doc = fresh('doc');
      const updates = Array.from({ length: 120 }, (_, n) => bytes(n));
      await subject.store.updates.append(group(doc, { updates }));
      expect((await subject.store.updates.tail(doc)).map((row) => row.update[0])).toEqual(
        updates.map((update) => update[0]),
      );
    });

    test('an update comes back byte for byte, an empty one too', async () => {
      const doc = fresh('doc');
      const every = Uint8Array.from({ length: 256 }, (_, n) => n);
      await subject.store.updates.append(group(doc, { updates: [every, bytes()] }));
      const [first, second] = await subject.store.updates.tail(doc);
      expect([...(first?.update ?? [])]).toEqual([...every]);
      expect([...(second?.update ?? [1])]).toEqual([]);
    });

    test('groups appended at the same time are all there, each together', async () => {
      const doc = fresh('doc');
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          subject.store.updates.append(group(doc, { updates: [bytes(n, 0), bytes(n, 1), bytes(n, 2)] })),
        ),
      );
      const rows = (await subject.store.updates.tail(doc)).map((row) => [...row.update]);
      expect(rows).toHaveLength(120);
      for (let start = 0; start < rows.length; start += 3) {
        const n = rows[start]?.[0];
        expect(rows.slice(start, start + 3)).toEqual([
          [n, 0],
          [n, 1],
          [n, 2],
        ]);
      }
    });

    test('drops exactly the rows that it is told, and never another one', async () => {
      const doc = fresh('doc');
      for (let n = 0; n < 4; n++)
        await subject.store.updates.append(
          group(doc, {
            updates: [bytes(n, 0), bytes(n, 1)],
            history: [historyRow(`targets/t${n}/homes`, n)],
          }),
        );
      const rows = await subject.store.updates.tail(doc);
      // Half of the first group, all of the second, nothing of the third, and a row that came meanwhile stays.
      await subject.store.updates.append(group(doc, { updates: [bytes(9)] }));
      const gone = [rows[1], rows[2], rows[3]].map((row) => row?.id ?? '');
      await subject.store.updates.drop(doc, gone);
      const left = (await subject.store.updates.tail(doc)).map((row) => [...row.update]);
      expect(left).toEqual([[0, 0], [2, 0], [2, 1], [3, 0], [3, 1], [9]]);
      // A second compaction may drop the same rows once more.
      await subject.store.updates.drop(doc, gone);
      await subject.store.updates.drop(
        fresh('other'),
        rows.map((row) => row.id),
      );
      expect(await subject.store.updates.tail(doc)).toHaveLength(6);
      expect(await historyAt(subject.store.history, doc, 'targets')).toHaveLength(4);
    });

    test('a new row never has the id of a dropped one', async () => {
      const doc = fresh('doc');
      await subject.store.updates.append(group(doc, { updates: [bytes(1)] }));
      const first = await subject.store.updates.tail(doc);
      await subject.store.updates.drop(
        doc,
        first.map((row) => row.id),
      );
      expect(await subject.store.updates.tail(doc)).toEqual([]);
      await subject.reopen();
      await subject.store.updates.append(group(doc, { updates: [bytes(2)] }));
      await subject.store.updates.drop(
        doc,
        first.map((row) => row.id),
      );
      expect((await subject.store.updates.tail(doc)).map((row) => [...row.update])).toEqual([[2]]);
    });

    test('a client id stays with the person who first used it, whatever is dropped', async () => {
      const doc = fresh('doc');
      await subject.store.updates.append(group(doc, { claims: [{ client: 4_294_967_295, person: 'p1' }] }));
      await subject.store.updates.append(
        group(doc, {
          updates: [bytes(1)],
          claims: [
            { client: 7, person: 'p1' },
            { client: 4_294_967_295, person: 'p2' },
          ],
        }),
      );
      await subject.store.updates.drop(
        doc,
        (await subject.store.updates.tail(doc)).map((row) => row.id),
      );
      await subject.reopen();
      const claims = [...(await subject.store.updates.claims(doc))].sort((a, b) => a.client - b.client);
      expect(claims).toEqual([
        { client: 7, person: 'p1' },
        { client: 4_294_967_295, person: 'p1' },
      ]);
      expect(await subject.store.updates.tail(doc)).toEqual([]);
    });

    test('a group larger than one document of MongoDB may be, in updates and in history', async () => {
      const doc = fresh('doc');
      const updates = [new Uint8Array(9_000_000).fill(1), new Uint8Array(13_000_000).fill(2), bytes(3)];
      const history = [
        historyRow('projects/a/name', 'x'.repeat(7_000_000)),
        historyRow('projects/b/name', 'short'),
      ];
      await subject.store.updates.append(group(doc, { updates, history }));
      const rows = await subject.store.updates.tail(doc);
      expect(rows.map((row) => [row.update.byteLength, row.update.at(0), row.update.at(-1)])).toEqual([
        [9_000_000, 1, 1],
        [13_000_000, 2, 2],
        [1, 3, 3],
      ]);
      await subject.store.updates.drop(doc, [rows[0]?.id ?? '']);
      expect((await subject.store.updates.tail(doc)).map((row) => row.update.at(0))).toEqual([2, 3]);
      await subject.store.updates.drop(
        doc,
        rows.map((row) => row.id),
      );
      expect(await subject.store.updates.tail(doc)).toEqual([]);
      expect((await historyAt(subject.store.history, doc, 'projects/a/name'))[0]?.to).toHaveLength(7_000_000);
      expect(await historyAt(subject.store.history, doc, 'projects/b')).toEqual([history[1]]);
    }, 60_000);

    test('a tail of 10,000 rows is read whole and in order, and dropped', async () => {
      const doc = fresh('doc');
      for (let n = 0; n < 200; n++) {
        await subject.store.updates.append(
          group(doc, { updates: Array.from({ length: 50 }, (_, m) => bytes(n, m)) }),
        );
      }
      const rows = await subject.store.updates.tail(doc);
      expect(rows).toHaveLength(10_000);
      expect(new Set(rows.map((row) => row.id)).size).toBe(10_000);
      expect(rows.map((row) => (row.update[0] ?? 0) * 50 + (row.update[1] ?? 0))).toEqual(
        rows.map((_, n) => n),
      );
      await subject.store.updates.drop(
        doc,
        rows.map((row) => row.id),
      );
      expect(await subject.store.updates.tail(doc)).toEqual([]);
    }, 60_000);
  });
}

import { describe, expect, test } from 'vitest';
import { fresh, group, historyRow, type Subject } from './place.ts';

export function describeHistory(subject: Subject): void {
  describe('history', () => {
    async function written(): Promise<string> {
      const doc = fresh('doc');
      await subject.store.updates.append(
        group(doc, {
          history: [
            historyRow('projects/a', { name: 'Spoorzone', blocks: { b: {} } }),
            historyRow('projects/ab', { name: 'Spoorzone Noord' }),
          ],
        }),
      );
      await subject.store.updates.append(
        group(doc, { history: [historyRow('projects/a/name', 'De Spoorzone', 'Spoorzone')] }),
      );
      await subject.store.updates.append(
        group(doc, {
          history: [historyRow('projects/ab/name', 'Noord'), historyRow('projects/a/blocks/c', { built: 3 })],
        }),
      );
      await subject.store.updates.append(
        group(doc, {
          history: [
            historyRow('projects/a/blocks/b/built', 4, 3),
            historyRow('projects/a/names', 'x'),
            historyRow('projects/a/name', 'Spoor', 'De Spoorzone'),
          ],
        }),
      );
      return doc;
    }

    async function found(doc: string, path: string, limit?: number): Promise<string[]> {
      return (await subject.store.history.of(doc, path, limit)).map((row) => row.path);
    }

    test('of a field: its changes and the making of its record, oldest first', async () => {
      const doc = await written();
      expect(await subject.store.history.of(doc, 'projects/a/name')).toEqual([
        historyRow('projects/a', { name: 'Spoorzone', blocks: { b: {} } }),
        historyRow('projects/a/name', 'De Spoorzone', 'Spoorzone'),
        historyRow('projects/a/name', 'Spoor', 'De Spoorzone'),
      ]);
    });

    test('of a record: everything below it, nothing of a record whose id begins the same', async () => {
      const doc = await written();
      expect(await found(doc, 'projects/a')).toEqual([
        'projects/a',
        'projects/a/name',
        'projects/a/blocks/c',
        'projects/a/blocks/b/built',
        'projects/a/names',
        'projects/a/name',
      ]);
      expect(await found(doc, 'projects/ab')).toEqual(['projects/ab', 'projects/ab/name']);
      expect(await found(doc, 'projects')).toHaveLength(8);
      expect(await found(doc, 'project')).toEqual([]);
      expect(await found(fresh('other'), 'projects/a')).toEqual([]);
    });

    test('of a block and its field: also the making of the project that it may have come with', async () => {
      const doc = await written();
      expect(await found(doc, 'projects/a/blocks/b/built')).toEqual([
        'projects/a',
        'projects/a/blocks/b/built',
      ]);
      expect(await found(doc, 'projects/a/blocks/c/built')).toEqual(['projects/a', 'projects/a/blocks/c']);
      expect(await found(doc, 'projects/a/blocks/c')).toEqual(['projects/a', 'projects/a/blocks/c']);
    });

    test('with a limit the latest ones, still oldest first', async () => {
      const doc = await written();
      expect(await found(doc, 'projects/a', 2)).toEqual(['projects/a/names', 'projects/a/name']);
      expect(await found(doc, 'projects/a', 100)).toHaveLength(6);
    });

    test('a path with letters that mean something to a search stands only for itself', async () => {
      const doc = fresh('doc');
      const paths = [
        'views/a.b',
        'views/a.b/name',
        'views/axb/name',
        'views/a_b',
        'views/a%',
        'views/A.B/name',
      ];
      await subject.store.updates.append(group(doc, { history: paths.map((path) => historyRow(path, 1)) }));
      expect(await found(doc, 'views/a.b')).toEqual(['views/a.b', 'views/a.b/name']);
      expect(await found(doc, 'views/a%')).toEqual(['views/a%']);
      expect(await found(doc, 'views/a_b')).toEqual(['views/a_b']);
    });

    test('values come back as they were: nested, with odd keys, with text that UTF-8 cannot hold', async () => {
      const doc = fresh('doc');
      const values = [
        null,
        false,
        0,
        -1.5,
        1e21,
        '',
        'é\u0000',
        '\uD800',
        [[1, [2]], []],
        { '$a.b': { '': [null] }, z: 1, a: 2 },
      ];
      await subject.store.updates.append(
        group(doc, { history: values.map((value, n) => historyRow(`views/v${n}/filter`, value, value)) }),
      );
      await subject.reopen();
      const rows = await subject.store.history.of(doc, 'views');
      expect(rows.map((row) => row.to)).toStrictEqual(values);
      expect(rows.map((row) => row.from)).toStrictEqual(values);
      expect(Object.keys(rows.at(-1)?.to as object)).toEqual(['$a.b', 'z', 'a']);
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { FoundRow, HistoryRow, HistorySearch } from '../store.ts';
import { historyAt } from './history-at.ts';
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
      return (await historyAt(subject.store.history, doc, path, limit)).map((row) => row.path);
    }

    test('of a field: its changes and the making of its record, oldest first', async () => {
      const doc = await written();
      expect(await historyAt(subject.store.history, doc, 'projects/a/name')).toEqual([
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

    describe('searched', () => {
      /** Five minutes, three people, two projects; written in groups of one and of three. */
      async function searched(): Promise<string> {
        const doc = fresh('doc');
        const row = (minute: number, by: string, path: string, cause?: string): HistoryRow => ({
          path,
          from: null,
          to: minute,
          by,
          at: `2026-11-24T09:0${minute}:00.000Z`,
          ...(cause === undefined ? {} : { cause }),
        });
        const groups = [
          [row(0, 'ilse', 'projects/a')],
          [
            row(1, 'ilse', 'projects/a/name'),
            row(1, 'ruben', 'projects/ab/name'),
            row(1, 'ilse', 'actions/x/text'),
          ],
          [row(2, 'ruben', 'projects/a/likelihood', 'decision:d1')],
          [
            row(3, 'fatima', 'projects/a/name', 'import:i1'),
            row(3, 'fatima', 'projects/ab/name', 'import:i1'),
          ],
          [row(4, 'ilse', 'projects/a/name')],
        ];
        for (const history of groups) await subject.store.updates.append(group(doc, { history }));
        return doc;
      }

      const seen = async (
        doc: string,
        search: Omit<HistorySearch, 'limit'>,
        limit = 100,
      ): Promise<string[]> =>
        (await subject.store.history.find(doc, { ...search, limit })).map(
          ({ path, by, to }) => `${String(to)} ${by} ${path}`,
        );

      test('without a wish: all rows, newest first, and what each was part of', async () => {
        const doc = await searched();
        expect(await seen(doc, {})).toEqual([
          '4 ilse projects/a/name',
          '3 fatima projects/ab/name',
          '3 fatima projects/a/name',
          '2 ruben projects/a/likelihood',
          '1 ilse actions/x/text',
          '1 ruben projects/ab/name',
          '1 ilse projects/a/name',
          '0 ilse projects/a',
        ]);
        const rows = await subject.store.history.find(doc, { limit: 100 });
        expect(rows.map(({ cause }) => cause)).toEqual([
          undefined,
          'import:i1',
          'import:i1',
          'decision:d1',
          undefined,
          undefined,
          undefined,
          undefined,
        ]);
        expect(await seen(fresh('other'), {})).toEqual([]);
      });

      test('by place, by person, since a moment, and all three at once', async () => {
        const doc = await searched();
        expect(await seen(doc, { path: 'projects/a/name' })).toEqual([
          '4 ilse projects/a/name',
          '3 fatima projects/a/name',
          '1 ilse projects/a/name',
          '0 ilse projects/a',
        ]);
        expect(await seen(doc, { path: 'actions' })).toEqual(['1 ilse actions/x/text']);
        expect(await seen(doc, { by: 'ruben' })).toEqual([
          '2 ruben projects/a/likelihood',
          '1 ruben projects/ab/name',
        ]);
        expect(await seen(doc, { since: '2026-11-24T09:03:00.000Z' })).toEqual([
          '4 ilse projects/a/name',
          '3 fatima projects/ab/name',
          '3 fatima projects/a/name',
        ]);
        expect(await seen(doc, { since: '2026-11-24T10:00:00.000Z' })).toEqual([]);
        expect(
          await seen(doc, { path: 'projects/a', by: 'ilse', since: '2026-11-24T09:01:00.000Z' }),
        ).toEqual(['4 ilse projects/a/name', '1 ilse projects/a/name']);
        expect(await seen(doc, { path: 'projects', by: 'ilse' }, 2)).toEqual([
          '4 ilse projects/a/name',
          '1 ilse projects/a/name',
        ]);
      });

      test.each([1, 2, 3, 100])(
        'page by page of %i, each row comes once, whatever is searched',
        async (limit) => {
          const doc = await searched();
          for (const search of [{}, { path: 'projects' }, { path: 'projects/a' }, { by: 'ilse' }]) {
            const whole = await subject.store.history.find(doc, { ...search, limit: 100 });
            const paged: FoundRow[] = [];
            for (;;) {
              const last = paged.at(-1);
              const page = await subject.store.history.find(doc, {
                ...search,
                ...(last === undefined ? {} : { before: last.id }),
                limit,
              });
              paged.push(...page);
              if (page.length < limit) break;
            }
            expect(paged).toEqual(whole);
          }
        },
      );

      test('after a row: what was written since', async () => {
        const doc = await searched();
        const third = (await subject.store.history.find(doc, { limit: 100 }))[2];
        expect(await seen(doc, { after: third?.id ?? '' })).toEqual([
          '4 ilse projects/a/name',
          '3 fatima projects/ab/name',
        ]);
        const [newest] = await subject.store.history.find(doc, { limit: 1 });
        expect(await seen(doc, { after: newest?.id ?? '' })).toEqual([]);
      });
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
      const rows = await historyAt(subject.store.history, doc, 'views');
      expect(rows.map((row) => row.to)).toStrictEqual(values);
      expect(rows.map((row) => row.from)).toStrictEqual(values);
      expect(Object.keys(rows.at(-1)?.to as object)).toEqual(['$a.b', 'z', 'a']);
    });
  });
}

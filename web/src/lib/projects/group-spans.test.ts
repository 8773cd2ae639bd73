import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveringColumn, groupSpans } from './group-spans.ts';

describe("the cells of a group's row", () => {
  test('the name has the first, what there is to say stands after the last sum, and between them only sums', () => {
    const columns = ['name', 'phase', 'planStatus', 'total', 'year:2028', 'likelihood', 'actions'] as const;
    expect(groupSpans(columns).map(({ key, kind, from, to }) => [key, kind, from, to])).toEqual([
      ['name', 'name', 0, 1],
      ['phase', 'blank', 1, 3],
      ['total', 'sum', 3, 4],
      ['year:2028', 'sum', 4, 5],
      ['likelihood', 'rest', 5, 7],
    ]);
  });

  test('they cover every column once, whatever the columns are, and each column has the one that covers it', () => {
    const any = fc.uniqueArray(
      fc.constantFrom('phase', 'total', 'year:2028', 'year:2029', 'likelihood', 'actions', 'municipality'),
    );
    fc.assert(
      fc.property(any, (more) => {
        const columns = ['name', ...more] as Parameters<typeof groupSpans>[0];
        const spans = groupSpans(columns);
        expect(spans.flatMap(({ from, to }) => columns.slice(from, to))).toEqual(columns);
        for (const { key, from, to } of spans)
          for (const column of columns.slice(from, to)) expect(coveringColumn(columns, column)).toBe(key);
      }),
    );
  });
});

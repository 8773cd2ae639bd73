import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMNS, yearColumn, type Column, type ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { nextWithin, selectionSummary, spanOf, type Plane, type Span, type Step } from './selection.ts';

const columns: ColumnKey[] = ['name', 'phase', 'total', 'year:2028'];
const rows = ['group:1', 'a', 'b', 'group:2', 'c'];
const plane: Plane = { rowIndex: new Map(rows.map((id, index) => [id, index])), rows: rows.length, columns };

describe('a selection', () => {
  test('is a rectangle from whichever corner it was drawn', () => {
    const [a, b] = [
      { row: 'a', column: 'total' },
      { row: 'c', column: 'name' },
    ] as const;
    const span: Span = { top: 1, bottom: 4, left: 0, right: 2 };
    expect(spanOf({ anchor: a, head: b }, plane)).toEqual(span);
    expect(spanOf({ anchor: b, head: a }, plane)).toEqual(span);
  });

  test('stays on its cells when rows come in between, and is none when a corner is gone', () => {
    const selection = { anchor: { row: 'a', column: 'name' }, head: { row: 'b', column: 'phase' } } as const;
    const more = ['group:1', 'new', 'a', 'new2', 'b'];
    const later = { ...plane, rowIndex: new Map(more.map((id, index) => [id, index])) };
    expect(spanOf(selection, later)).toEqual({ top: 2, bottom: 4, left: 0, right: 1 });
    expect(spanOf(selection, { ...plane, rowIndex: new Map([['a', 0]]) })).toBeNull();
    expect(spanOf(selection, { ...plane, columns: ['name'] })).toBeNull();
  });

  test('reaches from the checkbox as from the first column, and never into the header', () => {
    expect(
      spanOf({ anchor: { row: 'a', column: 'select' }, head: { row: 'b', column: 'phase' } }, plane),
    ).toEqual({
      top: 1,
      bottom: 2,
      left: 0,
      right: 1,
    });
    expect(
      spanOf({ anchor: { row: 'header', column: 'name' }, head: { row: 'b', column: 'name' } }, plane),
    ).toBeNull();
  });
});

describe('walking within a selection', () => {
  const span: Span = { top: 1, bottom: 4, left: 1, right: 2 };
  const isGroup = (row: number): boolean => rows[row]?.startsWith('group') === true;

  test.each<[Step, number, number, number, number]>([
    ['right', 1, 1, 1, 2],
    ['right', 1, 2, 2, 1],
    ['right', 2, 2, 4, 1],
    ['right', 4, 2, 1, 1],
    ['left', 1, 1, 4, 2],
    ['down', 2, 1, 4, 1],
    ['down', 4, 1, 1, 2],
    ['down', 4, 2, 1, 1],
    ['up', 1, 1, 4, 2],
    ['up', 4, 2, 2, 2],
  ])('%s from %i/%i', (step, row, column, toRow, toColumn) => {
    expect(nextWithin(span, { row, column }, step, isGroup)).toEqual({ row: toRow, column: toColumn });
  });

  test('comes by every cell once and back, whichever way', () => {
    const size = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(size, size, fc.constantFrom<Step>('up', 'down', 'left', 'right'), (height, width, step) => {
        const all: Span = { top: 2, bottom: 2 + height, left: 3, right: 3 + width };
        const seen = new Set<string>();
        let at = { row: 2, column: 3 };
        for (let count = 0; count < (height + 1) * (width + 1); count += 1) {
          seen.add(`${at.row}/${at.column}`);
          at = nextWithin(all, at, step, () => false);
        }
        expect(seen.size).toBe((height + 1) * (width + 1));
        expect(at).toEqual({ row: 2, column: 3 });
      }),
    );
  });

  test('goes nowhere where there is nothing but groups', () => {
    const at = { row: 0, column: 1 };
    expect(nextWithin({ top: 0, bottom: 0, left: 0, right: 2 }, at, 'down', isGroup)).toEqual(at);
  });
});

describe('what a selection adds up to', () => {
  const column = (key: ColumnKey): Column => COLUMNS.get(key) ?? yearColumn(Number(key.slice(5)));
  const some = ['a', 'b', 'c'].map((id) => ({ kind: 'project', id }) as unknown as ProjectRow);
  const summary = (
    keys: ColumnKey[],
    values: (string | number | null)[][],
  ): ReturnType<typeof selectionSummary> => {
    const block = { rows: some.slice(0, values.length), columns: keys.map(column) };
    return selectionSummary(
      block,
      (row, { key }) => values[block.rows.indexOf(row)]?.[keys.indexOf(key)] ?? null,
    );
  };

  test('homes add up and have a mean; what nobody knows is not counted as 0', () => {
    expect(
      summary(
        ['year:2028', 'year:2029'],
        [
          [40, null],
          [20, 0],
        ],
      ),
    ).toEqual({
      cells: 4,
      filled: 3,
      numbers: 3,
      sum: 60,
      average: 20,
      unit: 'homes',
    });
  });

  test('per cents have a mean and no sum', () => {
    expect(summary(['likelihood'], [[90], [50]])).toMatchObject({ sum: null, average: 70, unit: 'percent' });
  });

  test('numbers of different kinds have neither', () => {
    expect(summary(['total', 'likelihood'], [[90, 50]])).toMatchObject({
      sum: null,
      average: null,
      unit: null,
    });
    expect(summary(['total', 'storeys'], [[90, 5]])).toMatchObject({ sum: 95, average: null, unit: null });
  });

  test('words are counted and not added', () => {
    expect(
      summary(
        ['name', 'total'],
        [
          ['12', 5],
          ['', null],
        ],
      ),
    ).toEqual({
      cells: 4,
      filled: 2,
      numbers: 1,
      sum: 5,
      average: 5,
      unit: 'homes',
    });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allKeys,
  clampSpan,
  moveColumn,
  moveColumnTo,
  MOST_YEARS,
  pinColumn,
  readColumns,
  shownColumns,
  showYears,
  toggleColumn,
  usualColumns,
  widenColumn,
  writeColumns,
  type ColumnSet,
  type SetKey,
} from '@bouwberaad/shared/view/column-set.ts';
import { layoutColumns } from './column-layout.ts';

const usual = usualColumns(true);
const keys = (set: ColumnSet): SetKey[] => set.columns.map(({ key }) => key);

const change = fc.oneof(
  fc.constantFrom(...allKeys()).map((key) => (set: ColumnSet) => toggleColumn(set, key)),
  fc.tuple(fc.constantFrom(...allKeys()), fc.integer({ min: -20, max: 20 })).map(
    ([key, by]) =>
      (set: ColumnSet) =>
        moveColumn(set, key, by),
  ),
  fc.constantFrom(...allKeys()).map((key) => (set: ColumnSet) => pinColumn(set, key)),
  fc.tuple(fc.constantFrom(...allKeys()), fc.option(fc.double({ min: -5, max: 90, noNaN: true }))).map(
    ([key, rem]) =>
      (set: ColumnSet) =>
        widenColumn(set, key, rem),
  ),
  fc.tuple(fc.nat(3000), fc.nat(3000)).map(
    ([from, to]) =>
      (set: ColumnSet) =>
        showYears(set, { from, to }),
  ),
);
const anySet = fc
  .array(change, { maxLength: 12 })
  .map((changes) => changes.reduce((set, one) => one(set), usual));

describe('the columns of a view', () => {
  test('six years from this one stand after the total, as one', () => {
    expect(shownColumns(usual, 2026).map(({ key }) => key)).toEqual([
      'name',
      'phase',
      'planStatus',
      'total',
      ...[2026, 2027, 2028, 2029, 2030, 2031].map((year) => `year:${year}`),
      'likelihood',
      'bottlenecks',
      'actions',
      'annotations',
    ]);
  });

  test('the municipality is there where the rows are not grouped by it', () => {
    expect(keys(usualColumns(false)).slice(0, 3)).toEqual(['name', 'municipality', 'phase']);
  });

  test('a column that is shown comes after those that go before it in the model', () => {
    expect(keys(toggleColumn(usual, 'municipality')).slice(0, 3)).toEqual(['name', 'municipality', 'phase']);
    expect(keys(toggleColumn(toggleColumn(usual, 'phase'), 'phase'))).toEqual(keys(usual));
  });

  test('the name is never hidden and always first', () => {
    expect(toggleColumn(usual, 'name')).toBe(usual);
    expect(keys(moveColumn(usual, 'total', -99))[0]).toBe('name');
    expect(keys(moveColumnTo(usual, 'total', 'name'))[0]).toBe('name');
    expect(keys(readColumns(['total', 'phase']) ?? usual)[0]).toBe('name');
  });

  test('a column takes the place of the one that it is dropped on', () => {
    expect(keys(moveColumnTo(usual, 'likelihood', 'phase')).slice(0, 3)).toEqual([
      'name',
      'likelihood',
      'phase',
    ]);
  });

  test('pinning takes what stands before it along, and once more lets it go', () => {
    const pinned = pinColumn(usual, 'planStatus');
    expect(pinned.pinned).toBe(3);
    expect(pinColumn(pinned, 'phase').pinned).toBe(1);
    expect(toggleColumn(pinned, 'phase').pinned).toBe(2);
  });

  test('years go forwards and are not more than can be shown', () => {
    expect(clampSpan({ from: 2030, to: 2020 })).toEqual({ from: 2030, to: 2030 });
    expect(clampSpan({ from: 2020, to: 2099 })).toEqual({ from: 2020, to: 2020 + MOST_YEARS - 1 });
  });

  test('whatever is done to them, they survive being kept, and the name is first', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        expect(readColumns(writeColumns(set))).toEqual(set);
        expect(keys(set)[0]).toBe('name');
        expect(new Set(keys(set)).size).toBe(set.columns.length);
        expect(set.pinned).toBeGreaterThanOrEqual(1);
        expect(set.pinned).toBeLessThanOrEqual(set.columns.length);
      }),
    );
  });

  test('what is no column is left out; nothing left is no set', () => {
    expect(readColumns(['name', 'gossip', 7, null, 'name', 'total=99999'])?.columns).toEqual([
      { key: 'name', width: null },
      { key: 'total', width: 40 },
    ]);
    expect(readColumns(['gossip'])).toBeNull();
    expect(readColumns([])).toBeNull();
  });

  test('the layout has a track for each column and the checkbox, and the pinned ones do not overlap', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const columns = shownColumns(set, 2026);
        const layout = layoutColumns(set, columns);
        expect(layout.columns.replaceAll(/minmax\([^)]*\)/gu, 'm').split(' ')).toHaveLength(
          columns.length + 1,
        );
        const lefts = [...layout.lefts.values()].map(parseFloat);
        expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
        expect(new Set(lefts).size).toBe(lefts.length);
      }),
    );
  });
});

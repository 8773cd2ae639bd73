import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSort, nextSorts, readSorts, sortRows, writeSorts, type Sort } from './sort-rows.ts';
import { block, ids, make, project } from './test/records.ts';

const by = (column: Sort['column'], descending = false): Sort => ({ column, descending });

describe('sorting', () => {
  test('puts what nobody knows last, both ways', () => {
    const rows = make([project('a'), project('b', { likelihood: 20 }), project('c', { likelihood: 80 })]);
    expect(ids(sortRows(rows, [by('likelihood')]))).toEqual(['b', 'c', 'a']);
    expect(ids(sortRows(rows, [by('likelihood', true)]))).toEqual(['c', 'b', 'a']);
  });

  test('phases go in the order of a plan, years by homes, yes before no', () => {
    const rows = make([
      project('a', { phase: 'realisatie' }),
      project('b', { phase: 'concept', keyProject: true, blocks: [block('x', { year: 2028, homes: 9 })] }),
    ]);
    expect(ids(sortRows(rows, [by('phase')]))).toEqual(['b', 'a']);
    expect(ids(sortRows(rows, [by('year:2028', true)]))).toEqual(['b', 'a']);
    expect(ids(sortRows(rows, [by('keyProject')]))).toEqual(['b', 'a']);
  });

  test('within what is equal by the first, by the second', () => {
    const rows = make([
      project('a', { phase: 'ontwerp', total: 10 }),
      project('b', { phase: 'concept', total: 5 }),
      project('c', { phase: 'ontwerp', total: 40 }),
    ]);
    expect(ids(sortRows(rows, [by('phase'), by('total', true)]))).toEqual(['b', 'c', 'a']);
    expect(ids(sortRows(rows, [by('total', true), by('phase')]))).toEqual(['c', 'a', 'b']);
  });

  test('without a key by name, numbers as numbers', () => {
    const rows = make([project('x', { name: 'Plan 10' }), project('y', { name: 'plan 9' })]);
    expect(ids(sortRows(rows, []))).toEqual(['y', 'x']);
  });

  test('starting from another order comes to the same one', () => {
    const anyName = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 30 }), fc.array(fc.nat(40)), (given, places) => {
        const rows = make(given.map((name, at) => project(`p${at}`, { name })));
        const before = new Map([...new Set(places)].map((place, index) => [`p${place}`, index]));
        expect(ids(sortRows(rows, [], before))).toEqual(ids(sortRows(rows, [])));
      }),
    );
  });
});

describe('choosing what to sort by', () => {
  test('a column alone: up, down, and as it was', () => {
    const up = nextSorts([], 'total');
    const down = nextSorts(up, 'total');
    expect([up, down, nextSorts(down, 'total')]).toEqual([[by('total')], [by('total', true)], []]);
    expect(nextSorts([by('phase'), by('total')], 'total')).toEqual([by('total')]);
  });

  test('a column more: up, down, and without it', () => {
    const two = addSort([by('phase')], 'total');
    const turned = addSort(two, 'total');
    expect(two).toEqual([by('phase'), by('total')]);
    expect(turned).toEqual([by('phase'), by('total', true)]);
    expect(addSort(turned, 'phase')).toEqual([by('phase', true), by('total', true)]);
    expect(addSort(turned, 'total')).toEqual([by('phase')]);
  });

  test('survives the address; what is no column, or is there twice, is left out', () => {
    const sorts = [by('phase', true), by('year:2028'), by('name')];
    expect(readSorts(writeSorts(sorts))).toEqual(sorts);
    expect(readSorts('phase,gossip,-phase,,year:20')).toEqual([by('phase')]);
    expect(readSorts(null)).toEqual([]);
  });
});

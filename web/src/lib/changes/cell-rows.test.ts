import { expect, it } from 'vitest';
import { rowsOfYear } from './cell-rows.ts';
import type { HistoryEntry } from './history.ts';

function row(path: string, from: unknown, to: unknown): HistoryEntry {
  const at = '2026-11-24T10:00:00.000Z';
  return { id: path + String(to), path: `projects/p/blocks/${path}`, from, to, by: 'ilse', at, cause: null };
}

// Newest first: b was made in 2027, grew, moved to 2028, and grew again there; c has always been in 2028.
const rows = [
  row('b/homes', 60, 80),
  row('b/year', 2027, 2028),
  row('c/segment', {}, { middenhuur: 5 }),
  row('b/homes', 40, 60),
  row('c', null, { year: 2028, homes: 5 }),
  row('b', null, { year: 2027, homes: 40 }),
];
const yearOf = (): number => 2028;
const said = (year: number, of = yearOf): string[] =>
  rowsOfYear(rows, year, of).map(({ path, to }) => `${path.slice(18)} ${JSON.stringify(to)}`);

it('a year shows what its blocks were while they stood in it, and their coming and going', () => {
  expect(said(2028)).toEqual([
    'b/homes 80',
    'b/year 2028',
    'c/segment {"middenhuur":5}',
    'c {"year":2028,"homes":5}',
  ]);
  expect(said(2027)).toEqual(['b/year 2028', 'b/homes 60', 'b {"year":2027,"homes":40}']);
  expect(said(2030)).toEqual([]);
});

it('a block that is not there any more is known by the year it was made with', () => {
  expect(rowsOfYear([row('d', null, { year: 2031 })], 2031, () => null)).toHaveLength(1);
});

it('rows of the project itself belong to no year', () => {
  const name: HistoryEntry = { ...row('', 'a', 'b'), path: 'projects/p/name' };
  expect(rowsOfYear([name], 2028, yearOf)).toEqual([]);
});

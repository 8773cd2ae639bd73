import { COLUMNS, yearColumn, YEARS_SHOWN, type Column, type ColumnKey } from '../model/columns.ts';
import { FIRST_YEAR, LAST_YEAR } from '../model/block.ts';

/** All years stand side by side as one, with one width: a bar then means the same in each of them. */
export const YEARS = 'years';
export type SetKey = Exclude<ColumnKey, `year:${number}`> | typeof YEARS;

export interface SetColumn {
  readonly key: SetKey;
  /** In rem; null is the usual width, which may grow with the screen. */
  readonly width: number | null;
}

/** Which columns stand in the grid, in what order, how wide, and how many of them stay when it scrolls sideways. */
export interface ColumnSet {
  readonly columns: readonly SetColumn[];
  /** The first so many stay; at least the name. */
  readonly pinned: number;
  /** Null: from this year on, so that a view that is kept moves along with the calendar. */
  readonly years: YearSpan | null;
}

export interface YearSpan {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** As many years as a screen and a reader can bear. */
export const MOST_YEARS = 20;
export const LEAST_WIDTH = 2;
export const MOST_WIDTH = 40;

const USUAL: readonly SetKey[] = [
  'name',
  'phase',
  'planStatus',
  'total',
  YEARS,
  'likelihood',
  'bottlenecks',
  'actions',
  'annotations',
];

/** The columns of somebody who has chosen nothing; the municipality only where the rows are not grouped by it. */
export function usualColumns(grouped: boolean): ColumnSet {
  const keys = grouped ? USUAL : USUAL.toSpliced(1, 0, 'municipality');
  return { columns: keys.map((key) => ({ key, width: null })), pinned: 1, years: null };
}

/** All that can be chosen, in the order of the model, the years after the total. */
export function allKeys(): SetKey[] {
  const keys = [...COLUMNS.keys()] as SetKey[];
  return keys.toSpliced(keys.indexOf('total') + 1, 0, YEARS);
}

export function spanOf(set: ColumnSet, thisYear: number): YearSpan {
  return set.years ?? { from: thisYear, to: thisYear + YEARS_SHOWN - 1 };
}

/** The grid's columns from left to right. */
export function shownColumns(set: ColumnSet, thisYear: number): Column[] {
  const { from, to } = spanOf(set, thisYear);
  return set.columns.flatMap(({ key }) => {
    if (key === YEARS) return Array.from({ length: to - from + 1 }, (_, offset) => yearColumn(from + offset));
    const column = COLUMNS.get(key);
    return column === undefined ? [] : [column];
  });
}

/** The member of a set that a column of the grid belongs to. */
export function setKeyOf(column: ColumnKey): SetKey {
  return column.startsWith('year:') ? YEARS : (column as SetKey);
}

const PIN = '|';

/** `name=14`, `|` after the last pinned one, `years:2027-2034`: what a view keeps and an address shows. */
export function writeColumns(set: ColumnSet): string[] {
  const words = set.columns.map(({ key, width }) => {
    const span = key === YEARS && set.years !== null ? `:${set.years.from}-${set.years.to}` : '';
    return width === null ? `${key}${span}` : `${key}${span}=${width}`;
  });
  return words.toSpliced(set.pinned, 0, PIN);
}

/** Reads what `writeColumns` wrote; what it does not know it leaves out. Null when nothing is left to show. */
export function readColumns(words: readonly unknown[]): ColumnSet | null {
  const known = new Set(allKeys());
  const columns: SetColumn[] = [];
  let pinned = 1;
  let years: YearSpan | null = null;
  for (const word of words) {
    if (word === PIN) pinned = Math.max(1, columns.length);
    const match = typeof word === 'string' ? WORD.exec(word) : null;
    const key = [...known].find((one) => one === match?.groups?.['key']);
    if (match === null || key === undefined || columns.some((column) => column.key === key)) continue;
    columns.push({ key, width: readWidth(match.groups?.['width']) });
    if (key === YEARS) years = readSpan(match.groups?.['from'], match.groups?.['to']);
  }
  if (columns.length === 0) return null;
  // A row is called by its name, also where somebody wrote an address by hand.
  const named = [{ key: 'name', width: null } as const, ...columns];
  const first = columns.find(({ key }) => key === 'name') ?? named[0];
  const rest = columns.filter(({ key }) => key !== 'name');
  return { columns: first === undefined ? rest : [first, ...rest], pinned, years };
}

const WORD = /^(?<key>[A-Za-z]+)(?::(?<from>\d{4})-(?<to>\d{4}))?(?:=(?<width>\d+(?:\.\d+)?))?$/u;

function readWidth(text: string | undefined): number | null {
  return text === undefined ? null : clampWidth(Number(text));
}

function readSpan(from: string | undefined, to: string | undefined): YearSpan | null {
  return from === undefined || to === undefined ? null : clampSpan({ from: Number(from), to: Number(to) });
}

export function clampWidth(rem: number): number {
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round(rem * 4) / 4));
}

/** Within what a block can have, forwards, and not more than can be shown. */
export function clampSpan({ from, to }: YearSpan): YearSpan {
  const first = Math.min(LAST_YEAR, Math.max(FIRST_YEAR, from));
  return { from: first, to: Math.min(LAST_YEAR, first + MOST_YEARS - 1, Math.max(first, to)) };
}

export function sameColumns(a: ColumnSet, b: ColumnSet): boolean {
  return writeColumns(a).join() === writeColumns(b).join();
}

/** Shows a column, after those that stand before it in the model, or hides it. The name is always there. */
export function toggleColumn(set: ColumnSet, key: SetKey): ColumnSet {
  if (key === 'name') return set;
  const at = set.columns.findIndex((column) => column.key === key);
  if (at >= 0)
    return {
      years: key === YEARS ? null : set.years,
      columns: set.columns.toSpliced(at, 1),
      pinned: at < set.pinned ? set.pinned - 1 : set.pinned,
    };
  const order = allKeys();
  const before = order.slice(0, order.indexOf(key));
  const last = set.columns.findLastIndex((column) => before.includes(column.key));
  const place = Math.max(last + 1, set.pinned);
  return { ...set, columns: set.columns.toSpliced(place, 0, { key, width: null }) };
}

/** Moves a column so many places; the name stays first. */
export function moveColumn(set: ColumnSet, key: SetKey, by: number): ColumnSet {
  const at = set.columns.findIndex((column) => column.key === key);
  const column = set.columns[at];
  if (column === undefined || at === 0) return set;
  const to = Math.min(set.columns.length - 1, Math.max(1, at + by));
  return { ...set, columns: set.columns.toSpliced(at, 1).toSpliced(to, 0, column) };
}

/** Puts a column where another one stands. */
export function moveColumnTo(set: ColumnSet, key: SetKey, target: SetKey): ColumnSet {
  const at = (one: SetKey): number => set.columns.findIndex((column) => column.key === one);
  return at(target) < 0 ? set : moveColumn(set, key, at(target) - at(key));
}

/** Null gives back the usual width. */
export function widenColumn(set: ColumnSet, key: SetKey, rem: number | null): ColumnSet {
  const width = rem === null ? null : clampWidth(rem);
  return {
    ...set,
    columns: set.columns.map((column) => (column.key === key ? { key, width } : column)),
  };
}

/** Pins everything up to and including a column; once more pins only what stands before it. */
export function pinColumn(set: ColumnSet, key: SetKey): ColumnSet {
  const at = set.columns.findIndex((column) => column.key === key);
  if (at < 0) return set;
  return { ...set, pinned: Math.max(1, at < set.pinned ? at : at + 1) };
}

export function showYears(set: ColumnSet, years: YearSpan | null): ColumnSet {
  const shown = set.columns.some(({ key }) => key === YEARS);
  return { ...set, years: years === null || !shown ? null : clampSpan(years) };
}

import { COLUMNS, type Column, type ColumnKey } from '../model/columns.ts';
import type { ProjectRow } from './rows.ts';

export interface Sort {
  readonly column: ColumnKey;
  readonly descending: boolean;
}

const collator = new Intl.Collator('nl', { sensitivity: 'base', numeric: true });

/** As people look for names: `Plan 9` before `Plan 10`, accents and capitals aside. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

/**
 * By the first key, what is equal there by the second, and so on. Nothing known comes last, whichever way; equal rows
 * by name and then by id, so that everybody sees one order. `before` is the order of the last time: comparing names is
 * dear, and a list that is nearly in order already takes one comparison a row instead of a dozen.
 */
export function sortRows(
  rows: readonly ProjectRow[],
  sorts: readonly Sort[],
  before: ReadonlyMap<string, number> = new Map(),
): ProjectRow[] {
  const keys = sorts.map(({ column, descending }) => ({
    of: keyOf(column),
    direction: descending ? -1 : 1,
  }));
  const keyed = asBefore(rows, before).map((row) => ({ row, values: keys.map(({ of }) => of(row)) }));
  keyed.sort((a, b) => {
    for (const [at, { direction }] of keys.entries()) {
      const order = compareKeys(a.values[at] ?? null, b.values[at] ?? null, direction);
      if (order !== 0) return order;
    }
    return (
      collator.compare(a.row.project.name ?? '', b.row.project.name ?? '') || (a.row.id < b.row.id ? -1 : 1)
    );
  });
  return keyed.map(({ row }) => row);
}

function asBefore(rows: readonly ProjectRow[], before: ReadonlyMap<string, number>): ProjectRow[] {
  const places: (ProjectRow | undefined)[] = new Array<ProjectRow | undefined>(before.size);
  const added: ProjectRow[] = [];
  for (const row of rows) {
    const place = before.get(row.id);
    if (place === undefined) added.push(row);
    else places[place] = row;
  }
  return [...places.filter((row) => row !== undefined), ...added];
}

type SortValue = string | number | null;

function compareKeys(a: SortValue, b: SortValue, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'string' || typeof b === 'string')
    return direction * collator.compare(String(a), String(b));
  return direction * (a - b);
}

/** What a row is sorted by in a column. Choices go in the order of the model, and 0 of something is nothing known. */
function keyOf(key: ColumnKey): (row: ProjectRow) => SortValue {
  if (key.startsWith('year:')) {
    const year = Number(key.slice('year:'.length));
    return (row) => row.years.get(year) ?? null;
  }
  switch (key) {
    case 'total':
      return (row) => row.homes;
    case 'municipality':
      return (row) => row.municipality || null;
    case 'organisation':
      return (row) => row.owner || null;
    case 'bottlenecks':
      return (row) => (row.bottleneck.kind === 'some' ? row.bottleneck.category : null);
    case 'actions':
      return (row) => row.pendingActions || null;
    case 'annotations':
      return (row) => row.openAnnotations.length || null;
    default:
      return fieldKey(COLUMNS.get(key));
  }
}

function fieldKey(column: Column | undefined): (row: ProjectRow) => SortValue {
  if (column === undefined || column.type === 'homes' || column.type === 'summary') return () => null;
  const { key } = column;
  return ({ project }) => {
    const value = project[key];
    if (column.type === 'choice') return value === null ? null : column.choices.indexOf(String(value));
    return typeof value === 'boolean' ? (value ? 1 : null) : value;
  };
}

/** A click or Enter: by this column alone; once more turns it round, a third time takes it back. */
export function nextSorts(sorts: readonly Sort[], column: ColumnKey): Sort[] {
  const [only] = sorts;
  if (sorts.length !== 1 || only?.column !== column) return [{ column, descending: false }];
  return only.descending ? [] : [{ column, descending: true }];
}

/** With Shift: after what is sorted by already; once more turns this one round, a third time takes it out. */
export function addSort(sorts: readonly Sort[], column: ColumnKey): Sort[] {
  const at = sorts.findIndex((sort) => sort.column === column);
  if (at < 0) return [...sorts, { column, descending: false }];
  if (sorts[at]?.descending === true) return sorts.toSpliced(at, 1);
  return sorts.toSpliced(at, 1, { column, descending: true });
}

/** `likelihood,-total`: what an address and a view hold. */
export function writeSorts(sorts: readonly Sort[]): string {
  return sorts.map(({ column, descending }) => (descending ? `-${column}` : column)).join(',');
}

/** Reads what `writeSorts` wrote; a column that is not there, or is there twice, is left out. */
export function readSorts(text: string | null): Sort[] {
  const sorts: Sort[] = [];
  for (const word of (text ?? '').split(',')) {
    const descending = word.startsWith('-');
    const key = descending ? word.slice(1) : word;
    if (isColumn(key) && !sorts.some(({ column }) => column === key)) sorts.push({ column: key, descending });
  }
  return sorts;
}

function isColumn(key: string): key is ColumnKey {
  return /^year:\d{4}$/u.test(key) || COLUMNS.has(key as ColumnKey);
}

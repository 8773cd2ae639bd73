import { textOf, type GridRow } from './grid.ts';
import { listHomes, yearIn } from './list-values.ts';
import type { ListContext } from './list-context.ts';
import type { SheetBlock } from './sheet.ts';
import { yearOf, type Target } from './targets.ts';

export interface ListBlocks {
  readonly blocks: readonly SheetBlock[];
  /** The years that the file has a column for, or names; it says nothing of others. */
  readonly years: readonly number[];
}

/** Homes by year over all rows of a project. Key: a year, `after:2032`, or `demolition`. */
class Sums {
  readonly homes = new Map<string, { homes: number; row: number }>();

  add(key: string, homes: number, row: number): void {
    const known = this.homes.get(key);
    this.homes.set(key, { homes: (known?.homes ?? 0) + homes, row: known?.row ?? row });
  }
}

export function readListBlocks(name: string, rows: readonly GridRow[], context: ListContext): ListBlocks {
  const sums = new Sums();
  const years = new Set(
    context.columns.flatMap(({ target }) => (target.startsWith('year:') ? [yearOf(target) ?? 0] : [])),
  );
  for (const row of rows) readRow(row, sums, years, context);
  const build = [...sums.homes].filter(([key]) => key !== 'demolition');
  const built = build.reduce((sum, [, { homes }]) => sum + homes, 0);
  checkTotal(rows, built, name, context);
  const split = build.length === 1 ? splitsOf(rows, context) : NO_SPLITS;
  const blocks = build.map(([key, { homes, row }]) => buildBlock(key, homes, row, split));
  const demolition = sums.homes.get('demolition');
  if (demolition !== undefined)
    blocks.push({ ...EMPTY, kind: 'demolition', row: demolition.row, homes: demolition.homes, year: null });
  if (blocks.length === 0)
    context.notes.add(
      'noHomes',
      'Bij dit plan staan geen woningen.',
      'het project, zonder woningblok',
      numbersOf(rows),
      name,
    );
  sayLater(sums, rows, context);
  return { blocks, years: [...years].sort((a, b) => a - b) };
}

const EMPTY = { dwelling: {}, segment: {}, targetGroup: {}, land: {} };
const NO_SPLITS: Pick<SheetBlock, 'dwelling' | 'segment'> = { dwelling: {}, segment: {} };

function buildBlock(
  key: string,
  homes: number,
  row: number,
  split: Pick<SheetBlock, 'dwelling' | 'segment'>,
): SheetBlock {
  const block = { ...EMPTY, ...split, kind: 'build' as const, row, homes };
  return key.startsWith('after:')
    ? { ...block, year: null, after: Number(key.slice('after:'.length)) }
    : { ...block, year: Number(key) };
}

function readRow(row: GridRow, sums: Sums, years: Set<number>, context: ListContext): void {
  let byYear = false;
  for (const { index, target, heading } of context.columns) {
    const key = keyOf(target);
    const cell = row.cells.get(index);
    if (key === null || textOf(cell) === '') continue;
    const homes = listHomes(cell);
    if (homes === 'unfit')
      context.notes.add(
        'notANumber',
        `${heading}: "${textOf(cell).slice(0, 40)}" is geen aantal woningen.`,
        'geen woningen uit deze cel',
        [row.number],
      );
    else if (homes > 0) sums.add(key, homes, row.number);
    if (key !== 'demolition') byYear = true;
  }
  if (byYear) return;
  const total = homesIn(row, 'total', context);
  if (total === 0) return;
  const year = deliveryYear(row, context);
  if (year !== null) years.add(year);
  sums.add(year === null ? 'after:0' : String(year), total, row.number);
}

function keyOf(target: Target): string | null {
  if (target === 'demolition') return 'demolition';
  if (target === 'noYear') return 'after:0';
  const year = yearOf(target);
  if (year === null) return null;
  return target.startsWith('later:') ? `after:${year}` : String(year);
}

function deliveryYear(row: GridRow, { columns, date1904, notes }: ListContext): number | null {
  const column = columns.find(({ target }) => target === 'deliveryYear');
  const cell = column === undefined ? undefined : row.cells.get(column.index);
  if (textOf(cell) === '') return null;
  const year = yearIn(cell, date1904);
  if (year === null)
    notes.add(
      'notADate',
      `${column?.heading ?? ''} "${textOf(cell).slice(0, 40)}" is geen jaar.`,
      'woningen zonder jaar',
      [row.number],
    );
  return year;
}

function homesIn(row: GridRow, target: Target, { columns }: ListContext): number {
  const column = columns.find((one) => one.target === target);
  const homes = column === undefined ? 0 : listHomes(row.cells.get(column.index));
  return homes === 'unfit' ? 0 : homes;
}

/** Parts of the homes by price and kind; they belong to one block, so a plan of several years keeps none. */
function splitsOf(rows: readonly GridRow[], context: ListContext): Pick<SheetBlock, 'dwelling' | 'segment'> {
  const tally = (prefix: string): Record<string, number> => {
    const split: Record<string, number> = {};
    for (const { target } of context.columns) {
      if (!target.startsWith(prefix)) continue;
      const part = target.slice(prefix.length);
      const homes = rows.reduce((sum, row) => sum + homesIn(row, target, context), 0);
      if (homes > 0 && part !== 'onbekend') split[part] = (split[part] ?? 0) + homes;
    }
    return split;
  };
  return { dwelling: tally('dwelling:'), segment: tally('segment:') };
}

/** Years and total may disagree: both stay as they are, and that is said. */
function checkTotal(rows: readonly GridRow[], built: number, name: string, context: ListContext): void {
  const column = context.columns.find(({ target }) => target === 'total');
  if (column === undefined) return;
  for (const row of rows) {
    const cell = row.cells.get(column.index);
    if (listHomes(cell) === 'unfit')
      context.notes.add(
        'notANumber',
        `${column.heading}: "${textOf(cell).slice(0, 40)}" is geen aantal woningen.`,
        'de woningen van de jaren',
        [row.number],
      );
  }
  const total = rows.reduce((sum, row) => sum + homesIn(row, 'total', context), 0);
  if (total !== built && total > 0)
    context.notes.add(
      'splitMismatch',
      `De jaren tellen op tot ${built} woningen, het totaal is ${total}.`,
      'beide, met deze melding',
      numbersOf(rows),
      name,
    );
}

function sayLater(sums: Sums, rows: readonly GridRow[], { notes }: ListContext): void {
  for (const key of sums.homes.keys()) {
    const year = key.startsWith('after:') ? Number(key.slice('after:'.length)) : 0;
    if (year > 0)
      notes.add(
        'withoutYear',
        `In welk jaar de woningen na ${year} komen, staat niet in dit bestand.`,
        'woningen zonder jaar',
        numbersOf(rows),
      );
  }
}

function numbersOf(rows: readonly GridRow[]): number[] {
  return rows.map(({ number }) => number);
}

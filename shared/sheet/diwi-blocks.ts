import { FIRST_YEAR, LAST_YEAR } from '../model/block.ts';
import type { Split } from '../model/field.ts';
import type { Column } from './diwi-columns.ts';
import { facetOf, readSplits, total, type Entry, type Facet, type Splits } from './diwi-splits.ts';
import { dayOf, homesOf, textOf, type GridRow } from './grid.ts';
import type { PriceLimits } from './price-limits.ts';
import type { Finding, SheetBlock } from './sheet.ts';

export interface BlockContext {
  readonly columns: readonly Column[];
  readonly date1904: boolean;
  readonly limits: PriceLimits;
  readonly report: (finding: Finding) => void;
  /** Tells that a row's values were taken from the columns of the other half. */
  readonly tookOtherHalf: (row: number, column: Column) => void;
}

/** A block with the cells of its row that have no field of their own, by label. */
export interface ReadBlock {
  readonly block: SheetBlock;
  readonly rest: readonly (readonly [label: string, value: string | number | boolean])[];
}

type Kind = SheetBlock['kind'];
const TOTAL: Readonly<Record<Kind, string>> = { build: 'bouw', demolition: 'sloop' };

/** One data row is one block; one that states several delivery dates, or both kinds, is as many blocks as it states. */
export function readBlocks(id: string, row: GridRow, context: BlockContext): ReadBlock[] {
  const report = (code: Finding['code'], message: string, kept: string): void => {
    context.report({ code, rows: [row.number], project: id, message, kept });
  };
  const stated = {
    build: statedHomes('build', row, context, report),
    demolition: statedHomes('demolition', row, context, report),
  };
  const kinds = (['build', 'demolition'] as const).filter((kind) => stated[kind] !== 0);
  if (kinds.length === 0)
    report(
      'noHomes',
      'Deze rij noemt geen bouw en geen sloop.',
      'het project, zonder woningblok uit deze rij',
    );
  return kinds.flatMap((kind) => readKind(kind, stated[kind], kinds.length === 1, row, context, report));
}

type Report = (code: Finding['code'], message: string, kept: string) => void;

/** The homes of the totals columns; without one, what the delivery dates add up to. Null: something unreadable stands there. */
function statedHomes(kind: Kind, row: GridRow, context: BlockContext, report: Report): number | null {
  const column = context.columns.find(
    ({ section, heading }) => section === 'totals' && heading === TOTAL[kind],
  );
  const cell = column === undefined ? undefined : row.cells.get(column.index);
  const homes = homesOf(cell);
  if (homes === 'unfit') {
    report(
      'notANumber',
      `${column?.label ?? ''}: "${textOf(cell)}" is geen aantal woningen.`,
      'onbekend aantal',
    );
    return null;
  }
  if (homes > 0) return homes;
  const delivered = total(entriesOf(kind, row, context, () => undefined).get('delivery') ?? []);
  if (delivered > 0)
    report(
      'splitMismatch',
      `${kind === 'build' ? 'Bouw' : 'Sloop'} is leeg, maar de opleverdatums noemen ${delivered} woningen.`,
      `${delivered} woningen`,
    );
  return delivered;
}

function readKind(
  kind: Kind,
  homes: number | null,
  alone: boolean,
  row: GridRow,
  context: BlockContext,
  report: Report,
): ReadBlock[] {
  const entries = withOtherHalf(kind, alone, row, context, report);
  const { problems, ...splits } = readSplits(entries, homes ?? 0, context.limits);
  for (const one of homes === null ? [] : problems) {
    if (one.kind === 'sum')
      report(
        'splitMismatch',
        `De kolommen voor ${one.of} tellen op tot ${one.sum}, het totaal is ${homes}.`,
        'beide, met een melding bij het project',
      );
    else
      report(
        'unknownValue',
        `${one.label} is geen klasse die we kennen.`,
        'onbekend; het aantal blijft bij het project bewaard',
      );
  }
  const parts = byYear(entries.get('delivery') ?? [], homes, context, report);
  const rest = restOf(kind, row, entries, context);
  return parts.map(({ year, homes: part }, index) => ({
    block: {
      row: row.number,
      kind,
      year,
      homes: part,
      ...(parts.length === 1 ? splits : splitsOfPart(splits, homes ?? 0, part ?? 0)),
    },
    rest: index === 0 ? rest : [],
  }));
}

/** Filled block columns of one half by what they speak of. */
function entriesOf(kind: Kind, row: GridRow, context: BlockContext, report: Report): Map<Facet, Entry[]> {
  const entries = new Map<Facet, Entry[]>();
  for (const column of context.columns) {
    const facet = column.section === kind ? facetOf(column) : null;
    const cell = facet === null ? undefined : row.cells.get(column.index);
    if (facet === null || cell === undefined) continue;
    const homes = homesOf(cell);
    if (homes === 'unfit')
      report('notANumber', `${column.label}: "${textOf(cell)}" is geen aantal woningen.`, 'onbekend');
    else if (homes > 0) entries.set(facet, [...(entries.get(facet) ?? []), { column, homes }]);
  }
  return entries;
}

/**
 * Workbooks in use fill some of a build row's columns (the price classes) under the demolition half, whose sub-headings
 * have the classes that the build half lacks. A row that only builds has nothing else that these could mean: where its
 * own half is empty they are read as its own, and the import says so.
 */
function withOtherHalf(
  kind: Kind,
  alone: boolean,
  row: GridRow,
  context: BlockContext,
  report: Report,
): Map<Facet, Entry[]> {
  const own = entriesOf(kind, row, context, report);
  if (!alone) return own;
  for (const [facet, entries] of entriesOf(kind === 'build' ? 'demolition' : 'build', row, context, report)) {
    if (facet === 'delivery' || own.has(facet)) continue;
    own.set(facet, entries);
    for (const { column } of entries) context.tookOtherHalf(row.number, column);
  }
  return own;
}

interface Part {
  readonly year: number | null;
  readonly homes: number | null;
}

/** Homes per year of delivery. What no date speaks of is a part without a year. */
function byYear(
  deliveries: readonly Entry[],
  homes: number | null,
  context: BlockContext,
  report: Report,
): Part[] {
  const years = new Map<number, number>();
  for (const { column, homes: count } of deliveries) {
    const year = yearOf(column, context.date1904);
    if (year === null)
      report('notADate', `${column.label}: geen datum boven deze kolom.`, 'geen jaar van oplevering');
    else years.set(year, (years.get(year) ?? 0) + count);
  }
  const dated = [...years].sort(([a], [b]) => a - b);
  const sum = dated.reduce((all, [, count]) => all + count, 0);
  const [only] = dated;
  if (only === undefined) return [{ year: null, homes }];
  if (homes !== null && sum !== homes) {
    report(
      'splitMismatch',
      `De opleverdatums tellen op tot ${sum} woningen, het totaal is ${homes}.`,
      dated.length === 1 ? `${homes} woningen in ${only[0]}` : 'de aantallen per jaar',
    );
  }
  if (dated.length === 1) return [{ year: only[0], homes: homes ?? sum }];
  report(
    'severalDates',
    `Deze rij noemt ${dated.length} opleverdatums.`,
    'een woningblok per jaar; een verdeling over meer soorten wordt onbekend',
  );
  const parts: Part[] = dated.map(([year, count]) => ({ year, homes: count }));
  return homes !== null && homes > sum ? [...parts, { year: null, homes: homes - sum }] : parts;
}

/** The sub-heading is a date in any form, or just a year. */
function yearOf({ subCell }: Column, date1904: boolean): number | null {
  const text = textOf(subCell);
  const year = /^\d{4}$/.test(text) ? Number(text) : Number((dayOf(subCell, date1904) ?? '').slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : null;
}

/** Of a row over several years the splits are known only where all its homes are of one sort. */
function splitsOfPart(splits: Splits, homes: number, part: number): Splits {
  const share = <C extends string>(split: Split<C>): Split<C> => {
    const [only, ...others] = Object.entries(split) as [C, number][];
    return only !== undefined && others.length === 0 && only[1] === homes
      ? (Object.fromEntries([[only[0], part]]) as Split<C>)
      : ({} as Split<C>);
  };
  return {
    dwelling: share(splits.dwelling),
    segment: share(splits.segment),
    targetGroup: share(splits.targetGroup),
    land: share(splits.land),
  };
}

const HELD: readonly (Facet | null)[] = ['targetGroup', 'land'];

/** Cells that our fields do not hold exactly (owners, prices, forms, sizes, the very date), for writing them back. */
function restOf(
  kind: Kind,
  row: GridRow,
  entries: ReadonlyMap<Facet, readonly Entry[]>,
  context: BlockContext,
): ReadBlock['rest'] {
  const used = new Set([...entries.values()].flat().map(({ column }) => column));
  const rest: [string, string | number | boolean][] = [];
  for (const column of context.columns) {
    const cell = row.cells.get(column.index);
    const ours = used.has(column) || (column.section === kind && facetOf(column) === null);
    if (cell === undefined || !ours || HELD.includes(facetOf(column)) || cell.value === 0) continue;
    if (facetOf(column) === 'delivery') rest.push([`Opleverdatum ${textOf(column.subCell)}`, cell.value]);
    else rest.push([column.label, typeof cell.value === 'string' ? textOf(cell) : cell.value]);
  }
  return rest;
}

import type { Column, Section } from './diwi-columns.ts';
import { DIWI_TEMPLATE, type TemplateColumn } from './diwi-template.ts';
import { plain, type Cell, type GridRow } from './grid.ts';
import type { OutValue } from './out.ts';

/** A column of a DIWI workbook that is being written; `nth` tells apart those of one heading and sub-heading. */
export interface DiwiColumn extends TemplateColumn {
  readonly nth: number;
}

export function diwiKey({ section, heading, sub, nth }: Omit<DiwiColumn, 'group'>): string {
  return [section, heading, sub, nth].join('\n');
}

const TEMPLATE: readonly DiwiColumn[] = DIWI_TEMPLATE.map((column, at) => ({
  ...column,
  nth: DIWI_TEMPLATE.slice(0, at).filter((one) => sameWords(one, column)).length,
}));
const BY_KEY = new Map(TEMPLATE.map((column) => [diwiKey(column), column]));
const GROUPS = new Map(TEMPLATE.map(({ section, heading, group }) => [`${section}\n${heading}`, group]));
/** Where a column of this heading stands, when the layout has it at all. */
const PLACES = new Map(TEMPLATE.map(({ section, heading }, at) => [`${section}\n${heading}`, at]));

function sameWords(a: TemplateColumn, b: TemplateColumn): boolean {
  return a.section === b.section && a.heading === b.heading && a.sub === b.sub;
}

export function isDiwiHeading(section: Section, heading: string): boolean {
  return GROUPS.has(`${section}\n${heading}`);
}

/** One row that is being written: filled cells by their column. */
export class DiwiCells {
  readonly cells = new Map<string, { readonly column: DiwiColumn; readonly value: OutValue }>();

  set(section: Section, heading: string, value: OutValue, sub = '', nth = 0): this {
    const key = diwiKey({ section, heading, sub, nth });
    if (value === null || value === '') {
      this.cells.delete(key);
      return this;
    }
    const group = GROUPS.get(`${section}\n${heading}`) ?? '';
    const column = BY_KEY.get(key) ?? { section, group, heading, sub, nth };
    this.cells.set(key, { column, value });
    return this;
  }

  /** Puts homes beside those that stand there. */
  add(section: Section, heading: string, homes: number, sub = ''): this {
    const before = this.cells.get(diwiKey({ section, heading, sub, nth: 0 }))?.value;
    return this.set(section, heading, (typeof before === 'number' ? before : 0) + homes, sub);
  }

  get(section: Section, heading: string, sub = ''): OutValue {
    return this.cells.get(diwiKey({ section, heading, sub, nth: 0 }))?.value ?? null;
  }

  copy(): DiwiCells {
    const copy = new DiwiCells();
    for (const [key, cell] of this.cells) copy.cells.set(key, cell);
    return copy;
  }
}

/** The columns of a workbook with these rows: those of the layout, and what the rows have beside them in its place. */
export function columnsOfRows(rows: readonly DiwiCells[]): DiwiColumn[] {
  const columns = new Map(BY_KEY);
  for (const { cells } of rows) {
    for (const [key, { column }] of cells) if (!columns.has(key)) columns.set(key, column);
  }
  return [...columns.values()]
    .filter((column) => column.sub !== '' || hasOwnColumn(column, rows))
    .sort(
      (a, b) =>
        placeOf(a) - placeOf(b) ||
        (a.sub === '' ? -1 : 0) - (b.sub === '' ? -1 : 0) ||
        (isDated(a) ? compareText(a.sub, b.sub) : 0) ||
        a.nth - b.nth,
    );
}

/** A heading that only makes sense with a sub-heading has no column without one, unless something stands in it. */
function hasOwnColumn({ section, heading, nth }: DiwiColumn, rows: readonly DiwiCells[]): boolean {
  if (!NEEDS_SUB.has(heading)) return true;
  const key = diwiKey({ section, heading, sub: '', nth });
  return rows.some(({ cells }) => cells.has(key));
}

const NEEDS_SUB = new Set([
  'Opleverdatum',
  'Grootte categorie',
  'Koopprijs waarde',
  'Huurprijs particuliere verhuurder',
  'Huurprijs woningcorporatie',
  'Maatwerk project eigenschap',
  'Maatwerk woning eigenschap',
]);

function isDated({ heading }: DiwiColumn): boolean {
  return heading === 'Opleverdatum';
}

const SECTION_ORDER: readonly Section[] = ['project', 'totals', 'build', 'demolition'];

function placeOf({ section, heading }: DiwiColumn): number {
  const own = PLACES.get(`${section}\n${heading}`);
  if (own !== undefined) return own;
  // What the layout does not know stands behind the rest of its section.
  return TEMPLATE.findLastIndex((one) => one.section === section) + 0.5 + SECTION_ORDER.indexOf(section) / 10;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Those of the layout itself are the same for every plan, and reading thousands of plans begins with them. */
const READ_TEMPLATE: readonly Column[] = TEMPLATE.map(asColumn);
const READ_INDEXES: ReadonlyMap<string, number> = new Map(
  TEMPLATE.map((column, index) => [diwiKey(column), index]),
);

/** The same rows as the reader meets them. */
export function asRead(rows: readonly DiwiCells[]): { columns: Column[]; rows: GridRow[] } {
  const columns = [...READ_TEMPLATE];
  const added = new Map<string, number>();
  const indexOf = (key: string, column: DiwiColumn): number => {
    const known = READ_INDEXES.get(key) ?? added.get(key);
    if (known !== undefined) return known;
    const index = columns.length;
    columns.push(asColumn(column, index));
    added.set(key, index);
    return index;
  };
  const read = rows.map(({ cells }, at) => ({
    number: at + 1,
    cells: new Map(
      [...cells].map(([key, { column, value }]): [number, Cell] => [indexOf(key, column), cellOf(value)]),
    ),
  }));
  return { columns, rows: read };
}

function asColumn({ section, group, heading, sub }: DiwiColumn, index: number): Column {
  return {
    index,
    section,
    group: plain(group),
    heading: plain(heading),
    sub: plain(sub),
    label: sub === '' ? heading : `${heading} / ${sub}`,
    subCell: sub === '' ? undefined : { value: sub, text: sub },
  };
}

function cellOf(value: OutValue): Cell {
  if (value === null) return { value: '', text: '' };
  if (typeof value !== 'object') return { value, text: String(value) };
  if ('day' in value) return { value: serialOf(value.day), text: value.day };
  const number = 'year' in value ? value.year : value.percent / 100;
  return { value: number, text: String(number) };
}

/** The number under which a workbook keeps a day: 1 June 2022 is 44713. */
export function serialOf(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
}

/** Excel counts a 29 February 1900 that never was; a day before it stays text. */
export function dayValue(day: string): OutValue {
  return serialOf(day) >= 61 ? { day } : day;
}

import type { Column, ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import type { ProjectRow, Row } from '@bouwberaad/shared/view/rows.ts';
import type { Position } from './move.ts';

/**
 * A rectangle of cells by two of its corners, named by row and column: it stays on its cells when rows come, go or
 * move. `anchor` is where it began.
 */
export interface Selection {
  readonly anchor: Position;
  readonly head: Position;
}

/** The same as indexes among the rows that are shown and the columns, both ends included. */
export interface Span {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Where the rectangle lies: rows from top to bottom, groups too, and the columns without the checkbox. */
export interface Plane {
  readonly rowIndex: ReadonlyMap<string, number>;
  readonly rows: number;
  readonly columns: readonly ColumnKey[];
}

/** Null where a corner is not in sight any more, and in the header. The checkbox counts as the first column. */
export function spanOf({ anchor, head }: Selection, plane: Plane): Span | null {
  const [a, b] = [plane.rowIndex.get(anchor.row), plane.rowIndex.get(head.row)];
  const [c, d] = [columnIndex(anchor, plane), columnIndex(head, plane)];
  if (a === undefined || b === undefined || c === null || d === null) return null;
  return { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) };
}

function columnIndex({ column }: Position, { columns }: Plane): number | null {
  if (column === 'select') return columns.length === 0 ? null : 0;
  const index = columns.indexOf(column);
  return index < 0 ? null : index;
}

/** Cells in it, the rows of groups counted too. */
export function isOneCell({ top, bottom, left, right }: Span): boolean {
  return top === bottom && left === right;
}

/** The projects and the columns in it; rows of groups hold nothing that is copied or written. */
export interface Block {
  readonly rows: readonly ProjectRow[];
  readonly columns: readonly Column[];
}

export function blockOf(span: Span, rows: readonly Row[], columns: readonly Column[]): Block {
  return {
    rows: rows.slice(span.top, span.bottom + 1).filter((row) => row.kind === 'project'),
    columns: columns.slice(span.left, span.right + 1),
  };
}

export type Step = 'down' | 'up' | 'right' | 'left';

/**
 * The next cell inside a rectangle, as Tab and Enter walk it: row by row or column by column, round at the end. `at` is
 * given and answered as indexes. Rows for which `skip` holds are passed over.
 */
export function nextWithin(
  span: Span,
  at: { readonly row: number; readonly column: number },
  step: Step,
  skip: (row: number) => boolean,
): { readonly row: number; readonly column: number } {
  const rows: number[] = [];
  for (let row = span.top; row <= span.bottom; row += 1) if (!skip(row)) rows.push(row);
  const width = span.right - span.left + 1;
  if (rows.length === 0) return at;
  const row = Math.max(0, rows.indexOf(at.row));
  const column = Math.min(Math.max(at.column - span.left, 0), width - 1);
  const by = step === 'down' || step === 'right' ? 1 : -1;
  const cells = rows.length * width;
  const alongRows = step === 'left' || step === 'right';
  const place = alongRows ? row * width + column : column * rows.length + row;
  const next = (place + by + cells) % cells;
  const to = alongRows
    ? { row: Math.floor(next / width), column: next % width }
    : { row: next % rows.length, column: Math.floor(next / rows.length) };
  return { row: rows[to.row] ?? at.row, column: to.column + span.left };
}

/** What a selection adds up to. */
export interface SelectionSummary {
  /** Cells of projects in it. */
  readonly cells: number;
  /** Those that hold something. */
  readonly filled: number;
  /** Those that hold a number. */
  readonly numbers: number;
  /** Null where there is no number, or where per cents are among them: those do not add up. */
  readonly sum: number | null;
  /** Null where numbers of different kinds stand in it. */
  readonly average: number | null;
  /** What the numbers are; null where they differ or there are none. */
  readonly unit: 'homes' | 'percent' | 'number' | null;
}

type Unit = NonNullable<SelectionSummary['unit']>;

const UNITS: Readonly<Partial<Record<Column['type'], Unit>>> = { homes: 'homes', percent: 'percent' };

/** The unit of a column's numbers. */
function unitOf(column: Column): Unit {
  return column.key === 'total' ? 'homes' : (UNITS[column.type] ?? 'number');
}

/** `shown` is what a cell shows: a number, or whether there is something else. */
export function selectionSummary(
  { rows, columns }: Block,
  shown: (row: ProjectRow, column: Column) => string | number | null,
): SelectionSummary {
  let [filled, numbers, sum] = [0, 0, 0];
  const units = new Set<Unit>();
  for (const row of rows) {
    for (const column of columns) {
      const value = shown(row, column);
      if (value === null || value === '') continue;
      filled += 1;
      if (typeof value !== 'number') continue;
      numbers += 1;
      sum += value;
      units.add(unitOf(column));
    }
  }
  const [unit = null] = units;
  const alike = units.size === 1;
  return {
    cells: rows.length * columns.length,
    filled,
    numbers,
    sum: numbers === 0 || units.has('percent') ? null : sum,
    average: numbers === 0 || !alike ? null : sum / numbers,
    unit: alike ? unit : null,
  };
}

import type { ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import { coveringColumn } from './group-spans.ts';

/** The columns as one walks through them: the checkbox goes before the model's own. */
export type GridColumnKey = 'select' | ColumnKey;

/** The header is a row too: its cells sort. */
export const HEADER = 'header';

export interface Position {
  /** A row's id, or HEADER. */
  readonly row: string;
  readonly column: GridColumnKey;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

export type Move =
  | Direction
  | 'home'
  | 'end'
  | 'top'
  | 'bottom'
  | 'pageUp'
  | 'pageDown'
  /** To the last cell of what is filled, or to the next that is. */
  | 'edgeUp'
  | 'edgeDown'
  | 'edgeLeft'
  | 'edgeRight';

export interface Ground {
  /** Ids from top to bottom, without the header. */
  readonly rows: readonly string[];
  readonly columns: readonly GridColumnKey[];
  /** Whether a row is a municipality's, whose cells span several columns. */
  isGroup(row: string): boolean;
  /** Whether a project's cell shows something. */
  isFilled(row: string, column: ColumnKey): boolean;
  /** Rows that fit on a page. */
  page(): number;
}

/** Where a key leads; the same position at an edge. */
export function move({ row, column }: Position, to: Move, ground: Ground): Position {
  const { rows, columns } = ground;
  const at = row === HEADER ? -1 : rows.indexOf(row);
  const last = rows.length - 1;
  const line = (index: number): Position => ({
    row: index < 0 ? HEADER : (rows[Math.min(index, last)] ?? HEADER),
    column,
  });
  switch (to) {
    case 'up':
      return line(at - 1);
    case 'down':
      return line(at + 1);
    case 'pageUp':
      return line(Math.max(at === -1 ? -1 : 0, at - ground.page()));
    case 'pageDown':
      return line(at + ground.page());
    case 'left':
      return { row, column: beside(row, column, -1, ground) };
    case 'right':
      return { row, column: beside(row, column, 1, ground) };
    case 'home':
      return { row, column: columns[0] ?? column };
    case 'end':
      return { row, column: shownColumn(row, columns.at(-1) ?? column, ground) };
    case 'top':
      return { row: rows[0] ?? HEADER, column: columns[0] ?? column };
    case 'bottom':
      return { row: rows[last] ?? HEADER, column: columns.at(-1) ?? column };
    case 'edgeUp':
    case 'edgeDown':
      return rowEdge({ row, column }, to === 'edgeUp' ? -1 : 1, ground);
    case 'edgeLeft':
    case 'edgeRight':
      return columnEdge({ row, column }, to === 'edgeLeft' ? -1 : 1, ground);
  }
}

/** Up or down over the projects: rows of municipalities are no data, and are passed over. */
function rowEdge({ row, column }: Position, step: 1 | -1, ground: Ground): Position {
  const at = row === HEADER ? -1 : ground.rows.indexOf(row);
  const line = ground.rows.filter((id, index) => index === at || !ground.isGroup(id));
  const here = row === HEADER ? -1 : line.indexOf(row);
  const filled = (index: number): boolean => {
    const id = line[index];
    return id !== undefined && !ground.isGroup(id) && column !== 'select' && ground.isFilled(id, column);
  };
  return { row: line[edge(here, line.length, step, filled)] ?? row, column };
}

function columnEdge({ row, column }: Position, step: 1 | -1, ground: Ground): Position {
  const columns = ground.columns.filter((key) => key !== 'select');
  const shows = row !== HEADER && !ground.isGroup(row);
  const filled = (index: number): boolean => {
    const key = columns[index];
    return key !== undefined && (!shows || ground.isFilled(row, key));
  };
  const here = column === 'select' ? -1 : columns.indexOf(column);
  const to = columns[edge(here, columns.length, step, filled)] ?? column;
  return { row, column: shownColumn(row, to, ground) };
}

/** Where Ctrl and an arrow lead on a line of cells, as in a spreadsheet. `at` is -1 before its beginning. */
function edge(at: number, count: number, step: 1 | -1, filled: (index: number) => boolean): number {
  const inside = (index: number): boolean => index >= 0 && index < count;
  let next = at + step;
  if (!inside(next)) return Math.max(at, 0);
  if (inside(at) && filled(at) && filled(next)) {
    while (inside(next + step) && filled(next + step)) next += step;
    return next;
  }
  while (inside(next) && !filled(next)) next += step;
  return inside(next) ? next : step === 1 ? count - 1 : 0;
}

function beside(row: string, column: GridColumnKey, step: 1 | -1, ground: Ground): GridColumnKey {
  const shown = ground.columns.filter((key) => shownColumn(row, key, ground) === key);
  const at = shown.indexOf(shownColumn(row, column, ground));
  return shown[Math.min(Math.max(at + step, 0), shown.length - 1)] ?? column;
}

/** The cell that covers a column: in a group's row the name reaches to the first sum, its remark to the end. */
export function shownColumn(
  row: string,
  column: GridColumnKey,
  ground: Pick<Ground, 'isGroup' | 'columns'>,
): GridColumnKey {
  if (row === HEADER || column === 'select' || !ground.isGroup(row)) return column;
  return coveringColumn(
    ground.columns.filter((key) => key !== 'select'),
    column,
  );
}

/** Where to be when the row under the cursor went away: the one that took its place, else the last. */
export function nearest(position: Position, before: readonly string[], ground: Ground): Position {
  if (position.row === HEADER || ground.rows.includes(position.row)) return position;
  const kept = new Set(ground.rows);
  const next = before.slice(Math.max(0, before.indexOf(position.row))).find((row) => kept.has(row));
  return { row: next ?? ground.rows.at(-1) ?? HEADER, column: position.column };
}

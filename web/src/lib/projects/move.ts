import type { ColumnKey } from '@bouwberaad/shared/model/columns.ts';

/** The columns as one walks through them: the checkbox goes before the model's own. */
export type GridColumnKey = 'select' | ColumnKey;

/** The header is a row too: its cells sort. */
export const HEADER = 'header';

export interface Position {
  /** A row's id, or HEADER. */
  readonly row: string;
  readonly column: GridColumnKey;
}

export type Move =
  'up' | 'down' | 'left' | 'right' | 'home' | 'end' | 'top' | 'bottom' | 'pageUp' | 'pageDown';

export interface Ground {
  /** Ids from top to bottom, without the header. */
  readonly rows: readonly string[];
  readonly columns: readonly GridColumnKey[];
  /** Whether a row is a municipality's, whose cells span several columns. */
  isGroup(row: string): boolean;
  /** Rows that fit on a page. */
  readonly page: number;
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
      return line(Math.max(at === -1 ? -1 : 0, at - ground.page));
    case 'pageDown':
      return line(at + ground.page);
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
  }
}

function beside(row: string, column: GridColumnKey, step: 1 | -1, ground: Ground): GridColumnKey {
  const shown = ground.columns.filter((key) => shownColumn(row, key, ground) === key);
  const at = shown.indexOf(shownColumn(row, column, ground));
  return shown[Math.min(Math.max(at + step, 0), shown.length - 1)] ?? column;
}

/** The cell that covers a column: in a municipality's row the name reaches to the total, its remark to the end. */
export function shownColumn(
  row: string,
  column: GridColumnKey,
  ground: Pick<Ground, 'isGroup'>,
): GridColumnKey {
  if (row === HEADER || !ground.isGroup(row)) return column;
  if (column === 'phase' || column === 'planStatus' || column === 'municipality') return 'name';
  return column === 'bottlenecks' || column === 'actions' || column === 'annotations' ? 'likelihood' : column;
}

/** Where to be when the row under the cursor went away: the one that took its place, else the last. */
export function nearest(position: Position, before: readonly string[], ground: Ground): Position {
  if (position.row === HEADER || ground.rows.includes(position.row)) return position;
  const kept = new Set(ground.rows);
  const next = before.slice(Math.max(0, before.indexOf(position.row))).find((row) => kept.has(row));
  return { row: next ?? ground.rows.at(-1) ?? HEADER, column: position.column };
}

import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import type { CellWrite } from './cell-writes.ts';
import type { TextTable } from './clipboard.ts';

/** Where a paste goes: what is selected, and all that is in sight from its first cell on. */
export interface PasteGround {
  /** Projects as they are shown, from the first selected one on. */
  readonly rows: readonly ProjectRow[];
  /** Columns from the first selected one on. */
  readonly columns: readonly Column[];
  /** So many of those are selected. */
  readonly selectedRows: number;
  readonly selectedColumns: number;
}

export interface PasteLayout {
  readonly writes: readonly CellWrite[];
  /** Rows and columns that were written in: what is selected afterwards. */
  readonly rows: number;
  readonly columns: number;
  /** Rows and columns of the clipboard for which there was no room. */
  readonly rowsOver: number;
  readonly columnsOver: number;
}

/**
 * Lays a table over the cells as a spreadsheet does. Where the selection holds it a whole number of times it is
 * repeated, so that one value fills a selection; otherwise it goes from the first cell on as far as it reaches, over the
 * rows in the order in which they are shown. `heading`: whether a text is the heading of a column; a first line of
 * nothing but the headings is left out.
 */
export function layPaste(
  table: TextTable,
  ground: PasteGround,
  heading: (text: string, column: Column) => boolean,
): PasteLayout {
  const lines = withoutHeadings(table, ground.columns, heading);
  const height = lines.length;
  const width = lines[0]?.length ?? 0;
  const wanted = {
    rows: repeated(height, ground.selectedRows),
    columns: repeated(width, ground.selectedColumns),
  };
  const rows = Math.min(wanted.rows, ground.rows.length);
  const columns = Math.min(wanted.columns, ground.columns.length);
  const writes: CellWrite[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const target = { row: ground.rows[row], column: ground.columns[column] };
      const text = lines[row % height]?.[column % width];
      if (target.row === undefined || target.column === undefined || text === undefined) continue;
      writes.push({ project: target.row.project, column: target.column, text });
    }
  }
  return { writes, rows, columns, rowsOver: wanted.rows - rows, columnsOver: wanted.columns - columns };
}

/** The size that a selection gives a table: its own, or the selection's where it fits in a whole number of times. */
function repeated(size: number, selected: number): number {
  return size > 0 && selected > size && selected % size === 0 ? selected : size;
}

function withoutHeadings(
  table: TextTable,
  columns: readonly Column[],
  heading: (text: string, column: Column) => boolean,
): TextTable {
  const [first, ...rest] = table;
  if (first === undefined || rest.length === 0) return table;
  const isHeadings = first.every((text, index) => {
    const column = columns[index];
    return column !== undefined && text.trim() !== '' && heading(text, column);
  });
  return isHeadings ? rest : table;
}

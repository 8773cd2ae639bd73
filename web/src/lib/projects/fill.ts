import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import type { CellWrite } from './cell-writes.ts';
import type { Block } from './selection.ts';

type TextOf = (row: ProjectRow, column: Column) => string;

/** Ctrl D: the first row of a selection into the rows below; one row takes from `above`, the row over it. */
export function fillDown({ rows, columns }: Block, above: ProjectRow | null, textOf: TextOf): CellWrite[] {
  const from = rows.length === 1 ? above : (rows[0] ?? null);
  if (from === null) return [];
  const into = rows.length === 1 ? rows : rows.slice(1);
  return into.flatMap(({ project }) =>
    columns
      .filter(({ editable }) => editable)
      .map((column) => ({ project, column, text: textOf(from, column) })),
  );
}

/** Ctrl R: the first column of a selection into the columns on its right; one column takes from `before`, the one on its left. */
export function fillRight({ rows, columns }: Block, before: Column | null, textOf: TextOf): CellWrite[] {
  const from = columns.length === 1 ? before : (columns[0] ?? null);
  if (from === null) return [];
  const into = columns.length === 1 ? columns : columns.slice(1);
  return rows.flatMap((row) => {
    const text = textOf(row, from);
    return into.map((column) => ({ project: row.project, column, text }));
  });
}

/** The same text in every cell of a selection: Ctrl Enter, and Delete with nothing. */
export function fillWith({ rows, columns }: Block, text: string): CellWrite[] {
  return rows.flatMap(({ project }) =>
    columns.filter(({ editable }) => editable).map((column) => ({ project, column, text })),
  );
}

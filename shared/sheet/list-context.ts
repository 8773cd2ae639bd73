import type { GridRow } from './grid.ts';
import type { Notes } from './list-notes.ts';
import type { MappedColumn } from './mapping.ts';

/** What one row is looked at with. */
export interface ListContext {
  readonly columns: readonly MappedColumn[];
  readonly date1904: boolean;
  readonly notes: Notes;
}

/** The rows of one project. */
export interface ListGroup {
  readonly rows: GridRow[];
  readonly byName: boolean;
  readonly municipality: string | null;
}

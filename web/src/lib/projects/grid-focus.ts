import type { Position } from './move.ts';

/** The part of the grid that needs the document: where the focus goes. */
export interface GridFocus {
  cell(): void;
  /** Brings a cell in sight that does not take the focus: the corner of a selection. */
  show(position: Position): void;
  editor(): void;
  /** Rows that fit in sight. */
  page(): number;
}

/** Until there is a document. */
export const NOWHERE: GridFocus = {
  cell: () => undefined,
  show: () => undefined,
  editor: () => undefined,
  page: () => 20,
};

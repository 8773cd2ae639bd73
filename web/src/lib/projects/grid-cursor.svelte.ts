import {
  HEADER,
  move,
  nearest,
  shownColumn,
  type GridColumnKey,
  type Ground,
  type Move,
  type Position,
} from './move.ts';

/** The cell that takes part in the tab order. It goes by row and column, so that it stays where it is when others do not. */
export class GridCursor {
  readonly #ground: () => Ground;
  readonly #has: (row: string) => boolean;
  #at = $state.raw<Position>({ row: HEADER, column: 'name' });
  #placed = false;

  constructor(ground: () => Ground, has: (row: string) => boolean) {
    this.#ground = ground;
    this.#has = has;
  }

  /** Always a cell that exists: the first of all, until somebody has put it somewhere. */
  get position(): Position {
    const { rows, columns } = this.#ground();
    const first = rows[0];
    const at = !this.#placed && first !== undefined ? { row: first, column: this.#at.column } : this.#at;
    if (at.row !== HEADER && !this.#has(at.row)) return { row: first ?? HEADER, column: at.column };
    return columns.includes(at.column) ? at : { row: at.row, column: 'name' };
  }

  /** The cell of a row that has it; null when it is in another row. */
  inRow(row: string): GridColumnKey | null {
    const { position } = this;
    return position.row === row ? shownColumn(row, position.column, this.#ground()) : null;
  }

  put(position: Position): void {
    this.#placed = true;
    this.#at = position;
  }

  /** Rows went away or came: stay with the row, or with what took its place. */
  rowsChanged(before: readonly string[]): void {
    if (this.#placed) this.#at = nearest(this.#at, before, this.#ground());
  }

  /** Where a key leads from here. */
  to(step: Move): Position {
    return move(this.position, step, this.#ground());
  }

  /** False: there is nowhere to go that way. */
  canGo(step: Move): boolean {
    const { row } = this.position;
    const to = this.to(step);
    return to.row !== row || to.column !== this.inRow(row);
  }
}

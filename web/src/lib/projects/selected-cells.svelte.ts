import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { Row } from '@bouwberaad/shared/view/rows.ts';
import { shownValue } from './cell-words.ts';
import { HEADER, type Position } from './move.ts';
import {
  blockOf,
  isOneCell,
  nextWithin,
  selectionSummary,
  spanOf,
  type Block,
  type Plane,
  type Selection,
  type SelectionSummary,
  type Span,
  type Step,
} from './selection.ts';

/** What the selection lies on. */
export interface SelectionGround {
  readonly rows: () => readonly Row[];
  readonly columns: () => readonly Column[];
  readonly cursor: () => Position;
}

/** The cells that are selected: a rectangle, or the cell under the cursor alone. */
export class SelectedCells {
  readonly #ground: SelectionGround;
  #selection = $state.raw<Selection | null>(null);

  readonly rowIndex: ReadonlyMap<string, number> = $derived.by(
    () => new Map(this.#ground.rows().map(({ id }, index) => [id, index])),
  );
  readonly #plane: Plane = $derived.by(() => ({
    rowIndex: this.rowIndex,
    rows: this.rowIndex.size,
    columns: this.#ground.columns().map(({ key }) => key),
  }));
  /** The rectangle, where it is more than one cell. */
  readonly span: Span | null = $derived.by(() => {
    const span = this.#selection === null ? null : spanOf(this.#selection, this.#plane);
    return span === null || isOneCell(span) ? null : span;
  });
  /** What it adds up to; null where it is one cell. */
  readonly summary: SelectionSummary | null = $derived.by(() =>
    this.span === null ? null : selectionSummary(this.block, shownValue),
  );

  constructor(ground: SelectionGround) {
    this.#ground = ground;
  }

  /** The selection, or the cell under the cursor; null where that is no cell of a row. */
  get spanOrCell(): Span | null {
    if (this.span !== null) return this.span;
    const cursor = this.#ground.cursor();
    return cursor.column === 'select' ? null : spanOf({ anchor: cursor, head: cursor }, this.#plane);
  }

  get block(): Block {
    const span = this.spanOrCell;
    return span === null
      ? { rows: [], columns: [] }
      : blockOf(span, this.#ground.rows(), this.#ground.columns());
  }

  /** The corner that moves when the selection is extended. */
  get head(): Position {
    const cursor = this.#ground.cursor();
    return this.span === null ? cursor : (this.#selection?.head ?? cursor);
  }

  /** The corner where it began. */
  get anchor(): Position {
    const cursor = this.#ground.cursor();
    return this.span === null ? cursor : (this.#selection?.anchor ?? cursor);
  }

  clear(): void {
    this.#selection = null;
  }

  /** From the cursor, or from where the selection began, to here. */
  extendTo(head: Position): void {
    if (head.row === HEADER) return;
    const { anchor } = this;
    if (anchor.row !== HEADER) this.#selection = { anchor, head };
  }

  selectSpan({ top, bottom, left, right }: Span): void {
    const at = (row: number, column: number): Position | null => {
      const id = this.#ground.rows()[row]?.id;
      const key = this.#ground.columns()[column]?.key;
      return id === undefined || key === undefined ? null : { row: id, column: key };
    };
    const [anchor, head] = [at(top, left), at(bottom, right)];
    if (anchor !== null && head !== null) this.#selection = { anchor, head };
  }

  /** Where another rectangle lies now; null where it is out of sight. */
  spanOf(selection: Selection | null): Span | null {
    return selection === null ? null : spanOf(selection, this.#plane);
  }

  /** The rows of the selection from edge to edge. */
  wholeRows(): void {
    const span = this.spanOrCell ?? this.#cursorRow();
    if (span !== null) this.selectSpan({ ...span, left: 0, right: this.#plane.columns.length - 1 });
  }

  wholeColumns(): void {
    const span = this.spanOrCell ?? this.#headerColumn();
    if (span !== null) this.selectSpan({ ...span, top: 0, bottom: this.#plane.rows - 1 });
  }

  all(): void {
    this.selectSpan({ top: 0, bottom: this.#plane.rows - 1, left: 0, right: this.#plane.columns.length - 1 });
  }

  /** The next cell inside the selection; null where it is one cell. */
  next(step: Step): Position | null {
    const { span } = this;
    const cursor = this.#ground.cursor();
    const row = this.rowIndex.get(cursor.row);
    if (span === null || row === undefined || cursor.column === 'select') return null;
    const rows = this.#ground.rows();
    const column = this.#plane.columns.indexOf(cursor.column);
    const to = nextWithin(span, { row, column }, step, (index) => rows[index]?.kind !== 'project');
    const [id, key] = [rows[to.row]?.id, this.#plane.columns[to.column]];
    return id === undefined || key === undefined ? null : { row: id, column: key };
  }

  /** The columns of a row that are selected, as indexes; null where it has none. */
  inRow(index: number): readonly [left: number, right: number] | null {
    const { span } = this;
    return span === null || index < span.top || index > span.bottom ? null : [span.left, span.right];
  }

  #cursorRow(): Span | null {
    const row = this.rowIndex.get(this.#ground.cursor().row);
    return row === undefined ? null : { top: row, bottom: row, left: 0, right: 0 };
  }

  #headerColumn(): Span | null {
    const { column } = this.#ground.cursor();
    const at = column === 'select' ? -1 : this.#plane.columns.indexOf(column);
    return at < 0 ? null : { top: 0, bottom: 0, left: at, right: at };
  }
}

import { m } from '#lib/paraglide/messages.js';
import type { Names } from '@bouwberaad/shared/model/cell-text.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { formatNumber } from '#lib/ui/format.ts';
import { CellWriting, type Written } from './cell-writing.svelte.ts';
import { clipCell, isHeading } from './cell-words.ts';
import type { CellWrite } from './cell-writes.ts';
import { Clip, type ClipTexts } from './clip.svelte.ts';
import { refusalWords } from './denial-words.ts';
import { fillDown, fillRight, fillWith } from './fill.ts';
import { HEADER, type Position } from './move.ts';
import { layPaste } from './paste.ts';
import type { ProjectList } from './project-list.svelte.ts';
import type { SelectedCells } from './selected-cells.svelte.ts';
import { blockOf, type Block } from './selection.ts';
import type { ProjectsView } from './view.svelte.ts';

/** What these actions need of the grid around them. */
export interface BlockSurroundings {
  readonly cells: SelectedCells;
  readonly cursor: Position;
  readonly names: Names;
  /** Rows that were ticked. */
  readonly selected: ReadonlySet<string>;
  message: string;
}

/** What is done to all that is selected at once: copied, cut, pasted, filled, emptied, and taken back. */
export class BlockActions {
  readonly #session: TableSession;
  readonly #list: ProjectList;
  readonly #view: ProjectsView;
  readonly #grid: BlockSurroundings;
  readonly writing: CellWriting;
  readonly clip = new Clip();

  constructor(session: TableSession, list: ProjectList, view: ProjectsView, grid: BlockSurroundings) {
    this.#session = session;
    this.#list = list;
    this.#view = view;
    this.#grid = grid;
    this.writing = new CellWriting(
      session,
      () => grid.names,
      ({ id }, column) => {
        const row = list.row(id);
        return row === null ? '' : this.#text(row, column);
      },
    );
  }

  /** The cells that are selected; rows that were ticked in all their columns, where no cells are. Null: there is nothing. */
  copy(cut: boolean): ClipTexts | null {
    const { cells, selected, names } = this.#grid;
    const ticked = cells.span === null && selected.size > 0;
    const block: Block = ticked
      ? { rows: this.#list.order.filter(({ id }) => selected.has(id)), columns: this.#view.columns }
      : cells.block;
    if (block.rows.length === 0 || block.columns.length === 0) return null;
    const selection = ticked ? null : { anchor: this.#grid.cells.anchor, head: cells.head };
    const texts = this.clip.copy(block, names, { selection, headings: ticked, cut });
    this.#grid.message = this.#copiedWords(block, ticked, cut);
    return texts;
  }

  /** What lies on the clipboard, from the first selected cell on, in one step. */
  paste(texts: ClipTexts): void {
    const { cells } = this.#grid;
    const span = cells.spanOrCell;
    const table = this.clip.read(texts);
    if (span === null || table === null) return;
    const { rows } = this.#list;
    const selected = blockOf(span, rows, this.#view.columns);
    const below = rows.slice(span.top).filter((row): row is ProjectRow => row.kind === 'project');
    const layout = layPaste(
      table,
      {
        rows: below,
        columns: this.#view.columns.slice(span.left),
        selectedRows: selected.rows.length,
        selectedColumns: selected.columns.length,
      },
      isHeading,
    );
    const cut = this.clip.takeCut(texts.plain, layout.writes);
    const written = this.writing.write(cut.length > 0 ? 'move' : 'paste', [...layout.writes, ...cut], {
      rows: layout.rowsOver,
      columns: layout.columnsOver,
    });
    this.#say(written, (count) => m.grid_pasted({ count, shown: formatNumber(count) }));
    const last = below[layout.rows - 1];
    const bottom = last === undefined ? undefined : cells.rowIndex.get(last.id);
    if (bottom !== undefined && layout.columns > 0)
      cells.selectSpan({ ...span, bottom, right: span.left + layout.columns - 1 });
  }

  clear(): void {
    this.#fill('clear', fillWith(this.#grid.cells.block, ''), (count) =>
      m.grid_cleared({ count, shown: formatNumber(count) }),
    );
  }

  fillWith(text: string): void {
    this.#fill('fill', fillWith(this.#grid.cells.block, text));
  }

  fillDown(): void {
    const { block, spanOrCell } = this.#grid.cells;
    const above = this.#list.rows.slice(0, spanOrCell?.top ?? 0).findLast((row) => row.kind === 'project');
    this.#fill(
      'fill',
      fillDown(block, above ?? null, (row, column) => this.#text(row, column)),
    );
  }

  fillRight(): void {
    const { block, spanOrCell } = this.#grid.cells;
    const before = spanOrCell === null ? undefined : this.#view.columns[spanOrCell.left - 1];
    this.#fill(
      'fill',
      fillRight(block, before ?? null, (row, column) => this.#text(row, column)),
    );
  }

  /** Takes the last step back, or does it once more; answers what came of it. */
  takeBack(what: 'undo' | 'redo'): string {
    const { undo } = this.#session;
    const result = what === 'undo' ? undo.undo() : undo.redo();
    if (result === null) return what === 'undo' ? m.projects_undo_none() : m.projects_redo_none();
    if (!result.ok) return refusalWords(result.code, undefined);
    const left = result.value.length;
    if (left > 0) return m.grid_undone_but({ count: left, shown: formatNumber(left) });
    return what === 'undo' ? m.projects_undone() : m.projects_redone();
  }

  /** What was copied, then the report. False: there was neither. */
  letGo(): boolean {
    if (this.clip.letGo()) return true;
    const had = this.writing.report !== null;
    this.writing.report = null;
    return had;
  }

  #text(row: ProjectRow, column: Block['columns'][number]): string {
    return clipCell(row, column, this.#grid.names).text;
  }

  #fill(name: string, writes: readonly CellWrite[], words?: (count: number) => string): void {
    if (this.#grid.cursor.row === HEADER || writes.length === 0) return;
    this.clip.letGo();
    this.#say(this.writing.write(name, writes), words ?? (() => ''));
  }

  /** One cell that was refused is said in the line below; several have a list of their own. */
  #say(written: Written, words: (cells: number) => string): void {
    if (!written.ok) this.#grid.message = refusalWords(written.code, undefined);
    else this.#grid.message = written.cells > 1 ? words(written.cells) : '';
  }

  #copiedWords({ rows, columns }: Block, ticked: boolean, cut: boolean): string {
    const count = ticked ? rows.length : rows.length * columns.length;
    const shown = formatNumber(count);
    if (ticked) return m.projects_copied({ count, shown });
    return cut ? m.grid_cut({ count, shown }) : m.grid_copied({ count, shown });
  }
}

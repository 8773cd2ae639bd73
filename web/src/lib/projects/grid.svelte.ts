import { SvelteSet } from 'svelte/reactivity';
import type { Names } from '@bouwberaad/shared/model/cell-text.ts';
import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { GroupRow, ProjectRow, Row } from '@bouwberaad/shared/view/rows.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { BlockActions } from './block-actions.svelte.ts';
import { CellEditing, type Editing } from './cell-editing.svelte.ts';
import { shownValue } from './cell-words.ts';
import { presencePath } from './cells.ts';
import { GridCursor } from './grid-cursor.svelte.ts';
import { NOWHERE, type GridFocus } from './grid-focus.ts';
import type { Takes } from './grid-keys.ts';
import {
  HEADER,
  move,
  type Direction,
  type GridColumnKey,
  type Ground,
  type Move,
  type Position,
} from './move.ts';
import type { ProjectList } from './project-list.svelte.ts';
import { SelectedCells } from './selected-cells.svelte.ts';
import { tableNames } from './table-names.ts';
import type { DrawerTab, ProjectsView } from './view.svelte.ts';

/** The grid's cursor, selection and editing; what a key or a click means. No element is touched here. */
export class GridState {
  readonly #session: TableSession;
  readonly #list: ProjectList;
  readonly #view: ProjectsView;
  readonly #cursor: GridCursor;
  readonly #editing: CellEditing;
  /** Where a run of Tabs began: Enter goes down from there, as one fills in a table. */
  #tabbedFrom: GridColumnKey | null = null;
  /** Rows that were ticked. */
  readonly selected = new SvelteSet<string>();
  /** The rectangle of cells, and what is done to all of it. */
  readonly cells: SelectedCells;
  readonly block: BlockActions;
  /** The last thing that the grid had to say; read out and shown in the status line. */
  message = $state('');
  menuOpen = $state(false);
  focus: GridFocus = NOWHERE;

  readonly ids: readonly string[] = $derived.by(() => this.#list.rows.map(({ id }) => id));
  readonly columns: readonly GridColumnKey[] = $derived.by(() => [
    'select' as const,
    ...this.#view.columns.map(({ key }) => key),
  ]);
  readonly byId: ReadonlyMap<string, Row> = $derived.by(
    () => new Map(this.#list.rows.map((row) => [row.id, row])),
  );
  readonly names: Names = $derived.by(() => tableNames(this.#session));

  constructor(session: TableSession, list: ProjectList, view: ProjectsView) {
    this.#session = session;
    this.#list = list;
    this.#view = view;
    this.#cursor = new GridCursor(
      () => this.#ground,
      (row) => this.byId.has(row),
    );
    this.cells = new SelectedCells({
      rows: () => list.rows,
      columns: () => view.columns,
      cursor: () => this.cursor,
    });
    this.block = new BlockActions(session, list, view, this);
    this.#editing = new CellEditing(session, {
      names: () => this.names,
      say: (message) => (this.message = message),
      several: (project) => {
        view.open(project, 'plan');
        this.message = m.projects_several_blocks();
      },
    });
  }

  get editing(): Editing | null {
    return this.#editing.current;
  }

  /** The cell that takes part in the tab order: always one that exists. */
  get cursor(): Position {
    return this.#cursor.position;
  }

  /** The cell of a row that has the cursor; null when it is in another row. */
  cursorIn(row: string): GridColumnKey | null {
    return this.#cursor.inRow(row);
  }

  get cursorIndex(): number {
    return this.cells.rowIndex.get(this.cursor.row) ?? -1;
  }

  /** Rows went away or came: stay with the row, or with what took its place. */
  rowsChanged(before: readonly string[]): void {
    this.#cursor.rowsChanged(before);
    for (const id of this.selected) if (this.#list.row(id) === null) this.selected.delete(id);
  }

  /** Puts the cursor somewhere, without moving the focus there; what was selected is no longer. */
  place(position: Position): void {
    this.cells.clear();
    this.#tabbedFrom = null;
    this.#stand(position);
  }

  /** The same, within what is selected. */
  #stand(position: Position): void {
    this.#cursor.put(position);
    this.message = '';
    const row = this.byId.get(position.row);
    if (row?.kind !== 'project') this.#session.setCell(null);
    else
      this.#session.setCell(
        position.column === 'select' ? `projects/${row.id}` : presencePath(row.id, position.column),
      );
    // The drawer goes along with the row that one looks at.
    if (row?.kind === 'project' && this.#view.project !== null && this.#view.project !== row.id)
      this.#view.open(row.id);
  }

  go(step: Move): void {
    this.place(this.#cursor.to(step));
    this.focus.cell();
  }

  /** False: there is nowhere to go that way, so that Tab may leave the grid. */
  canGo(step: Direction): boolean {
    return this.cells.span !== null || this.#cursor.canGo(step);
  }

  /** Selects from where the selection began to here; the cursor stays where it is. */
  extendTo(head: Position): void {
    if (this.cursor.row === HEADER || head.row === HEADER) return;
    this.cells.extendTo(head);
    this.focus.show(head);
  }

  extend(step: Move): void {
    const { head } = this.cells;
    const ground = this.#ground;
    this.extendTo(
      move(head.column === 'select' ? { ...head, column: 'name' } : head, step, {
        ...ground,
        columns: ground.columns.filter((key) => key !== 'select'),
        // A group's wide cells are no steps for a rectangle.
        isGroup: (row) => step.startsWith('edge') && ground.isGroup(row),
      }),
    );
  }

  /** A whole column, with the cursor in its first cell. */
  selectColumn(column: GridColumnKey): void {
    const first = this.#list.rows.find(({ kind }) => kind === 'project');
    if (first === undefined) return;
    this.place({ row: first.id, column });
    this.cells.wholeColumns();
  }

  /** Tab and Enter: within a selection round, otherwise to the cell beside. */
  next(step: Direction, tabbed: boolean): void {
    const inside = this.cells.next(step);
    const began = this.#tabbedFrom;
    const { column } = this.cursor;
    if (inside !== null) this.#stand(inside);
    else {
      const to = this.#cursor.to(step);
      this.place(tabbed || began === null ? to : { row: to.row, column: began });
      this.#tabbedFrom = tabbed ? (began ?? column) : null;
    }
    this.focus.cell();
  }

  get takes(): Takes {
    const { column } = this.#here();
    if (column === undefined || !column.editable) return 'nothing';
    return 'range' in column ? 'number' : 'text';
  }

  /** Opens the menu of the row under the cursor. */
  openMenu(): void {
    this.menuOpen = this.#here().row?.kind === 'project';
  }

  /** Opens the drawer on the project under the cursor. */
  open(tab: DrawerTab = 'plan', compose = false): void {
    const { row } = this.#here();
    if (row?.kind === 'project') this.#view.open(row.id, tab, compose);
  }

  /** Opens the drawer on what changed in the cell under the cursor. */
  openChanges(): void {
    const { row, column } = this.#here();
    if (row?.kind === 'project' && column !== undefined) this.#view.openChanges(row.id, column.key);
    else this.open('changes');
  }

  /** Begins typing, with the first keystroke kept; null begins on what is there. */
  edit(typed: string | null): void {
    if (!this.keep()) {
      this.focus.editor();
      return;
    }
    const { row, column } = this.#here();
    if (row?.kind !== 'project' || column === undefined) return;
    this.message = '';
    this.block.clip.letGo();
    if (this.#editing.begin(row.project, column, typed)) this.focus.editor();
  }

  type(text: string): void {
    this.#editing.type(text);
  }

  /** F2 in an editor: whether arrows move the caret, or on to another cell. */
  turn(): void {
    this.#editing.turn();
  }

  /** Keeps what was typed. False: it can't be kept, and the editor says why. */
  keep(): boolean {
    return this.#editing.keep();
  }

  /** Keeps what was typed and goes on; null stays. Where the new value takes the row out of sight, to what is there now. */
  keepAndGo(step: Direction | null, tabbed = false): void {
    const before = this.ids;
    const { row } = this.cursor;
    if (!this.keep()) return;
    if (!this.byId.has(row)) this.rowsChanged(before);
    else if (step !== null) {
      this.next(step, tabbed);
      return;
    }
    this.focus.cell();
  }

  /** Keeps what was typed in every cell that is selected. */
  keepInAll(): void {
    const { editing } = this;
    if (editing === null || this.cells.span === null) {
      this.keepAndGo(null);
      return;
    }
    this.#editing.cancel();
    this.block.fillWith(editing.text);
    this.focus.cell();
  }

  /** Gives back what was there. */
  cancel(): void {
    this.#editing.cancel();
  }

  /** Esc: what was copied, then what is reported, then what is selected. False: there was nothing. */
  letGo(): boolean {
    if (this.block.letGo()) return true;
    const had = this.cells.span !== null;
    this.cells.clear();
    return had;
  }

  takeBack(what: 'undo' | 'redo'): void {
    this.message = this.block.takeBack(what);
  }

  /** Ticks all rows that are shown, or none. */
  selectAll(): void {
    const all = this.#list.shown.every(({ id }) => this.selected.has(id));
    this.selected.clear();
    if (!all) for (const { id } of this.#list.shown) this.selected.add(id);
  }

  toggle(project: string): void {
    if (!this.selected.delete(project)) this.selected.add(project);
  }

  /** In the header it sorts, a group folds, and what is known from elsewhere opens where it is known; a cell goes on. */
  enter(step: Direction): void {
    const { row, column } = this.#here();
    if (this.cells.span !== null) this.next(step, false);
    else if (this.cursor.row === HEADER) this.select();
    else if (row?.kind === 'group') this.#list.fold(row.id);
    else if (column === undefined) this.select();
    else if (column.type === 'summary') this.open(column.key);
    else this.next(step, false);
  }

  /** Space: a project is ticked, a group folded, a header sorted by. */
  select(): void {
    const { row, column } = this.#here();
    if (row?.kind === 'group') this.#list.fold(row.id);
    else if (row?.kind === 'project') this.toggle(row.id);
    else if (column === undefined) this.selectAll();
    else this.#view.sortBy(column.key);
  }

  #here(): { row: ProjectRow | GroupRow | undefined; column: Column | undefined } {
    const { row, column } = this.cursor;
    return { row: this.byId.get(row), column: this.#view.columns.find(({ key }) => key === column) };
  }

  get #ground(): Ground {
    return {
      rows: this.ids,
      columns: this.columns,
      isGroup: (row) => this.byId.get(row)?.kind === 'group',
      isFilled: (id, key) => {
        const row = this.byId.get(id);
        const column = this.#view.columns.find((one) => one.key === key);
        return row?.kind === 'project' && column !== undefined && shownValue(row, column) !== null;
      },
      // Asked only when a page is turned: the document has to be laid out to know.
      page: () => this.focus.page(),
    };
  }
}

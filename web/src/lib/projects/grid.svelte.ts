import { SvelteSet } from 'svelte/reactivity';
import type { Column } from '@bouwberaad/shared/model/columns.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { CellEditing, type Editing } from './cell-editing.svelte.ts';
import { presencePath } from './cells.ts';
import { refusalWords } from './denial-words.ts';
import type { GridCommand, Takes } from './grid-keys.ts';
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
import type { ProjectList } from './project-list.svelte.ts';
import type { GroupRow, ProjectRow, Row } from './rows.ts';
import type { DrawerTab, ProjectsView } from './view.svelte.ts';

/** The part of the grid that needs the document: where the focus goes. */
export interface GridFocus {
  cell(): void;
  editor(): void;
  /** Rows that fit in sight. */
  page(): number;
}

/** The grid's cursor, selection and editing; what a key or a click means. No element is touched here. */
export class GridState {
  readonly #session: TableSession;
  readonly #list: ProjectList;
  readonly #view: ProjectsView;
  readonly selected = new SvelteSet<string>();
  #at = $state.raw<Position>({ row: HEADER, column: 'name' });
  #placed = false;
  readonly #editing: CellEditing;
  /** The last thing that the grid had to say; read out and shown in the status line. */
  message = $state('');
  menuOpen = $state(false);
  focus: GridFocus = { cell: () => undefined, editor: () => undefined, page: () => 20 };

  readonly ids: readonly string[] = $derived.by(() => this.#list.rows.map(({ id }) => id));
  readonly columns: readonly GridColumnKey[] = $derived.by(() => [
    'select' as const,
    ...this.#view.columns.map(({ key }) => key),
  ]);
  readonly byId: ReadonlyMap<string, Row> = $derived.by(
    () => new Map(this.#list.rows.map((row) => [row.id, row])),
  );

  constructor(session: TableSession, list: ProjectList, view: ProjectsView) {
    this.#session = session;
    this.#list = list;
    this.#view = view;
    this.#editing = new CellEditing(session, {
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
    const { ids } = this;
    const first = ids[0];
    const at = !this.#placed && first !== undefined ? { row: first, column: this.#at.column } : this.#at;
    if (at.row !== HEADER && !this.byId.has(at.row)) return { row: first ?? HEADER, column: at.column };
    return this.columns.includes(at.column) ? at : { row: at.row, column: 'name' };
  }

  /** The cell of a row that has the cursor; null when it is in another row. */
  cursorIn(row: string): GridColumnKey | null {
    const { cursor } = this;
    return cursor.row === row ? shownColumn(row, cursor.column, this.#ground) : null;
  }

  get cursorIndex(): number {
    return this.ids.indexOf(this.cursor.row);
  }

  /** Rows went away or came: stay with the row, or with what took its place. */
  rowsChanged(before: readonly string[]): void {
    if (this.#placed) this.#at = nearest(this.#at, before, this.#ground);
    for (const id of this.selected) if (this.#list.row(id) === null) this.selected.delete(id);
  }

  /** Puts the cursor somewhere, without moving the focus there. */
  place(position: Position): void {
    this.#placed = true;
    this.#at = position;
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
    this.place(move(this.cursor, step, this.#ground));
    this.focus.cell();
  }

  /** False: there is nowhere to go that way, so that Tab may leave the grid. */
  canGo(step: Move): boolean {
    const to = move(this.cursor, step, this.#ground);
    return (
      to.row !== this.cursor.row ||
      to.column !== shownColumn(this.cursor.row, this.cursor.column, this.#ground)
    );
  }

  get takes(): Takes {
    const { column } = this.#here();
    if (column === undefined || !column.editable) return 'nothing';
    return column.type === 'text' || column.type === 'choice' ? 'text' : 'number';
  }

  run(command: GridCommand): void {
    switch (command.do) {
      case 'move':
        this.go(command.move);
        return;
      case 'edit':
        this.edit(command.typed);
        return;
      case 'enter':
        this.#enter();
        return;
      case 'clear':
        this.#clear();
        return;
      case 'select':
        this.#select();
        return;
      case 'undo':
      case 'redo':
        this.takeBack(command.do);
        return;
      case 'menu':
        this.menuOpen = this.#here().row?.kind === 'project';
        return;
      case 'open':
        this.open();
        return;
      case 'bottleneck':
        this.open('bottlenecks', true);
        return;
      case 'action':
        this.open('actions', true);
        return;
      case 'annotation':
        this.open('annotations', true);
    }
  }

  /** Opens the drawer on the project under the cursor. */
  open(tab: DrawerTab = 'plan', compose = false): void {
    const { row } = this.#here();
    if (row?.kind === 'project') this.#view.open(row.id, tab, compose);
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
    if (this.#editing.begin(row.project, column, typed)) this.focus.editor();
  }

  type(text: string): void {
    this.#editing.type(text);
  }

  /** Keeps what was typed. False: it can't be kept, and the editor says why. */
  keep(): boolean {
    return this.#editing.keep();
  }

  /** Keeps what was typed and goes on; null stays. Where the new value takes the row out of sight, to what is there now. */
  keepAndGo(step: Move | null): void {
    const before = this.ids;
    const { row } = this.cursor;
    if (!this.keep()) return;
    if (!this.byId.has(row)) this.rowsChanged(before);
    else if (step !== null) this.place(move(this.cursor, step, this.#ground));
    this.focus.cell();
  }

  /** Gives back what was there. */
  cancel(): void {
    this.#editing.cancel();
  }

  takeBack(what: 'undo' | 'redo'): void {
    const result = what === 'undo' ? this.#session.undo.undo() : this.#session.undo.redo();
    if (result === null) this.message = what === 'undo' ? m.projects_undo_none() : m.projects_redo_none();
    else
      this.message = result.ok
        ? what === 'undo'
          ? m.projects_undone()
          : m.projects_redone()
        : refusalWords(result.code, undefined);
  }

  selectAll(): void {
    const all = this.#list.shown.every(({ id }) => this.selected.has(id));
    this.selected.clear();
    if (!all) for (const { id } of this.#list.shown) this.selected.add(id);
  }

  toggle(project: string): void {
    if (!this.selected.delete(project)) this.selected.add(project);
  }

  /** The selected projects, or the one under the cursor. */
  get chosen(): readonly ProjectRow[] {
    if (this.selected.size > 0) return this.#list.shown.filter(({ id }) => this.selected.has(id));
    const { row } = this.#here();
    return row?.kind === 'project' ? [row] : [];
  }

  #clear(): void {
    const { row, column } = this.#here();
    if (row?.kind === 'project' && column !== undefined) this.#editing.set(row.project, column, null);
  }

  #enter(): void {
    const { row, column } = this.#here();
    if (this.cursor.row === HEADER) this.#select();
    else if (row?.kind === 'group') this.#list.fold(row.id);
    else if (column === undefined) this.#select();
    else if (column.editable) this.edit(null);
    else this.open(column.key);
  }

  /** Space: a project is selected, a municipality folded, a header sorted by. */
  #select(): void {
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
    const { focus } = this;
    return {
      rows: this.ids,
      columns: this.columns,
      isGroup: (row) => this.byId.get(row)?.kind === 'group',
      // Asked only when a page is turned: the document has to be laid out to know.
      get page() {
        return focus.page();
      },
    };
  }
}

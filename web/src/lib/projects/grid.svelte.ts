import { flushSync } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { editText, parseCell, type CellValue, type Column } from '@bouwberaad/shared/model/columns.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { cellValue, editCell, presencePath } from './cells.ts';
import { refusalWords } from './denial-words.ts';
import type { GridCommand, Takes } from './grid-keys.ts';
import { inputWords } from './input-words.ts';
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
import { yearCell } from './year-cell.ts';

/** A cell that is being typed in. */
export interface Editing {
  readonly row: string;
  readonly column: Column;
  /** The project as it was when the typing began: what the new value replaces. */
  readonly seen: Project;
  readonly text: string;
  /** What is wrong with it, in words. */
  readonly error: string | null;
}

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
  editing = $state.raw<Editing | null>(null);
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
  }

  /** The cell that takes part in the tab order: always one that exists. */
  get cursor(): Position {
    const { ids } = this;
    const first = ids[0];
    const at = !this.#placed && first !== undefined ? { row: first, column: this.#at.column } : this.#at;
    if (at.row !== HEADER && !this.byId.has(at.row)) return { row: first ?? HEADER, column: at.column };
    return this.columns.includes(at.column) ? at : { row: at.row, column: 'name' };
  }

  isCursor(row: string, column: GridColumnKey): boolean {
    const { cursor } = this;
    return cursor.row === row && shownColumn(row, cursor.column, this.#ground) === column;
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
        this.#set(null);
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
    if (this.editing !== null && !this.keep()) {
      this.focus.editor();
      return;
    }
    const { row, column } = this.#here();
    if (row?.kind !== 'project' || column === undefined || !column.editable || !this.#mayWrite(row.project))
      return;
    if (column.type === 'homes' && yearCell(row.project, column.year).builds.length > 1) {
      this.#several(row);
      return;
    }
    const text = startText(column, row.project, typed);
    flushSync(() => {
      this.message = '';
      this.editing = { row: row.id, column, seen: row.project, text, error: null };
    });
    this.focus.editor();
    this.#session.setCell(presencePath(row.id, column.key), true);
  }

  type(text: string): void {
    if (this.editing !== null) this.editing = { ...this.editing, text, error: null };
  }

  /** Keeps what was typed. False: it can't be kept, and the editor says why. */
  keep(): boolean {
    const { editing } = this;
    if (editing === null) return true;
    const parsed = parseCell(editing.column, editing.text, getLocale());
    if (!parsed.ok) return this.#complain(inputWords(parsed.code, editing.column));
    return this.#keepValue(editing, parsed.value);
  }

  #keepValue(editing: Editing, value: CellValue): boolean {
    const edit = editCell(editing.column, editing.seen, value, this.#making());
    if (edit !== null && edit !== 'several') {
      const result = this.#session.edit(edit);
      if (!result.ok) {
        const live = this.#session.get('projects', editing.row);
        // Keeping it once more replaces what the other has made of it: now one has seen that.
        if (live !== null) this.editing = { ...editing, seen: live };
        const now = live === null ? '' : editText(cellValue(editing.column, live));
        return this.#complain(
          result.code === 'stale'
            ? m.projects_input_stale({ value: now === '' ? m.projects_nothing() : now })
            : this.#words(result.code, live),
        );
      }
    }
    this.editing = null;
    this.#session.setCell(presencePath(editing.row, editing.column.key));
    return true;
  }

  #complain(error: string): false {
    if (this.editing !== null) this.editing = { ...this.editing, error };
    return false;
  }

  /** Gives back what was there. */
  cancel(): void {
    const { editing } = this;
    if (editing === null) return;
    this.editing = null;
    this.#session.setCell(presencePath(editing.row, editing.column.key));
  }

  takeBack(what: 'undo' | 'redo'): void {
    const result = what === 'undo' ? this.#session.undo.undo() : this.#session.undo.redo();
    if (result === null) this.message = what === 'undo' ? m.projects_undo_none() : m.projects_redo_none();
    else
      this.message = result.ok
        ? what === 'undo'
          ? m.projects_undone()
          : m.projects_redone()
        : this.#words(result.code, null);
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

  #enter(): void {
    const { row, column } = this.#here();
    if (this.cursor.row === HEADER) this.#select();
    else if (row?.kind === 'group') this.#list.fold(row.id);
    else if (column === undefined) this.#select();
    else if (column.editable) this.edit(null);
    else this.open(column.key === 'municipality' ? 'plan' : column.key);
  }

  /** Space: a project is selected, a municipality folded, a header sorted by. */
  #select(): void {
    const { row, column } = this.#here();
    if (row?.kind === 'group') this.#list.fold(row.id);
    else if (row?.kind === 'project') this.toggle(row.id);
    else if (column === undefined) this.selectAll();
    else this.#view.sortBy(column.key);
  }

  /** Sets a cell without an editor: emptying it. */
  #set(value: CellValue): void {
    const { row, column } = this.#here();
    if (row?.kind !== 'project' || column === undefined || !column.editable || !this.#mayWrite(row.project))
      return;
    if (column.type === 'text') {
      this.message = inputWords('required', column);
      return;
    }
    const edit = editCell(column, row.project, value, this.#making());
    if (edit === 'several') this.#several(row);
    else if (edit !== null) {
      const result = this.#session.edit(edit);
      if (!result.ok) this.message = this.#words(result.code, row.project);
    }
  }

  #several(row: ProjectRow): void {
    this.#view.open(row.id, 'plan');
    this.message = m.projects_several_blocks();
  }

  #mayWrite(project: Project): boolean {
    const permission = this.#session.mayWrite(`projects/${project.id}/name`);
    if (!permission.ok) this.message = this.#words(permission.code, project);
    return permission.ok;
  }

  #words(code: string, project: Project | null): string {
    return refusalWords(code, this.#session.organisation(project?.organisation ?? null)?.name);
  }

  #making(): { block: string; by: string; at: string } {
    return { block: newId(), ...this.#session.stamp() };
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
      page: this.focus.page(),
    };
  }
}

/** What an editor begins with: what is there, or what was typed; of choices the first that begins with the letter. */
function startText(column: Column, project: Project, typed: string | null): string {
  const there = editText(cellValue(column, project));
  if (typed === null) return there;
  if (column.type !== 'choice') return typed;
  return column.choices.find((choice) => choice.toLowerCase().startsWith(typed.toLowerCase())) ?? there;
}

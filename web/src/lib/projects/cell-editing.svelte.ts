import { flushSync } from 'svelte';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Names } from '@bouwberaad/shared/model/cell-text.ts';
import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { fieldPath } from './cell-writing.svelte.ts';
import { readCell, startText } from './cell-words.ts';
import { editCell, presencePath } from './cells.ts';
import { refusalWords } from './denial-words.ts';
import { inputWords } from './input-words.ts';
import { yearCell } from './year-cell.ts';

/** A cell that is being typed in. */
export interface Editing {
  readonly row: string;
  readonly column: Column;
  /** The project as it was when the typing began: what the new value replaces. */
  readonly seen: Project;
  readonly text: string;
  /** Begun by typing: an arrow then keeps and goes on. Begun on what is there, an arrow moves the caret. */
  readonly typed: boolean;
  /** What is wrong with it, in words. */
  readonly error: string | null;
}

/** What editing needs of the grid around it. */
export interface EditingSurroundings {
  names(): Names;
  /** Something to say that belongs to no editor. */
  say(message: string): void;
  /** This year has blocks that one number can't tell apart. */
  several(project: string): void;
}

/** Typing in one cell of the grid: begun, kept, given back. */
export class CellEditing {
  readonly #session: TableSession;
  readonly #around: EditingSurroundings;
  current = $state.raw<Editing | null>(null);

  constructor(session: TableSession, around: EditingSurroundings) {
    this.#session = session;
    this.#around = around;
  }

  /**
   * Begins typing, with the first keystroke kept; null begins on what is there. The editor is in the document when
   * this returns true, so that it can take the focus before the next key comes.
   */
  begin(project: Project, column: Column, typed: string | null): boolean {
    if (!column.editable || !this.#mayWrite(project, column)) return false;
    if (column.type === 'homes' && yearCell(project, column.year).builds.length > 1) {
      this.#around.several(project.id);
      return false;
    }
    const text = typed ?? startText(column, project, this.#around.names());
    flushSync(() => {
      this.current = { row: project.id, column, seen: project, text, typed: typed !== null, error: null };
    });
    this.#session.setCell(presencePath(project.id, column.key), true);
    return true;
  }

  type(text: string): void {
    if (this.current !== null) this.current = { ...this.current, text, error: null };
  }

  /** F2 while typing: from now on arrows move the caret, or no longer. */
  turn(): void {
    if (this.current !== null) this.current = { ...this.current, typed: !this.current.typed };
  }

  /** Keeps what was typed. False: it can't be kept, and the editor says why. */
  keep(): boolean {
    const editing = this.current;
    if (editing === null) return true;
    const parsed = readCell(editing.column, editing.text, this.#around.names());
    if (!parsed.ok) return this.#complain(inputWords(parsed.code, editing.column));
    if (this.#movedOn(editing)) return this.#conflict(editing, 'stale');
    const edit = editCell(editing.column, editing.seen, parsed.value, this.#making());
    if (edit !== null && edit !== 'several') {
      const result = this.#session.edit(edit);
      if (!result.ok) return this.#conflict(editing, result.code);
    }
    this.#end(editing);
    return true;
  }

  /** Gives back what was there. */
  cancel(): void {
    if (this.current !== null) this.#end(this.current);
  }

  /** A year that was empty when the typing began and is not any more: a second block beside the new one is not what is meant. */
  #movedOn({ row, column, seen }: Editing): boolean {
    const live = column.type === 'homes' ? this.#session.get('projects', row) : null;
    if (live === null || column.type !== 'homes') return false;
    const blocks = (project: Project): string =>
      yearCell(project, column.year)
        .builds.map(({ id }) => id)
        .join();
    return blocks(live) !== blocks(seen);
  }

  /** Somebody else was first. Keeping it once more replaces what they made of it: by then one has seen that. */
  #conflict(editing: Editing, code: string): false {
    const live = this.#session.get('projects', editing.row);
    if (live === null || code !== 'stale') return this.#complain(this.#words(code, live));
    this.current = { ...editing, seen: live };
    const now = startText(editing.column, live, this.#around.names());
    return this.#complain(m.projects_input_stale({ value: now === '' ? m.projects_nothing() : now }));
  }

  #complain(error: string): false {
    if (this.current !== null) this.current = { ...this.current, error };
    return false;
  }

  #end({ row, column }: Editing): void {
    this.current = null;
    this.#session.setCell(presencePath(row, column.key));
  }

  #mayWrite(project: Project, column: Column): boolean {
    const permission = this.#session.mayWrite(fieldPath(project, column));
    if (!permission.ok) this.#around.say(this.#words(permission.code, project));
    return permission.ok;
  }

  #words(code: string, project: Project | null): string {
    return refusalWords(code, this.#session.organisation(project?.organisation ?? null)?.name);
  }

  #making(): { block: string; by: string; at: string } {
    return { block: newId(), ...this.#session.stamp() };
  }
}

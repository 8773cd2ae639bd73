import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';

/**
 * Undo and redo of one's own edits, as named edits like any other: they go through the same rights, the same outbox
 * and into the same history. What somebody else changed meanwhile is not overwritten: the problem is answered.
 */
export class Undo {
  readonly #apply: (edit: Edit) => Result<undefined>;
  #undo: readonly Edit[] = $state.raw([]);
  #redo: readonly Edit[] = $state.raw([]);

  constructor(apply: (edit: Edit) => Result<undefined>) {
    this.#apply = apply;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** A new edit of one's own was done. */
  did(edit: Edit): void {
    if (inverseOf(edit) === null) return;
    this.#undo = [...this.#undo.slice(-199), edit];
    this.#redo = [];
  }

  /** Null when there is nothing to take back. */
  undo(): Result<undefined> | null {
    const edit = this.#undo.at(-1);
    const inverse = edit === undefined ? null : inverseOf(edit);
    if (edit === undefined || inverse === null) return null;
    this.#undo = this.#undo.slice(0, -1);
    const result = this.#apply(inverse);
    // Redoing what made a record brings the record back: the inverse of its removal.
    if (result.ok) this.#redo = [...this.#redo, inverse];
    return result;
  }

  redo(): Result<undefined> | null {
    const undone = this.#redo.at(-1);
    const edit = undone === undefined ? null : inverseOf(undone);
    if (edit === null) return null;
    this.#redo = this.#redo.slice(0, -1);
    const result = this.#apply(edit);
    if (result.ok) this.#undo = [...this.#undo, edit];
    return result;
  }
}

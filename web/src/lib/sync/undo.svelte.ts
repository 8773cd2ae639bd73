import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import { ok, type Problem, type Result } from '@bouwberaad/shared/lib/result.ts';

/** What a step leaves as it is, because somebody else has made something of it since. */
type Left = readonly Edit[];

/**
 * Undo and redo of one's own edits, as named edits like any other: they go through the same rights, the same outbox
 * and into the same history. What somebody else changed meanwhile is not overwritten: the problem is answered, and of
 * a step of many parts only the others are done.
 */
export class Undo {
  readonly #apply: (edit: Edit) => Result<undefined>;
  readonly #problemOf: (edit: Edit) => Problem | null;
  #undo: readonly Edit[] = $state.raw([]);
  #redo: readonly Edit[] = $state.raw([]);

  /** `problemOf` says what would be in the way of an edit, without doing it. */
  constructor(apply: (edit: Edit) => Result<undefined>, problemOf: (edit: Edit) => Problem | null) {
    this.#apply = apply;
    this.#problemOf = problemOf;
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
  undo(): Result<Left> | null {
    const edit = this.#undo.at(-1);
    const inverse = edit === undefined ? null : inverseOf(edit);
    if (edit === undefined || inverse === null) return null;
    this.#undo = this.#undo.slice(0, -1);
    const { result, did } = this.#applyWhatFits(inverse);
    // Redoing what made a record brings the record back: the inverse of its removal.
    if (result.ok) this.#redo = [...this.#redo, did];
    return result;
  }

  redo(): Result<Left> | null {
    const undone = this.#redo.at(-1);
    const edit = undone === undefined ? null : inverseOf(undone);
    if (edit === null) return null;
    this.#redo = this.#redo.slice(0, -1);
    const { result, did } = this.#applyWhatFits(edit);
    if (result.ok) this.#undo = [...this.#undo, did];
    return result;
  }

  #applyWhatFits(edit: Edit): { result: Result<Left>; did: Edit } {
    const whole = this.#apply(edit);
    if (whole.ok) return { result: ok([]), did: edit };
    if (edit.type !== 'batch') return { result: whole, did: edit };
    const left = edit.edits.filter((part) => this.#problemOf(part) !== null);
    const leave = new Set<Edit>(left);
    const did: Edit = { ...edit, edits: edit.edits.filter((part) => !leave.has(part)) };
    // Nothing fits, or the parts only do so together: then the step stays undone as a whole.
    if (left.length === 0 || did.edits.length === 0) return { result: whole, did: edit };
    const rest = this.#apply(did);
    return { result: rest.ok ? ok(left) : rest, did };
  }
}

import { SvelteMap } from 'svelte/reactivity';
import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { cellId, changedColumns } from './cells.ts';

/** How long a change by somebody else is to be seen, in milliseconds. */
const FADE_MS = 1200;
/** An import changes everything; a whole screen that flashes says nothing. */
const MOST_AT_ONCE = 60;

/** Cells that somebody else has just changed, with that person's colour. */
export class Flashes {
  readonly cells = new SvelteMap<string, string>();
  #before: ReadonlyMap<string, Project> | null = null;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  /**
   * Compares with what it saw last. `mine` are cells of my own edits; `colorAt` is the colour of who is in a cell.
   * With `stays` (no motion wanted) a mark is there until it is seen.
   */
  see(
    projects: readonly Project[],
    columns: readonly Column[],
    mine: ReadonlySet<string>,
    colorAt: (cell: string) => string,
    stays: boolean,
  ): void {
    const before = this.#before;
    this.#before = new Map(projects.map((project) => [project.id, project]));
    if (before === null) return;
    const changed = projects.flatMap((project) => {
      const old = before.get(project.id);
      return old === undefined || old === project
        ? []
        : changedColumns(columns, old, project).map((column) => cellId(project.id, column));
    });
    const others = changed.filter((cell) => !mine.has(cell));
    if (others.length > MOST_AT_ONCE) return;
    for (const cell of others) this.cells.set(cell, colorAt(cell));
    if (!stays && others.length > 0) this.#fade(others);
  }

  seen(cell: string): void {
    this.cells.delete(cell);
  }

  destroy(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #fade(cells: readonly string[]): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      for (const cell of cells) this.cells.delete(cell);
    }, FADE_MS);
    this.#timers.add(timer);
  }
}

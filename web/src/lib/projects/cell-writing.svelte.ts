import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { Names } from '@bouwberaad/shared/model/cell-text.ts';
import type { Permission } from '@bouwberaad/shared/policy/policy.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { planWrites, type CellWrite, type RefusedCell, type WriteRules } from './cell-writes.ts';
import { readCell } from './cell-words.ts';

/** What a paste or a fill could not do, until somebody has read it. */
export interface WriteReport {
  readonly refused: readonly RefusedCell[];
  readonly rowsOver: number;
  readonly columnsOver: number;
}

/** How many cells were written, or the code of why none was. */
export type Written =
  { readonly ok: true; readonly cells: number } | { readonly ok: false; readonly code: string };

/** Writes many cells at once: one edit, one step to take back; what can't be written is reported and the rest goes on. */
export class CellWriting {
  readonly #session: TableSession;
  readonly #names: () => Names;
  readonly #shown: (project: Project, column: Column) => string;
  report = $state.raw<WriteReport | null>(null);

  /** `shown` is what a cell shows, as it would be copied. */
  constructor(
    session: TableSession,
    names: () => Names,
    shown: (project: Project, column: Column) => string,
  ) {
    this.#session = session;
    this.#names = names;
    this.#shown = shown;
  }

  /** `name` is what undo and the history call it. `over` are rows and columns for which there was no room. */
  write(
    name: string,
    writes: readonly CellWrite[],
    over: { readonly rows: number; readonly columns: number } = { rows: 0, columns: 0 },
  ): Written {
    const { edits, refused } = planWrites(this.#live(writes), this.#rules());
    const [only, ...more] = edits;
    // What was cut leaves one place for another: with only half of it, it would be gone or stand twice.
    const loose = name === 'move' ? {} : ({ loose: 'cells' } as const);
    if (only !== undefined) {
      const result = this.#session.edit(more.length === 0 ? only : { type: 'batch', name, edits, ...loose });
      if (!result.ok) return { ok: false, code: result.code };
    }
    const nothing = refused.length === 0 && over.rows === 0 && over.columns === 0;
    this.report = nothing ? null : { refused, rowsOver: over.rows, columnsOver: over.columns };
    return { ok: true, cells: edits.length };
  }

  /** On what the projects hold now: what was cut may have been cut a while ago. */
  #live(writes: readonly CellWrite[]): CellWrite[] {
    const known = new Map<string, Project | null>();
    return writes.flatMap((write) => {
      const { id } = write.project;
      const project = known.has(id) ? (known.get(id) ?? null) : this.#session.get('projects', id);
      known.set(id, project);
      return project === null ? [] : [{ ...write, project }];
    });
  }

  #rules(): WriteRules {
    const session = this.#session;
    const names = this.#names();
    const stamp = session.stamp();
    const permissions = new Map<string, Permission>();
    return {
      read: (column, text) => readCell(column, text, names),
      shown: this.#shown,
      may: (edit) => session.may(edit),
      mayWrite: (project, column) => {
        const path = fieldPath(project, column);
        const known = permissions.get(path) ?? session.mayWrite(path);
        permissions.set(path, known);
        return known;
      },
      making: () => ({ block: newId(), ...stamp }),
    };
  }
}

/** A field whose rights are those of the cell: ownership has rules of its own, the rest of a plan has one. */
export function fieldPath(project: Pick<Project, 'id'>, column: Column): string {
  const owning = column.key === 'organisation' || column.key === 'municipality';
  return `projects/${project.id}/${owning ? column.key : 'name'}`;
}

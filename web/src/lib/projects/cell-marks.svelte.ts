import { yearKey } from '@bouwberaad/shared/model/columns.ts';
import { openAnnotations } from '@bouwberaad/shared/view/summary.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import type { Peer } from '#lib/ui/session-view.ts';
import { cellId, cellOfPath, cellsOfEdit } from './cells.ts';
import type { ProjectList } from './project-list.svelte.ts';

/** What is drawn on cells besides their value, by `cellId`. */
export class CellMarks {
  readonly #session: TableSession;
  readonly #list: ProjectList;

  // Each cell that is drawn asks each of these; they are another set only when something in them is different.
  readonly #sameUnsaved = keepSame();
  readonly #sameRefused = keepSame();
  readonly #sameAnnotated = keepSame();
  readonly #sameSignals = keepSame();

  /** An edit of mine that is not on the server's disk yet. */
  readonly unsaved: ReadonlySet<string> = $derived.by(() =>
    this.#sameUnsaved(this.#session.waiting.flatMap(({ edit }) => this.#cellsOf(edit))),
  );
  /** An edit of mine that was refused; the value that is kept stands there. */
  readonly refused: ReadonlySet<string> = $derived.by(() =>
    this.#sameRefused(this.#session.refusals.flatMap(({ edit }) => this.#cellsOf(edit))),
  );
  /** Somebody annotated this very cell, and the thread is not resolved. */
  readonly annotated: ReadonlySet<string> = $derived.by(() =>
    this.#sameAnnotated(
      openAnnotations(this.#session.all('annotations')).flatMap(({ anchor }) => this.#cellAt(anchor)),
    ),
  );
  /** Others who are in a cell now. */
  readonly peers: ReadonlyMap<string, readonly Peer[]> = $derived.by(() => {
    const peers = new Map<string, Peer[]>();
    for (const peer of this.#session.peers) {
      for (const id of this.#cellAt(peer.cell ?? null)) peers.set(id, [...(peers.get(id) ?? []), peer]);
    }
    return peers;
  });
  /** Too much of one kind in one year: the municipality's cell, and those of the projects that make it so. */
  readonly signals: ReadonlySet<string> = $derived.by(() =>
    this.#sameSignals(
      this.#list.signals.flatMap(({ municipality, year, projects }) => [
        cellId(`group:${municipality}`, yearKey(year)),
        ...projects.map(({ project }) => cellId(project, yearKey(year))),
      ]),
    ),
  );

  constructor(session: TableSession, list: ProjectList) {
    this.#session = session;
    this.#list = list;
  }

  #cellsOf(edit: Parameters<typeof cellsOfEdit>[0]): string[] {
    return cellsOfEdit(edit, (id) => this.#session.get('projects', id)).map(({ project, column }) =>
      cellId(project, column),
    );
  }

  #cellAt(path: string | null): string[] {
    const cell = path === null ? null : cellOfPath(path, (id) => this.#session.get('projects', id));
    return cell === null ? [] : [cellId(cell.project, cell.column)];
  }
}

/** Gives the set of before as long as it holds the same. */
function keepSame(): (cells: readonly string[]) => ReadonlySet<string> {
  let last: ReadonlySet<string> = new Set();
  return (cells) => {
    const next = new Set(cells);
    if (next.size !== last.size || cells.some((cell) => !last.has(cell))) last = next;
    return last;
  };
}

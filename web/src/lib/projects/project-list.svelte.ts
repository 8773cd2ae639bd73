import { SvelteSet } from 'svelte/reactivity';
import { concentrationSignals, type ConcentrationCell } from '@bouwberaad/shared/insight/concentration.ts';
import { YEARS_SHOWN } from '@bouwberaad/shared/model/columns.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { municipalityName } from '#lib/ui/municipality.ts';
import { filterRows, groupRows, RowMaker, sortRows, sumRows, type ProjectRow, type Row } from './rows.ts';
import { linkProjects } from './summary.ts';
import type { ProjectsView } from './view.svelte.ts';

/** The plans of the open table as rows, in the order and with the filter of the view. */
export class ProjectList {
  readonly #session: TableSession;
  readonly #view: ProjectsView;
  readonly #maker = new RowMaker((code) => (code === null ? '' : municipalityName(code)));
  #order: ReadonlyMap<string, number> = new Map();
  /** Municipalities whose projects are folded away. */
  readonly collapsed = new SvelteSet<string>();

  readonly links = $derived.by(() =>
    linkProjects(
      this.#session.all('bottlenecks'),
      this.#session.all('actions'),
      this.#session.all('annotations'),
    ),
  );
  readonly everything: readonly ProjectRow[] = $derived.by(() =>
    this.#maker.make(this.#session.all('projects'), this.links),
  );
  /** What the filter lets through, sorted; not folded. */
  readonly shown: readonly ProjectRow[] = $derived.by(() => {
    const sorted = sortRows(
      filterRows(this.everything, this.#view.filter, this.links),
      this.#view.sort,
      this.#order,
    );
    this.#order = new Map(sorted.map(({ id }, index) => [id, index]));
    return sorted;
  });
  readonly rows: readonly Row[] = $derived.by(() =>
    this.#view.grouped ? groupRows(this.shown, this.collapsed) : this.shown,
  );
  /** As one reads them from top to bottom, the folded ones too: for the next and the previous. */
  readonly order: readonly ProjectRow[] = $derived.by(() =>
    this.#view.grouped
      ? groupRows(this.shown, NOTHING_FOLDED).filter((row) => row.kind === 'project')
      : this.shown,
  );
  readonly sums = $derived.by(() => sumRows(this.shown));
  /** The longest bar in the year columns stands for this many homes. */
  readonly most: number = $derived.by(() => {
    let most = 1;
    for (const { years } of this.shown) {
      for (const [year, homes] of years) if (this.#isShown(year)) most = Math.max(most, homes ?? 0);
    }
    return most;
  });
  /** Judged on all plans of the table, whatever the filter shows. */
  readonly signals: readonly ConcentrationCell[] = $derived.by(() =>
    concentrationSignals(this.#session.plans, {
      years: Array.from({ length: YEARS_SHOWN }, (_, offset) => this.#view.firstYear + offset),
    }),
  );

  constructor(session: TableSession, view: ProjectsView) {
    this.#session = session;
    this.#view = view;
  }

  row(project: string): ProjectRow | null {
    return this.everything.find(({ id }) => id === project) ?? null;
  }

  fold(group: string): void {
    if (!this.collapsed.delete(group)) this.collapsed.add(group);
  }

  #isShown(year: number): boolean {
    return year >= this.#view.firstYear && year < this.#view.firstYear + YEARS_SHOWN;
  }
}

const NOTHING_FOLDED: ReadonlySet<string> = new Set();

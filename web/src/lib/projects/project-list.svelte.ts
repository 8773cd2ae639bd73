import { SvelteSet } from 'svelte/reactivity';
import { concentrationSignals, type ConcentrationCell } from '@bouwberaad/shared/insight/concentration.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { NOTHING_MERGED, type Merged } from '@bouwberaad/shared/model/merged.ts';
import { owns } from '@bouwberaad/shared/policy/may-edit.ts';
import { groupRows, inGroups, sumRows, type Grouping } from '@bouwberaad/shared/view/group-rows.ts';
import {
  filterRows,
  RowMaker,
  type Aside,
  type GroupRow,
  type ProjectRow,
  type Row,
} from '@bouwberaad/shared/view/rows.ts';
import { sortRows } from '@bouwberaad/shared/view/sort-rows.ts';
import { linkProjects } from '@bouwberaad/shared/view/summary.ts';
import { TableFindings } from '#lib/findings/table-findings.svelte.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { municipalityName } from '#lib/ui/municipality.ts';
import { groupingOf } from './groupings.ts';
import { heldKey, holdOrder, inHeldOrder, outOfPlace, type HeldOrder } from './held-order.ts';
import type { ProjectsView } from './view.svelte.ts';

/**
 * The plans of the open table as rows, with the filter of the view, in its order. The order is that of the moment at
 * which somebody asked for it: a row stays where it is while values change, and `settle` asks for it anew.
 */
export class ProjectList {
  readonly #session: TableSession;
  readonly #view: ProjectsView;
  readonly #maker: RowMaker;
  readonly findings: TableFindings;
  #sorted: ReadonlyMap<string, number> = new Map();
  /** The order that the reader asked for last, and with which request. */
  #held: { readonly request: string; readonly order: HeldOrder } | null = null;
  #settled = $state(0);
  /** Groups whose projects are folded away. */
  readonly collapsed = new SvelteSet<string>();

  #mergedBefore: Merged = NOTHING_MERGED;
  readonly #merged: Merged = $derived.by(() => {
    this.#mergedBefore = this.#mergedBefore.renewed(this.#session.removed('projects'));
    return this.#mergedBefore;
  });

  readonly links = $derived.by(() =>
    linkProjects(
      this.#session.all('bottlenecks'),
      this.#session.all('actions'),
      this.#session.all('annotations'),
      this.#merged,
    ),
  );
  readonly everything: readonly ProjectRow[] = $derived.by(() =>
    this.#maker.make(this.#session.all('projects'), this.links),
  );
  readonly #byId: ReadonlyMap<string, ProjectRow> = $derived.by(
    () => new Map(this.everything.map((row) => [row.id, row])),
  );
  /** Projects of which somebody else expects something other than the owner says. */
  readonly #differing: ReadonlySet<string> = $derived.by(
    () =>
      new Set(
        this.#session.all('readings').flatMap(({ path, state }) => {
          const place = state === 'open' && path !== null ? parsePath(path) : null;
          return place?.root === 'projects' ? [place.record] : [];
        }),
      ),
  );
  readonly grouping: Grouping | null = $derived.by(() =>
    groupingOf(this.#view.group, (id) => this.#session.partyName(id)),
  );
  /** What the filter lets through now, in the order of now. */
  readonly #wanted: readonly ProjectRow[] = $derived.by(() => {
    const rows = filterRows(this.everything, this.#view.filter, this.links, this.#aside);
    const sorted = sortRows(rows, this.#view.sorts, this.#sorted);
    this.#sorted = new Map(sorted.map(({ id }, index) => [id, index]));
    return sorted;
  });
  readonly #order: HeldOrder = $derived.by(() => this.#hold());
  readonly #keyOf = $derived.by(() => heldKey(this.#order, this.#keyNow));
  /** The rows in the order that was asked for; not folded, not grouped. */
  readonly shown: readonly ProjectRow[] = $derived.by(() =>
    inHeldOrder(this.#order, this.#wanted, (id) => this.#byId.get(id)),
  );
  /** How many rows would move if the order were asked for now. */
  readonly waiting: number = $derived.by(() => {
    const drawn = this.order;
    const wanted = this.#inGroups(this.#wanted, this.grouping);
    return outOfPlace(drawn, wanted, this.#order, this.#keyNow);
  });
  readonly rows: readonly Row[] = $derived.by(() =>
    this.grouping === null
      ? this.shown
      : groupRows(this.shown, { ...this.grouping, keyOf: this.#keyOf }, this.collapsed),
  );
  /** As one reads them from top to bottom, the folded ones too: for the next and the previous. */
  readonly order: readonly ProjectRow[] = $derived.by(() =>
    this.#inGroups(this.shown, this.grouping === null ? null : { ...this.grouping, keyOf: this.#keyOf }),
  );
  readonly sums = $derived.by(() => sumRows(this.shown));
  readonly years: readonly number[] = $derived.by(() =>
    this.#view.columns.flatMap((column) => (column.type === 'homes' ? [column.year] : [])),
  );
  /** The longest bar in the year columns stands for this many homes. */
  readonly most: number = $derived.by(() => {
    const drawn = new Set(this.years);
    let most = 1;
    for (const { years } of this.shown) {
      for (const [year, homes] of years) if (drawn.has(year)) most = Math.max(most, homes ?? 0);
    }
    return most;
  });
  /** Judged on all plans of the table, whatever the filter shows. */
  readonly signals: readonly ConcentrationCell[] = $derived.by(() =>
    concentrationSignals(this.#session.plans, { years: this.years }),
  );

  constructor(session: TableSession, view: ProjectsView) {
    this.#session = session;
    this.#view = view;
    this.#maker = new RowMaker(
      (code) => (code === null ? '' : municipalityName(code)),
      (id) => (id === null ? '' : session.partyName(id)),
    );
    this.findings = new TableFindings(session);
  }

  row(project: string): ProjectRow | null {
    return this.#byId.get(project) ?? null;
  }

  fold(group: string): void {
    if (!this.collapsed.delete(group)) this.collapsed.add(group);
  }

  /** Puts the rows in the order of now. */
  settle(): void {
    this.#settled += 1;
  }

  /** The signals of a municipality, where all that they speak of is shown below it. */
  signalsIn(group: GroupRow): readonly ConcentrationCell[] {
    if (group.by !== 'municipality') return [];
    const members = new Set(group.members.map(({ id }) => id));
    return this.signals.filter(
      ({ municipality, projects }) =>
        municipality === group.key && projects.every(({ project }) => members.has(project)),
    );
  }

  readonly #keyNow = (row: ProjectRow): string | null => this.grouping?.keyOf(row) ?? null;

  readonly #aside: Aside = $derived.by(() => {
    const { filter } = this.#view;
    const { actor } = this.#session;
    return {
      isMine: ({ organisation, municipality }) => owns(actor, { organisation, municipality, author: null }),
      differing: filter.differs ? this.#differing : NOBODY,
      found: filter.found ? this.findings.projects : NOBODY,
    };
  });

  /** A new order where the reader asks for one, and as long as the table is still coming. */
  #hold(): HeldOrder {
    const request = `${this.#view.request} ${String(this.#settled)} ${String(this.#session.loaded)}`;
    const wanted = this.#wanted;
    if (this.#held?.request !== request || !this.#session.loaded || this.#held.order.ids.length === 0)
      this.#held = { request, order: holdOrder(wanted, this.#keyNow) };
    return this.#held.order;
  }

  #inGroups(rows: readonly ProjectRow[], grouping: Grouping | null): readonly ProjectRow[] {
    return grouping === null ? rows : inGroups(rows, grouping);
  }
}

const NOBODY: ReadonlySet<string> = new Set();

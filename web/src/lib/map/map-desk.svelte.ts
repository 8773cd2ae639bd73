import { production } from '@bouwberaad/shared/insight/production.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { homesOf } from '@bouwberaad/shared/view/summary.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { horizon } from '#lib/overview/figures.ts';
import type { ProjectList } from '#lib/projects/project-list.svelte.ts';
import type { ProjectsView, Query } from '#lib/projects/view.svelte.ts';
import { goPath } from '#lib/shell/places.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import type { Peer } from '#lib/ui/session-view.ts';
import { mapPlans, type MapPlans } from './marks.ts';
import type { LatLng } from './outline.ts';
import { moveTo } from './place-edits.ts';
import { sentenceOf } from './sentence.ts';
import { bottleneckShades, COLOURINGS, gapShades, NO_SHADES, type Colouring, type Shades } from './shades.ts';

export const WAYS = ['map', 'tiles'] as const;
/** The map itself, or a square for each municipality. */
export type Way = (typeof WAYS)[number];

export const LIST_ORDERS = ['homes', 'municipality', 'name'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

interface Address {
  readonly params: () => Query;
  readonly go: (params: URLSearchParams, replace: boolean) => void;
}

/** What the map, the tiles and the list beside them show; which plans, the filter decides, as in the grid. */
export class MapDesk {
  readonly session: TableSession;
  readonly list: ProjectList;
  readonly view: ProjectsView;
  readonly #address: Address;
  readonly #thisYear: () => number;

  /** The plan that is pointed at: a point that stands out, and what is known of it. */
  chosen = $state<string | null>(null);
  /** A plan without a place that is being put on the map. */
  placing = $state<string | null>(null);
  order = $state<ListOrder>('homes');

  readonly plans: MapPlans = $derived.by(() =>
    mapPlans(this.list.everything, this.list.shown, this.list.links, this.view.filter.bottleneck),
  );
  readonly sentence = $derived.by(() =>
    sentenceOf({
      everything: this.list.everything,
      shown: this.list.shown,
      standings: this.plans.standings,
      filter: this.view.filter,
    }),
  );
  /** Of what the filter lets through, in the order of the list beside the map. */
  readonly rows: readonly ProjectRow[] = $derived.by(() => [...this.list.shown].sort(ORDERS[this.order]));
  readonly shades: Shades = $derived.by(() => this.#shade());
  readonly peers: ReadonlyMap<string, Peer> = $derived.by(
    () =>
      new Map(
        this.session.peers.flatMap((peer): [string, Peer][] => {
          const place = peer.cell === undefined ? null : parsePath(peer.cell);
          return place?.root === 'projects' ? [[place.record, peer]] : [];
        }),
      ),
  );

  constructor(
    session: TableSession,
    list: ProjectList,
    view: ProjectsView,
    address: Address,
    thisYear: () => number,
  ) {
    this.session = session;
    this.list = list;
    this.view = view;
    this.#address = address;
    this.#thisYear = thisYear;
  }

  get way(): Way {
    return WAYS.find((way) => way === this.#address.params().get('map')) ?? 'map';
  }

  set way(way: Way) {
    this.#say('map', way === 'map' ? null : way);
  }

  get colouring(): Colouring {
    return COLOURINGS.find((one) => one === this.#address.params().get('colour')) ?? 'none';
  }

  set colouring(colouring: Colouring) {
    this.#say('colour', colouring === 'none' ? null : colouring);
  }

  /** The last year that a gap counts: the same as in the overview. */
  get upTo(): number {
    return this.#thisYear() + 4;
  }

  get chosenRow(): ProjectRow | null {
    return this.chosen === null ? null : this.list.row(this.chosen);
  }

  get placingRow(): ProjectRow | null {
    return this.placing === null ? null : this.list.row(this.placing);
  }

  /** Pointed at once it is shown; once more, or by who opens it, it opens. */
  choose(project: string): void {
    if (this.chosen === project) this.view.open(project);
    else this.chosen = project;
  }

  mayPlace(project: string): boolean {
    return this.session.mayWrite(`projects/${project}/lat`).ok;
  }

  /** Only on the map itself can a place be pointed at. */
  startPlacing(project: string): void {
    this.placing = project;
    if (this.way !== 'map') this.way = 'map';
  }

  /** The name of what was placed; null when it could not be. */
  place(at: LatLng): string | null {
    const row = this.placingRow;
    this.placing = null;
    if (row === null || !moveTo(this.session, row.project, at).ok) return null;
    this.chosen = row.id;
    return row.project.name ?? '';
  }

  /** The grid with the same plans. */
  get gridPath(): string {
    return goPath(this.session.table.id, 'projects', 'map', this.#address.params().toString());
  }

  #say(name: string, value: string | null): void {
    const params = new URLSearchParams(this.#address.params().toString());
    if (value === null) params.delete(name);
    else params.set(name, value);
    this.#address.go(params, true);
  }

  #shade(): Shades {
    if (this.colouring === 'bottlenecks') return bottleneckShades(this.list.shown, this.plans.standings);
    if (this.colouring !== 'gap') return NO_SHADES;
    // Against a target stand all plans of a municipality, whatever is filtered on.
    const years = horizon(this.#thisYear());
    const { municipalities } = this.session.info;
    const figure = production(this.session.plans, {
      years,
      ...(municipalities.length === 0 ? {} : { municipalities }),
    });
    return gapShades(figure.municipalities, this.upTo);
  }
}

const byName = (a: ProjectRow, b: ProjectRow): number =>
  (a.project.name ?? '').localeCompare(b.project.name ?? '', 'nl') || (a.id < b.id ? -1 : 1);
const byHomes = (a: ProjectRow, b: ProjectRow): number =>
  (homesOf(b.project) ?? -1) - (homesOf(a.project) ?? -1) || byName(a, b);

const ORDERS: Readonly<Record<ListOrder, (a: ProjectRow, b: ProjectRow) => number>> = {
  homes: byHomes,
  municipality: (a, b) => a.municipality.localeCompare(b.municipality, 'nl') || byHomes(a, b),
  name: byName,
};

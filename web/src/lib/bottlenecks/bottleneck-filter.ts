import {
  BOTTLENECK_CATEGORIES,
  BOTTLENECK_STATES,
  CERTAINTIES,
  type BottleneckCategory,
  type BottleneckState,
  type Certainty,
} from '@bouwberaad/shared/model/bottleneck.ts';
import { isMunicipalityCode } from '@bouwberaad/shared/model/project.ts';
import { isId } from '@bouwberaad/shared/lib/ids.ts';

export const BOTTLENECK_GROUPINGS = ['none', 'category', 'municipality', 'state', 'owner'] as const;
export type BottleneckGrouping = (typeof BOTTLENECK_GROUPINGS)[number];

const BOTTLENECK_SHOWS = ['list', 'board'] as const;
export type BottleneckShow = (typeof BOTTLENECK_SHOWS)[number];

/** Which bottlenecks are shown, in the list and on the board alike. Null leaves that side open; all must hold. */
export interface BottleneckFilter {
  readonly text: string;
  /** A CBS code. It narrows the ranges as well: they are then of that municipality's plans. */
  readonly municipality: string | null;
  readonly category: BottleneckCategory | null;
  readonly certainty: Certainty | null;
  readonly state: BottleneckState | null;
  /** A person's id. */
  readonly owner: string | null;
  /** Also what is over: resolved, or an explicit `geen`. */
  readonly closed: boolean;
}

export const NO_BOTTLENECK_FILTER: BottleneckFilter = {
  text: '',
  municipality: null,
  category: null,
  certainty: null,
  state: null,
  owner: null,
  closed: false,
};

/** How the page is looked at: it stands in the address, so that a link shows another the same. */
export interface BottleneckView {
  readonly filter: BottleneckFilter;
  readonly group: BottleneckGrouping;
  readonly show: BottleneckShow;
  /** The bottleneck that is open beside it. */
  readonly about: string | null;
}

type Query = Pick<URLSearchParams, 'get'>;

/** `q`, `municipality` and `bottleneck` are those of the list of projects. What it does not know it leaves out. */
export function readView(params: Query): BottleneckView {
  return {
    filter: {
      text: params.get('q') ?? '',
      municipality: [params.get('municipality')].find(isMunicipalityCode) ?? null,
      category: oneOf(BOTTLENECK_CATEGORIES, params.get('bottleneck')),
      certainty: oneOf(CERTAINTIES, params.get('certainty')),
      state: oneOf(BOTTLENECK_STATES, params.get('state')),
      owner: [params.get('owner')].find(isId) ?? null,
      closed: params.get('closed') === '1',
    },
    group: oneOf(BOTTLENECK_GROUPINGS, params.get('group')) ?? 'none',
    show: oneOf(BOTTLENECK_SHOWS, params.get('show')) ?? 'list',
    about: [params.get('about')].find(isId) ?? null,
  };
}

export function writeView({ filter, group, show, about }: BottleneckView): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | null): void => {
    if (value !== null && value !== '') params.set(name, value);
  };
  set('q', filter.text);
  set('municipality', filter.municipality);
  set('bottleneck', filter.category);
  set('certainty', filter.certainty);
  set('state', filter.state);
  set('owner', filter.owner);
  set('closed', filter.closed ? '1' : null);
  set('group', group === 'none' ? null : group);
  set('show', show === 'list' ? null : show);
  set('about', about);
  return params;
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: string | null): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}

/** How many sides are narrowed; the search not counted. */
export function countNarrowed({
  municipality,
  category,
  certainty,
  state,
  owner,
  closed,
}: BottleneckFilter): number {
  return (
    [municipality, category, certainty, state, owner].filter((side) => side !== null).length + Number(closed)
  );
}

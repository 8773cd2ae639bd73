import {
  isOpen,
  type Bottleneck,
  type BottleneckCategory,
  type BottleneckState,
  type Certainty,
} from '@bouwberaad/shared/model/bottleneck.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import type { Plans } from '@bouwberaad/shared/model/read.ts';
import { BOARD_STATES } from '@bouwberaad/shared/model/bottleneck-states.ts';
import { searchWords } from '@bouwberaad/shared/view/filter.ts';
import { homesByYear, homesOf } from '@bouwberaad/shared/view/summary.ts';
import type { BottleneckFilter, BottleneckGrouping } from './bottleneck-filter.ts';

/** A line of the list: a bottleneck, or a project of which nobody has said anything yet. */
export interface BottleneckRow {
  /** Of the bottleneck; of the silent project `silent:<id>`. */
  readonly id: string;
  /** Null: nobody has filled anything in for its project. */
  readonly record: Bottleneck | null;
  /** Those that are still in the plans. */
  readonly projects: readonly Project[];
  readonly category: BottleneckCategory;
  readonly certainty: Certainty;
  readonly state: BottleneckState;
  /** Homes hit, as stated; else those of its projects; null when neither is known. */
  readonly homes: number | null;
  /** The homes or the years are those of the projects: nobody said how many of them it hits. */
  readonly ofProjects: { readonly homes: boolean; readonly years: boolean };
  readonly years: readonly number[];
  readonly owner: string | null;
  /** Somebody has to say what it is, or whether it is. */
  readonly ask: boolean;
}

/** Every bottleneck and every project without one; most homes first, then by id. */
export function bottleneckRows({
  projects,
  bottlenecks,
}: Pick<Plans, 'projects' | 'bottlenecks'>): BottleneckRow[] {
  const byId = new Map(projects.map((project) => [project.id, project]));
  const named = new Set(bottlenecks.flatMap((bottleneck) => bottleneck.projects));
  const rows = [
    ...bottlenecks.map((record) =>
      rowOf(
        record,
        record.projects.flatMap((id) => byId.get(id) ?? []),
      ),
    ),
    ...projects.filter(({ id }) => !named.has(id)).map(silent),
  ];
  return rows.sort((a, b) => (b.homes ?? -1) - (a.homes ?? -1) || (a.id < b.id ? -1 : 1));
}

function rowOf(record: Bottleneck, projects: readonly Project[]): BottleneckRow {
  const category = record.category ?? 'onbekend';
  const certainty = category === 'onbekend' ? 'onbekend' : (record.certainty ?? 'onbekend');
  return {
    id: record.id,
    record,
    projects,
    category,
    certainty,
    state: record.state ?? 'open',
    homes: record.homes ?? homesOfAll(projects),
    years: record.years.length > 0 ? record.years : yearsOf(projects),
    ofProjects: { homes: record.homes === null, years: record.years.length === 0 },
    owner: record.owner,
    ask: isOpen(record) && certainty === 'onbekend',
  };
}

function silent(project: Project): BottleneckRow {
  return {
    id: `silent:${project.id}`,
    record: null,
    projects: [project],
    category: 'onbekend',
    certainty: 'onbekend',
    state: 'open',
    homes: homesOf(project),
    years: yearsOf([project]),
    ofProjects: { homes: true, years: true },
    owner: null,
    ask: true,
  };
}

function homesOfAll(projects: readonly Project[]): number | null {
  const known = projects.map(homesOf).filter((homes) => homes !== null);
  return known.length === 0 ? null : known.reduce((sum, homes) => sum + homes, 0);
}

function yearsOf(projects: readonly Project[]): number[] {
  return [...new Set(projects.flatMap((project) => [...homesByYear(project).keys()]))].sort((a, b) => a - b);
}

/** Nothing holds a plan up by it any more, or ever did. */
function isOver({ record }: BottleneckRow): boolean {
  return record !== null && !isOpen(record);
}

/** `words`: what can be found of a row by typing, in lower case and without accents. */
export function filterBottlenecks(
  rows: readonly BottleneckRow[],
  filter: BottleneckFilter,
  words: (row: BottleneckRow) => string,
): BottleneckRow[] {
  const typed = searchWords(filter.text);
  const fits = (side: string | null, value: string | null): boolean => side === null || side === value;
  return rows.filter(
    (row) =>
      // Who asks for what is over, by its state or its category, gets it.
      (filter.closed || filter.state === 'resolved' || filter.category === 'geen' || !isOver(row)) &&
      fits(filter.category, row.category) &&
      fits(filter.certainty, row.certainty) &&
      fits(filter.state, row.state) &&
      fits(filter.owner, row.owner) &&
      (filter.municipality === null ||
        row.projects.some(({ municipality }) => municipality === filter.municipality)) &&
      typed.every((word) => words(row).includes(word)),
  );
}

export interface BottleneckGroup {
  /** Of the category, municipality, state or owner; empty for what has none. */
  readonly key: string;
  readonly rows: readonly BottleneckRow[];
  /** Homes of its rows; a home behind two bottlenecks is in both, so groups are not added up. */
  readonly homes: number;
}

/** In the order of the board for states, else the group with most homes first and what has no key last. */
export function groupBottlenecks(
  rows: readonly BottleneckRow[],
  grouping: Exclude<BottleneckGrouping, 'none'>,
): BottleneckGroup[] {
  const groups = new Map<string, BottleneckRow[]>();
  for (const row of rows) {
    for (const key of keysOf(row, grouping)) {
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(row);
    }
  }
  const made = [...groups].map(([key, group]) => ({
    key,
    rows: group,
    homes: group.reduce((sum, { homes }) => sum + (homes ?? 0), 0),
  }));
  if (grouping === 'state') {
    const place = ({ key }: BottleneckGroup): number => BOARD_STATES.findIndex((state) => state === key);
    return made.sort((a, b) => place(a) - place(b));
  }
  return made.sort(
    (a, b) => Number(a.key === '') - Number(b.key === '') || b.homes - a.homes || (a.key < b.key ? -1 : 1),
  );
}

/** A bottleneck that hits projects in two municipalities stands under both. */
function keysOf(row: BottleneckRow, grouping: Exclude<BottleneckGrouping, 'none'>): readonly string[] {
  switch (grouping) {
    case 'category':
      return [row.category];
    case 'state':
      return [row.state];
    case 'owner':
      return [row.owner ?? ''];
    case 'municipality': {
      const codes = new Set(row.projects.map(({ municipality }) => municipality ?? ''));
      return codes.size === 0 ? [''] : [...codes];
    }
  }
}

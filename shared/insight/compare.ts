import { netHomes, type Block } from '../model/block.ts';
import { isHard, type Project } from '../model/project.ts';
import type { Plans } from '../model/read.ts';

/** What became of a project between two moments. One project may have moved and grown at the same time. */
export type ProjectFate = 'new' | 'gone' | 'later' | 'earlier' | 'grown' | 'shrunk' | 'hardened' | 'softened';

/** Homes, net of demolition: `hard + soft = net`. */
export interface NetParts {
  readonly net: number;
  readonly hard: number;
  readonly soft: number;
}

export interface YearComparison {
  /** Null: without a year. */
  readonly year: number | null;
  readonly older: NetParts;
  readonly newer: NetParts;
}

/** Homes of build blocks that changed their year; both moments name a year for them. */
export interface Shift {
  /** Moved to a later year. */
  readonly later: number;
  /** Moved to an earlier one. */
  readonly earlier: number;
  /** Home-years, later counted as plus: `sum(n x delta years)`. */
  readonly homeYears: number;
  /** Mean over the homes that moved, in years; later is positive. Null when none moved. */
  readonly years: number | null;
}

export interface ProjectComparison {
  readonly id: string;
  readonly name: string | null;
  readonly municipality: string | null;
  /** In the order of `ProjectFate`; never empty. */
  readonly fates: readonly ProjectFate[];
  /** Net homes; null where it is not in those plans. */
  readonly older: number | null;
  readonly newer: number | null;
  readonly shift: Shift;
}

/** Why net homes differ: `added - dropped + grown - shrunk` is the difference. All are 0 or more, but see below. */
export interface Difference {
  /** Net homes of projects that were not there before (negative when they demolish more than they build). */
  readonly added: number;
  /** Net homes of projects that are not there any more (negative likewise). */
  readonly dropped: number;
  readonly grown: number;
  readonly shrunk: number;
}

export interface Comparison {
  readonly older: NetParts & { readonly projects: number };
  readonly newer: NetParts & { readonly projects: number };
  readonly difference: Difference;
  readonly shift: Shift;
  /** Years of either, in order; homes without a year last. */
  readonly years: readonly YearComparison[];
  /** Only those that differ: most homes concerned first, then by name and id. */
  readonly projects: readonly ProjectComparison[];
}

/**
 * Two states of one table's plans side by side, projects and blocks matched by their id. Homes are net (build minus
 * demolition); hard is plan status 1A 1B 2A 2B. A shift is read as insight 2 reads it: a block that changes its year
 * moves `min(old, new)` of its homes, demolition left out; so `later + earlier` is that insight's `shifted`.
 * Source: product.md, Insights 2 and 7; the difference: sum of the parts, by definition.
 */
export function comparePlans(older: Plans, newer: Plans): Comparison {
  const before = new Map(older.projects.map((project) => [project.id, project]));
  const after = new Map(newer.projects.map((project) => [project.id, project]));
  const pairs = [...new Set([...before.keys(), ...after.keys()])].map((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    return { was, is, shift: shiftBetween(was, is) };
  });
  return {
    older: { ...partsOf(older.projects), projects: older.projects.length },
    newer: { ...partsOf(newer.projects), projects: newer.projects.length },
    difference: differenceOf(pairs),
    shift: addShifts(pairs.map(({ shift }) => shift)),
    years: yearsOf(older.projects, newer.projects),
    projects: pairs
      .map(compareProject)
      .filter((project) => project !== null)
      .sort(byHomes),
  };
}

interface Pair {
  readonly was: Project | undefined;
  readonly is: Project | undefined;
  readonly shift: Shift;
}

function netOf({ blocks }: Pick<Project, 'blocks'>): number {
  return blocks.reduce((sum, block) => sum + netHomes(block), 0);
}

function partsOf(projects: readonly Project[], wanted: (block: Block) => boolean = () => true): NetParts {
  let [hard, soft] = [0, 0];
  for (const project of projects) {
    const net = netOf({ blocks: project.blocks.filter(wanted) });
    if (isHard(project)) hard += net;
    else soft += net;
  }
  return { net: hard + soft, hard, soft };
}

function differenceOf(pairs: readonly Pair[]): Difference {
  const sums = { added: 0, dropped: 0, grown: 0, shrunk: 0 };
  for (const { was, is } of pairs) {
    if (was === undefined) sums.added += is === undefined ? 0 : netOf(is);
    else if (is === undefined) sums.dropped += netOf(was);
    else {
      const grown = netOf(is) - netOf(was);
      if (grown > 0) sums.grown += grown;
      else sums.shrunk -= grown;
    }
  }
  // Minus nothing is nothing.
  return { ...sums, shrunk: sums.shrunk + 0 };
}

function shiftBetween(was: Project | undefined, is: Project | undefined): Shift {
  const [sum, now] = [
    { later: 0, earlier: 0, homeYears: 0 },
    new Map(is?.blocks.map((one) => [one.id, one])),
  ];
  for (const old of was?.blocks ?? []) {
    const block = now.get(old.id);
    if (block === undefined || old.year === null || block.year === null) continue;
    const homes = Math.max(0, Math.min(netHomes(old), netHomes(block)));
    const years = block.year - old.year;
    if (years > 0) sum.later += homes;
    if (years < 0) sum.earlier += homes;
    sum.homeYears += homes * years;
  }
  return withMean(sum);
}

function addShifts(shifts: readonly Shift[]): Shift {
  const sum = { later: 0, earlier: 0, homeYears: 0 };
  for (const { later, earlier, homeYears } of shifts) {
    sum.later += later;
    sum.earlier += earlier;
    sum.homeYears += homeYears;
  }
  return withMean(sum);
}

function withMean(sum: Omit<Shift, 'years'>): Shift {
  const moved = sum.later + sum.earlier;
  return { ...sum, years: moved === 0 ? null : sum.homeYears / moved };
}

function yearsOf(older: readonly Project[], newer: readonly Project[]): YearComparison[] {
  const years = new Set<number | null>();
  for (const { blocks } of [...older, ...newer]) for (const { year } of blocks) years.add(year);
  return [...years]
    .sort((a, b) => (a ?? Infinity) - (b ?? Infinity))
    .map((year) => ({
      year,
      older: partsOf(older, (block) => block.year === year),
      newer: partsOf(newer, (block) => block.year === year),
    }))
    .filter(({ year, older: was, newer: is }) => year !== null || was.net !== 0 || is.net !== 0);
}

function compareProject({ was, is, shift }: Pair): ProjectComparison | null {
  const fates = fatesOf({ was, is, shift });
  const named = is ?? was;
  if (named === undefined || fates.length === 0) return null;
  return {
    id: named.id,
    name: named.name,
    municipality: named.municipality,
    fates,
    older: was === undefined ? null : netOf(was),
    newer: is === undefined ? null : netOf(is),
    shift,
  };
}

function fatesOf({ was, is, shift }: Pair): ProjectFate[] {
  if (was === undefined) return ['new'];
  if (is === undefined) return ['gone'];
  const grown = netOf(is) - netOf(was);
  const fates: (ProjectFate | null)[] = [
    shift.later > 0 ? 'later' : null,
    shift.earlier > 0 ? 'earlier' : null,
    grown > 0 ? 'grown' : null,
    grown < 0 ? 'shrunk' : null,
    isHard(is) && !isHard(was) ? 'hardened' : null,
    isHard(was) && !isHard(is) ? 'softened' : null,
  ];
  return fates.filter((fate) => fate !== null);
}

function byHomes(a: ProjectComparison, b: ProjectComparison): number {
  return (
    concerned(b) - concerned(a) || (a.name ?? '').localeCompare(b.name ?? '', 'nl') || (a.id < b.id ? -1 : 1)
  );
}

/** Homes that are somewhere else, more or fewer than before. */
function concerned({ older, newer, shift }: ProjectComparison): number {
  return Math.max(shift.later + shift.earlier, Math.abs((newer ?? 0) - (older ?? 0)));
}

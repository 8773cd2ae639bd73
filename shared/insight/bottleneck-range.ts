import { netHomes } from '../model/block.ts';
import {
  BOTTLENECK_CATEGORIES,
  CERTAINTIES,
  isOpen,
  type BottleneckCategory,
  type Certainty,
} from '../model/bottleneck.ts';
import type { Bottleneck } from '../model/bottleneck.ts';
import type { Project } from '../model/project.ts';
import type { Plans } from '../model/read.ts';

/** What can hold a plan up: the categories without the answers `geen` and `onbekend`. */
export type HoldingCategory = Exclude<BottleneckCategory, 'geen' | 'onbekend'>;
export const HOLDING_CATEGORIES = BOTTLENECK_CATEGORIES.filter(isHolding);

/** Projects or homes by how sure it is that they are held up; `all` is the whole that the shares are of. */
export interface Range {
  readonly all: number;
  readonly confirmed: number;
  readonly suspected: number;
  readonly unknown: number;
  /** `confirmed / all`, 0 to 1; null when there is nothing. */
  readonly low: number | null;
  /** `(confirmed + suspected) / all`. */
  readonly highWithoutUnknown: number | null;
  /** `(confirmed + suspected + unknown) / all`. */
  readonly high: number | null;
}

export interface BottleneckRange {
  readonly category: HoldingCategory;
  readonly byProjects: Range;
  /** By the projects' net homes, negative nets left out. */
  readonly byHomes: Range;
}

/**
 * Insight 3, per category, in the order of the model. `low = confirmed / N`, `high = (confirmed + suspected + unknown)
 * / N`. A project counts per category with its strongest open certainty (one that nobody stated is unknown); an
 * explicit, open `onbekend`, or a project without any record, is unknown in every category that it does not name;
 * a project with any record counts as none in the categories that it does not name, `geen` as none.
 * Source: product.md, Insights 3; N = 100, 7 confirmed, 9 suspected, 7 unknown: 7 to 23 %, 16 % without the unknown.
 */
export function bottleneckRanges(
  plans: Plans,
  states = bottleneckStates(plans.bottlenecks),
): BottleneckRange[] {
  const counts = new Map(
    HOLDING_CATEGORIES.map((category) => [category, { projects: newCount(), homes: newCount() }]),
  );
  let homesOfAll = 0;
  for (const project of plans.projects) {
    const homes = weight(project);
    homesOfAll += homes;
    for (const [category, count] of counts) {
      const certainty = certaintyIn(states, project.id, category);
      if (certainty === null) continue;
      count.projects[certainty] += 1;
      count.homes[certainty] += homes;
    }
  }
  return [...counts].map(([category, count]) => ({
    category,
    byProjects: toRange(count.projects, plans.projects.length),
    byHomes: toRange(count.homes, homesOfAll),
  }));
}

/** What is known of one project: its strongest open certainty per category, and whether it says `onbekend`. */
export interface ProjectBottlenecks {
  readonly strongest: ReadonlyMap<HoldingCategory, Certainty>;
  readonly unknown: boolean;
}

/** By project id; a project without any record is not in it. */
export function bottleneckStates(
  bottlenecks: readonly Bottleneck[],
): ReadonlyMap<string, ProjectBottlenecks> {
  const states = new Map<string, { strongest: Map<HoldingCategory, Certainty>; unknown: boolean }>();
  for (const bottleneck of bottlenecks) {
    if (bottleneck.removed) continue;
    for (const project of bottleneck.projects) {
      const state = states.get(project) ?? {
        strongest: new Map<HoldingCategory, Certainty>(),
        unknown: false,
      };
      states.set(project, state);
      if (!isOpen(bottleneck)) continue;
      if (bottleneck.category === 'onbekend') state.unknown = true;
      if (isHolding(bottleneck.category)) {
        state.strongest.set(
          bottleneck.category,
          stronger(state.strongest.get(bottleneck.category), bottleneck.certainty),
        );
      }
    }
  }
  return states;
}

/** Null when the category does not hold the project up. */
export function certaintyIn(
  states: ReadonlyMap<string, ProjectBottlenecks>,
  project: string,
  category: HoldingCategory,
): Certainty | null {
  const state = states.get(project);
  if (state === undefined) return 'onbekend';
  return state.strongest.get(category) ?? (state.unknown ? 'onbekend' : null);
}

function isHolding(category: BottleneckCategory | null): category is HoldingCategory {
  return category !== null && category !== 'geen' && category !== 'onbekend';
}

function stronger(a: Certainty | undefined, b: Certainty | null): Certainty {
  return CERTAINTIES.find((certainty) => certainty === a || certainty === b) ?? 'onbekend';
}

function weight(project: Project): number {
  return Math.max(
    0,
    project.blocks.reduce((sum, block) => sum + netHomes(block), 0),
  );
}

type Count = Record<Certainty, number>;

function newCount(): Count {
  return { bevestigd: 0, vermoed: 0, onbekend: 0 };
}

function toRange(count: Count, all: number): Range {
  const { bevestigd: confirmed, vermoed: suspected, onbekend: unknown } = count;
  const share = (part: number): number | null => (all === 0 ? null : part / all);
  return {
    all,
    confirmed,
    suspected,
    unknown,
    low: share(confirmed),
    highWithoutUnknown: share(confirmed + suspected),
    high: share(confirmed + suspected + unknown),
  };
}

import { sameJson } from '../lib/json.ts';
import type { Project } from '../model/project.ts';
import type { Plans } from '../model/read.ts';
import { affordability, type BoundedShare } from './affordable.ts';
import {
  bottleneckRanges,
  bottleneckStates,
  certaintyIn,
  HOLDING_CATEGORIES,
  type HoldingCategory,
} from './bottleneck-range.ts';
import { capacity } from './capacity.ts';
import { concentration, type ConcentrationThresholds } from './concentration.ts';
import { production } from './production.ts';

export interface EffectParams {
  /** The years of the figures: the table's horizon. */
  readonly years: readonly number[];
  readonly thresholds?: ConcentrationThresholds;
}

/** `homes`: net homes, expected ones with two decimals at most. `share`: 0 to 1. `signals`: 1 when it is one, else 0. */
export type EffectUnit = 'homes' | 'share' | 'signals';

/** One figure before and after; null where it cannot be told. Plain JSON: it is what a round is held on. */
export interface EffectFigure {
  /** Stable: the figure's name and what it is about, e.g. `planned:0193:2028`. */
  readonly key: string;
  readonly unit: EffectUnit;
  readonly before: number | null;
  readonly after: number | null;
  /** The target or norm that it is held against, after the changes. */
  readonly norm: number | null;
}

/** What the changes reach: other years and municipalities are not in the figures one by one. */
interface Reach {
  readonly municipalities: readonly string[];
  readonly years: readonly number[];
  readonly categories: readonly HoldingCategory[];
}

interface Measure {
  readonly unit: EffectUnit;
  readonly value: number | null;
  readonly norm: number | null;
}

/**
 * Insight 8: figures 1, 3, 4, 6 and 7 before and after, in a fixed order of meaning:
 * `planned:region`; `expected:<year>` of the years that change, against the target; `planned:<code>:<year>` and
 * `expected:<code>:<year>` of the municipalities concerned, every year, for their bars; `concentration:<code>:<year>:
 * <dwelling>:<segment>` and `signal:...` of the cells that are a signal before or after; `bottleneck:<category>:low`,
 * `:high` (by homes) and `heldUp:<category>:<year>` (planned homes behind a confirmed bottleneck) of the categories
 * concerned; `affordable:low`, `:high`, `socialRent:low`, `:high`; `capacity`, `capacity:corrected`.
 * Equal plans give figures whose before and after are equal. Source: product.md, Insights 8.
 */
export function effect(before: Plans, after: Plans, params: EffectParams): EffectFigure[] {
  const reach = reachOf(before, after, params.years);
  const old = measure(before, reach, params);
  const now = measure(after, reach, params);
  const isSignal = (key: string): boolean => [old, now].some((side) => side.get(signalKey(key))?.value === 1);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys
    .filter((key) => !/^(concentration|signal):/.test(key) || isSignal(key))
    .map((key) => {
      const was = old.get(key);
      const is = now.get(key);
      const one = is ?? was;
      // A cell that is in only one of the two is empty in the other.
      return {
        key,
        unit: one?.unit ?? 'homes',
        before: valueOf(was),
        after: valueOf(is),
        norm: one?.norm ?? null,
      };
    })
    .sort((a, b) => rank(a.key) - rank(b.key));
}

function signalKey(key: string): string {
  return key.replace(/^concentration:/, 'signal:');
}

function valueOf(measure: Measure | undefined): number | null {
  return measure === undefined ? 0 : measure.value;
}

/** The figures of a reading of the plans that a round keeps: by key, without the comparison. */
export function figuresOf(
  figures: readonly EffectFigure[],
  side: 'before' | 'after',
): Record<string, number | null> {
  return Object.fromEntries(figures.map((figure) => [figure.key, figure[side]]));
}

const ORDER = [
  'planned',
  'expected',
  'concentration',
  'signal',
  'heldUp',
  'bottleneck',
  'affordable',
  'socialRent',
  'capacity',
];

/** The region before its parts, then by figure; a stable sort keeps the rest as it was measured. */
function rank(key: string): number {
  const [name = '', about = ''] = key.split(':');
  return ORDER.indexOf(name) + (/^\d{4}$/.test(about) && key.split(':').length === 3 ? 0.5 : 0);
}

function reachOf(before: Plans, after: Plans, horizon: readonly number[]): Reach {
  const changed = changedPairs(before.projects, after.projects);
  const projects = changed.flatMap((pair) => pair.filter((project) => project !== undefined));
  const years = new Set(changed.flatMap(([was, is]) => changedYears(was, is)));
  const states = [bottleneckStates(before.bottlenecks), bottleneckStates(after.bottlenecks)];
  const touched = new Set(
    changedPairs(before.bottlenecks, after.bottlenecks)
      .flat()
      .map((one) => one?.category),
  );
  const concerned = (category: HoldingCategory): boolean =>
    touched.has(category) ||
    projects.some(({ id }) => states.some((state) => state.get(id)?.strongest.has(category)));
  return {
    municipalities: [
      ...new Set(projects.map(({ municipality }) => municipality).filter((code) => code !== null)),
    ].sort(),
    years: horizon.filter((year) => years.has(year)),
    categories: HOLDING_CATEGORIES.filter(concerned),
  };
}

type Pair<T> = readonly [was: T | undefined, is: T | undefined];

/** Each record that differs, before and after, by id. Most stand unchanged at their old place: only the rest is looked up. */
function changedPairs<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): Pair<T>[] {
  const old = before.filter((one, at) => one !== after[at]);
  const fresh = after.filter((one, at) => one !== before[at]);
  const now = new Map(fresh.map((one) => [one.id, one]));
  const was = new Set(old.map(({ id }) => id));
  const kept = old.map((one): Pair<T> => [one, now.get(one.id)]).filter(([a, b]) => !sameJson(a, b));
  return [...kept, ...fresh.filter(({ id }) => !was.has(id)).map((one): Pair<T> => [undefined, one])];
}

/** Years whose blocks differ; all of the project's years when something of the project itself does. */
function changedYears(was: Project | undefined, is: Project | undefined): number[] {
  const blocks = [...(was?.blocks ?? []), ...(is?.blocks ?? [])];
  const whole =
    was === undefined || is === undefined || !sameJson({ ...was, blocks: null }, { ...is, blocks: null });
  const differs = (id: string): boolean =>
    !sameJson(
      was?.blocks.find((block) => block.id === id) ?? null,
      is?.blocks.find((block) => block.id === id) ?? null,
    );
  return blocks
    .filter((block) => whole || differs(block.id))
    .flatMap(({ year }) => (year === null ? [] : [year]));
}

function measure(plans: Plans, reach: Reach, params: EffectParams): Map<string, Measure> {
  const measures = new Map<string, Measure>();
  const set = (key: string, unit: EffectUnit, value: number | null, norm: number | null = null): void => {
    measures.set(key, { unit, value, norm });
  };
  measureProduction(plans, reach, params.years, set);
  measureConcentration(plans, reach, params, set);
  measureBottlenecks(plans, reach, set);
  const shares = affordability(plans, { years: params.years });
  for (const [name, share] of Object.entries(shares) as [string, BoundedShare][]) {
    set(`${name}:low`, 'share', share.low, share.norm);
    set(`${name}:high`, 'share', share.high, share.norm);
  }
  const room = capacity(plans, { years: params.years });
  set('capacity', 'share', room.ratio, room.norm);
  set('capacity:corrected', 'share', room.corrected, room.norm);
  return measures;
}

type Setter = (key: string, unit: EffectUnit, value: number | null, norm?: number | null) => void;

function measureProduction(plans: Plans, reach: Reach, years: readonly number[], set: Setter): void {
  const figure = production(plans, { years });
  set(
    'planned:region',
    'homes',
    figure.years.reduce((sum, year) => sum + year.planned, 0),
  );
  for (const { year, expected, target } of figure.years) {
    if (reach.years.includes(year)) set(`expected:${year}`, 'homes', expected, target);
  }
  for (const code of reach.municipalities) {
    const rows = figure.municipalities.find(({ municipality }) => municipality === code)?.years ?? [];
    for (const { year, planned, target } of rows) set(`planned:${code}:${year}`, 'homes', planned, target);
    for (const { year, expected, target } of rows) set(`expected:${code}:${year}`, 'homes', expected, target);
  }
}

function measureConcentration(plans: Plans, reach: Reach, params: EffectParams, set: Setter): void {
  const { thresholds } = params;
  const cells = concentration(plans, {
    years: reach.years,
    ...(thresholds === undefined ? {} : { thresholds }),
  });
  for (const cell of cells) {
    if (!reach.municipalities.includes(cell.municipality)) continue;
    const about = `${cell.municipality}:${cell.year}:${cell.dwelling}:${cell.segment}`;
    set(`concentration:${about}`, 'share', cell.share);
    set(`signal:${about}`, 'signals', cell.signal ? 1 : 0);
  }
}

function measureBottlenecks(plans: Plans, reach: Reach, set: Setter): void {
  const states = bottleneckStates(plans.bottlenecks);
  for (const { category, byHomes } of bottleneckRanges(plans, states)) {
    if (!reach.categories.includes(category)) continue;
    set(`bottleneck:${category}:low`, 'share', byHomes.low);
    set(`bottleneck:${category}:high`, 'share', byHomes.high);
  }
  for (const category of reach.categories) {
    const held = plans.projects.filter(({ id }) => certaintyIn(states, id, category) === 'bevestigd');
    const perYear = production({ ...plans, projects: held }, { years: reach.years }).years;
    for (const { year, planned } of perYear) set(`heldUp:${category}:${year}`, 'homes', planned);
  }
}

import { netHomes } from '../model/block.ts';
import type { Plans } from '../model/read.ts';

/** What became of the homes that the older plans had in a year. In homes; the four parts add up to `planned`. */
export interface YearRealism {
  readonly year: number;
  readonly planned: number;
  /** Still planned in the same year. */
  readonly kept: number;
  /** Planned in another year now. */
  readonly shifted: number;
  /** Still there, without a year. */
  readonly undated: number;
  /** In the newer plans no more. */
  readonly gone: number;
  /** `kept / planned`, 0 to 1; null when nothing was planned. */
  readonly keptShare: number | null;
}

export interface Realism {
  readonly years: readonly YearRealism[];
  readonly total: Omit<YearRealism, 'year'>;
  /** Mean shift of the homes that survived, in years; later is positive. Null when none survived. */
  readonly shift: number | null;
}

interface Sum {
  planned: number;
  kept: number;
  shifted: number;
  undated: number;
}

/**
 * Insight 2, between two sets of plans of the same table. `kept_y = homes planned in y in both / homes planned in y in
 * the older`; `shift = sum(n x delta years) / sum(n)` over the survivors. Blocks are matched by their id (and their
 * project's), a block keeps `min(old, new)` homes, negative nets are left out, a changed year is a shift.
 * Source: product.md, Insights 2; 200 homes in 2026: 100 stay, 50 slip one year, 50 vanish: 50 %, 0.33 year.
 *
 * `years`: years of the older plans to look at; all of them when left out.
 */
export function realism(older: Plans, newer: Plans, years?: readonly number[]): Realism {
  const now = new Map(newer.projects.map(({ id, blocks }) => [id, blocks]));
  const sums = new Map<number, Sum>();
  let moved = 0;
  let survivors = 0;
  const blocks = older.projects.flatMap((project) =>
    project.blocks.map((was) => ({ project: project.id, was })),
  );
  for (const { project, was } of blocks) {
    const homes = netHomes(was);
    if (was.year === null || homes <= 0 || (years !== undefined && !years.includes(was.year))) continue;
    const sum = sums.get(was.year) ?? { planned: 0, kept: 0, shifted: 0, undated: 0 };
    sums.set(was.year, sum);
    sum.planned += homes;
    const is = now.get(project)?.find(({ id }) => id === was.id);
    const left = is === undefined ? 0 : Math.max(0, Math.min(homes, netHomes(is)));
    if (is === undefined || left === 0) continue;
    if (is.year === null) {
      sum.undated += left;
      continue;
    }
    sum[is.year === was.year ? 'kept' : 'shifted'] += left;
    moved += left * (is.year - was.year);
    survivors += left;
  }
  const rows = [...sums].sort(([a], [b]) => a - b).map(([year, sum]) => ({ year, ...parts(sum) }));
  return {
    years: rows,
    total: parts(totalOf([...sums.values()])),
    shift: survivors === 0 ? null : moved / survivors,
  };
}

function totalOf(sums: readonly Sum[]): Sum {
  const total: Sum = { planned: 0, kept: 0, shifted: 0, undated: 0 };
  for (const sum of sums) {
    total.planned += sum.planned;
    total.kept += sum.kept;
    total.shifted += sum.shifted;
    total.undated += sum.undated;
  }
  return total;
}

function parts(sum: Sum): Omit<YearRealism, 'year'> {
  const { planned, kept, shifted, undated } = sum;
  const gone = planned - kept - shifted - undated;
  return { planned, kept, shifted, undated, gone, keptShare: planned === 0 ? null : kept / planned };
}

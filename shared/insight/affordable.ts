import { isBuild, type Block, type Segment } from '../model/block.ts';
import type { Plans } from '../model/read.ts';

/** The segments that count as affordable; the price limits behind them are a dated table in data. */
export const AFFORDABLE: readonly Segment[] = ['sociale huur', 'middenhuur', 'betaalbare koop'];
export const SOCIAL_RENT: readonly Segment[] = ['sociale huur'];

export const AFFORDABLE_NORM = 2 / 3;
export const SOCIAL_RENT_NORM = 0.3;

/** A share between bounds: what is certainly so, and what could be so at most. */
export interface BoundedShare {
  /** Build homes. */
  readonly all: number;
  readonly known: number;
  /** Homes that may or may not belong to it: nobody has said. */
  readonly unknown: number;
  /** `known / all`, 0 to 1; null when there is nothing. */
  readonly low: number | null;
  /** `(known + unknown) / all`. */
  readonly high: number | null;
  readonly norm: number;
  /** `reached` and `missed` hold whatever the unknown turn out to be; null when there is nothing. */
  readonly verdict: 'reached' | 'missed' | 'undecided' | null;
}

export interface AffordableOptions {
  /** Years to count; every block, also those without a year, when left out. */
  readonly years?: readonly number[];
  readonly municipalities?: readonly string[];
}

export interface Affordability {
  readonly affordable: BoundedShare;
  readonly socialRent: BoundedShare;
}

/**
 * Insight 6: `known/N` to `(known + unknown)/N` of the build homes, against two thirds; social rent against 30 %. What
 * a block's split does not name is unknown.
 * Source: product.md, Insights 6; N = 300, 80 + 50 + 60 known, 30 unknown: 63 to 73 %, undecided.
 */
export function affordability(plans: Plans, options: AffordableOptions = {}): Affordability {
  const blocks = chosen(plans, options);
  return {
    affordable: boundedShare(blocks, AFFORDABLE, AFFORDABLE_NORM),
    socialRent: boundedShare(blocks, SOCIAL_RENT, SOCIAL_RENT_NORM),
  };
}

function chosen(plans: Plans, { years, municipalities }: AffordableOptions): Block[] {
  const blocks: Block[] = [];
  for (const { municipality, blocks: own } of plans.projects) {
    if (municipalities !== undefined && (municipality === null || !municipalities.includes(municipality)))
      continue;
    for (const block of own) {
      if (isBuild(block) && (years === undefined || (block.year !== null && years.includes(block.year))))
        blocks.push(block);
    }
  }
  return blocks;
}

/** The share of the given segments. A split that names more homes than its block has never pushes a share over 1. */
export function boundedShare(
  blocks: readonly Block[],
  segments: readonly Segment[],
  norm: number,
): BoundedShare {
  let all = 0;
  let known = 0;
  let unknown = 0;
  for (const block of blocks) {
    const homes = block.homes ?? 0;
    let inside = 0;
    let outside = 0;
    for (const segment in block.segment) {
      const named = block.segment[segment as Segment] ?? 0;
      if (segments.includes(segment as Segment)) inside += named;
      else if (segment !== 'onbekend') outside += named;
    }
    const low = Math.min(inside, homes);
    all += homes;
    known += low;
    unknown += Math.max(low, homes - outside) - low;
  }
  if (all === 0) return { all, known, unknown, low: null, high: null, norm, verdict: null };
  const low = known / all;
  const high = (known + unknown) / all;
  return {
    all,
    known,
    unknown,
    low,
    high,
    norm,
    verdict: low >= norm ? 'reached' : high < norm ? 'missed' : 'undecided',
  };
}

import type { Production, YearProduction } from './production.ts';

/**
 * The first sentence of the overview, in parts: "Tot en met 2035 verwachten we 13.830 woningen. Dat zijn er 4.270 te
 * weinig, vooral na 2030." Whole homes; `gap` is `target - expected`, so that the numbers on the screen add up.
 */
export type Balance =
  | {
      readonly kind: 'short';
      readonly from: number;
      readonly to: number;
      readonly expected: number;
      readonly target: number;
      readonly gap: number;
      readonly mostly: Mostly | null;
    }
  | {
      readonly kind: 'enough';
      readonly from: number;
      readonly to: number;
      readonly expected: number;
      readonly target: number;
      readonly surplus: number;
    }
  | Undecided;

/** There is no clear answer: say so, with the bounds that are known. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly from: number;
  readonly to: number;
  /** `noTarget`: years without an ambition. `likelihood`: whether it is enough hangs on plans without a likelihood. */
  readonly reason: 'noTarget' | 'likelihood';
  /** Without and with the homes whose likelihood nobody has stated. */
  readonly low: number;
  readonly high: number;
  readonly target: number | null;
}

/** Where most of the shortage lies: `after: 2030` or `upTo: 2028`. */
export type Mostly = { readonly after: number } | { readonly upTo: number };

/** "Mostly" is two thirds of the shortage within at most half of the years. */
const MOST = 2 / 3;

/** Null for a figure without years. */
export function balance(figure: Production): Balance | null {
  const { years } = figure;
  const from = years[0]?.year;
  const to = years.at(-1)?.year;
  if (from === undefined || to === undefined) return null;
  const high = Math.round(sum(years.map((year) => year.expected)));
  const low = Math.min(high, Math.round(high - figure.unknownHomes));
  if (years.some((year) => year.target === null)) {
    return { kind: 'undecided', from, to, reason: 'noTarget', low, high, target: null };
  }
  const target = sum(years.map((year) => year.target ?? 0));
  if (low < target && high >= target && low !== high)
    return { kind: 'undecided', from, to, reason: 'likelihood', low, high, target };
  if (high >= target) return { kind: 'enough', from, to, expected: high, target, surplus: high - target };
  return { kind: 'short', from, to, expected: high, target, gap: target - high, mostly: mostly(years) };
}

/** The latest year after which, else the earliest up to which, most of the shortage lies; null when it is spread. */
export function mostly(years: readonly YearProduction[]): Mostly | null {
  const shortages = years.map((year) => Math.max(0, year.gap ?? 0));
  const all = sum(shortages);
  const half = Math.floor(years.length / 2);
  if (all === 0 || half === 0) return null;
  for (let count = 1; count <= half; count++) {
    const before = years[years.length - count - 1];
    if (before !== undefined && sum(shortages.slice(-count)) >= all * MOST) return { after: before.year };
  }
  for (let count = 1; count <= half; count++) {
    const last = years[count - 1];
    if (last !== undefined && sum(shortages.slice(0, count)) >= all * MOST) return { upTo: last.year };
  }
  return null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

import type { BottleneckRange, Range } from '@bouwberaad/shared/insight/bottleneck-range.ts';

/** In per cent; null shares are nothing. */
export function hundred(share: number | null): number {
  return (share ?? 0) * 100;
}

/** Those that somebody named, widest reach over the projects first. */
export function namedRanges(ranges: readonly BottleneckRange[]): BottleneckRange[] {
  return ranges
    .filter(({ byProjects }) => byProjects.confirmed + byProjects.suspected > 0)
    .toSorted(
      (a, b) =>
        (b.byProjects.high ?? 0) - (a.byProjects.high ?? 0) ||
        b.byProjects.confirmed - a.byProjects.confirmed,
    );
}

/** What holds up most homes; null when nobody named anything. */
export function widest(ranges: readonly BottleneckRange[]): BottleneckRange | null {
  const [first] = namedRanges(ranges).toSorted(
    (a, b) => (b.byHomes.high ?? 0) - (a.byHomes.high ?? 0) || (b.byHomes.low ?? 0) - (a.byHomes.low ?? 0),
  );
  return first ?? null;
}

/** Marks of one scale for all bars, in per cent: from 0, at most five, the last at or above the widest. */
export function marksOf(ranges: readonly BottleneckRange[]): readonly number[] {
  const most = Math.max(
    1,
    ...ranges.flatMap(({ byProjects, byHomes }) => [hundred(byProjects.high), hundred(byHomes.high)]),
  );
  const step = [5, 10, 15, 20, 25].find((size) => size * 4 >= most) ?? 25;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
}

export interface RangePart {
  readonly fill: 'known' | 'likely' | 'unknown';
  readonly size: number;
}

export function partsOf(range: Range): readonly RangePart[] {
  return [
    { fill: 'known', size: hundred(range.low) },
    { fill: 'likely', size: hundred(range.highWithoutUnknown) - hundred(range.low) },
    { fill: 'unknown', size: hundred(range.high) - hundred(range.highWithoutUnknown) },
  ];
}

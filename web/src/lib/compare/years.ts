import type { YearComparison } from '@bouwberaad/shared/insight/compare.ts';

type Year = YearComparison & { readonly year: number };

/** The years of a comparison without holes, for an axis; homes without a year are not on it. */
export function axisYears(years: readonly YearComparison[]): Year[] {
  const known = years.filter((one): one is Year => one.year !== null);
  const [first, last] = [known[0]?.year, known.at(-1)?.year];
  if (first === undefined || last === undefined) return [];
  const nothing = { net: 0, hard: 0, soft: 0 };
  return Array.from({ length: last - first + 1 }, (_, offset) => {
    const year = first + offset;
    return known.find((one) => one.year === year) ?? { year, older: nothing, newer: nothing };
  });
}

/** The year in which most homes more or fewer are planned than before; null when none differs. */
export function mostChanged(years: readonly YearComparison[]): Year | null {
  let most: Year | null = null;
  const size = ({ older, newer }: YearComparison): number => Math.abs(newer.net - older.net);
  for (const one of axisYears(years)) if (size(one) > (most === null ? 0 : size(most))) most = one;
  return most;
}

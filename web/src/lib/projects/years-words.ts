import { m } from '#lib/paraglide/messages.js';

/** Years as one says them: `2028`, `2028 tot en met 2030`, `2028, 2030`; null for none. */
export function yearsWords(years: readonly number[]): string | null {
  const runs: [first: number, last: number][] = [];
  for (const year of [...new Set(years)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.[1] === year - 1) run[1] = year;
    else runs.push([year, year]);
  }
  if (runs.length === 0) return null;
  return runs
    .flatMap(([first, last]) =>
      last - first < 2
        ? first === last
          ? [String(first)]
          : [String(first), String(last)]
        : [m.plan_years_range({ first: String(first), last: String(last) })],
    )
    .join(', ');
}

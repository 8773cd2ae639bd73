import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { HistoryEntry } from './history.ts';

/**
 * The rows of a project that are about one of its year cells, newest first as they came. A block's rows count where
 * it had that year at the time; where it went to another year, both years show it. `yearOf`: the year of a block now.
 */
export function rowsOfYear(
  rows: readonly HistoryEntry[],
  year: number,
  yearOf: (block: string) => number | null,
): HistoryEntry[] {
  // Walked back in time, a block's year is known at every row: the one it has now, until the row that set it.
  const years = new Map<string, number | null>();
  return rows.filter((row) => {
    const place = parsePath(row.path);
    if (place?.block === undefined) return false;
    const { block, field } = place;
    const then = years.has(block) ? (years.get(block) ?? null) : yearOf(block);
    if (field === 'year') {
      const before = asYear(row.from);
      years.set(block, before);
      return asYear(row.to) === year || before === year;
    }
    if (field === undefined) return (then ?? asYear((row.to as { year?: unknown } | null)?.year)) === year;
    years.set(block, then);
    return then === year;
  });
}

function asYear(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

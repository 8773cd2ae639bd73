import type { Id } from './scan.ts';

export function sameId(a: Id | null, b: Id | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);
}

/** The index of the last entry that begins at or before a clock; -1 when all begin after it. */
export function lastFrom(sorted: readonly Pick<Id, 'clock'>[], clock: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.clock ?? 0) <= clock) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';

/**
 * The order in which rows stood when somebody last asked for one. While people work, values by which the list is
 * sorted, filtered or grouped change; the rows stay where they are until the reader asks for the order anew.
 */
export interface HeldOrder {
  /** Ids from top to bottom. */
  readonly ids: readonly string[];
  /** The group in which each stood. */
  readonly groups: ReadonlyMap<string, string | null>;
}

type KeyOf = (row: ProjectRow) => string | null;

export function holdOrder(rows: readonly ProjectRow[], keyOf: KeyOf): HeldOrder {
  return {
    ids: rows.map(({ id }) => id),
    groups: new Map(rows.map((row) => [row.id, keyOf(row)])),
  };
}

/**
 * The rows as they stood, with the values of now: those that the filter would now hide are still there, what came since
 * stands at the end, what was taken out of the list is gone.
 */
export function inHeldOrder(
  held: HeldOrder,
  wanted: readonly ProjectRow[],
  rowOf: (id: string) => ProjectRow | undefined,
): ProjectRow[] {
  const kept = held.ids.flatMap((id) => rowOf(id) ?? []);
  return [...kept, ...wanted.filter(({ id }) => !held.groups.has(id))];
}

/** The group in which a row stands: that of before, or its own when it came since. */
export function heldKey(held: HeldOrder, keyOf: KeyOf): KeyOf {
  return (row) => {
    const key = held.groups.get(row.id);
    return key === undefined ? keyOf(row) : key;
  };
}

/**
 * How many rows would move if the order were asked for now: the fewest that have to, so that one plan that jumps over
 * a hundred others counts once. Both lists from top to bottom as they are drawn.
 */
export function outOfPlace(
  shown: readonly ProjectRow[],
  wanted: readonly ProjectRow[],
  held: HeldOrder,
  keyOf: KeyOf,
): number {
  const places = new Map(wanted.map(({ id }, place) => [id, place]));
  const keyHeld = heldKey(held, keyOf);
  const same = shown.filter((row) => places.has(row.id) && keyHeld(row) === keyOf(row));
  const stays = longestRise(same.map(({ id }) => places.get(id) ?? 0));
  return shown.length - stays;
}

/** The length of the longest strictly rising subsequence. Patience sorting, O(n log n). */
export function longestRise(numbers: readonly number[]): number {
  const tails: number[] = [];
  for (const number of numbers) {
    let low = 0;
    let high = tails.length;
    // Most of a list is in order: the end is the likely place.
    if (high > 0 && (tails[high - 1] ?? 0) < number) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    tails[low] = number;
  }
  return tails.length;
}

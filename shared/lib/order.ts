import { generateKeyBetween } from 'fractional-indexing';

/** A fractional index that sorts between two others, so that reordering touches one record only. */
export function orderBetween(before: string | null, after: string | null): string {
  return generateKeyBetween(before, after);
}

export function byOrder(
  a: { order: string | null; id: string },
  b: { order: string | null; id: string },
): number {
  const left = a.order ?? '';
  const right = b.order ?? '';
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

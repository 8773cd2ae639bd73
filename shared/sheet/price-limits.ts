/** Whole-year price limits, in euros: rent a month, sale price once. */
export interface PriceLimits {
  readonly year: number;
  /** Up to and including: social rent (the liberalisation limit). */
  readonly socialRent: number;
  /** Up to and including: mid rent (Wet betaalbare huur, 186 points). */
  readonly midRent: number;
  /** Up to and including: an affordable home for sale. */
  readonly affordableSale: number;
}

/** Data, never constants: a new year is a new line. Source: product.md, after the national limits of 1 January. */
export const PRICE_LIMITS: readonly PriceLimits[] = [
  { year: 2025, socialRent: 900.07, midRent: 1185, affordableSale: 405_000 },
  { year: 2026, socialRent: 932.93, midRent: 1228.07, affordableSale: 420_000 },
];

/** The limits in force in a year: the last line not after it, and before the first line the first. */
export function priceLimitsOf(year: number, limits: readonly PriceLimits[] = PRICE_LIMITS): PriceLimits {
  const sorted = [...limits].sort((a, b) => a.year - b.year);
  const known = sorted.findLast((line) => line.year <= year) ?? sorted[0];
  if (known === undefined) throw new Error('there are no price limits');
  return known;
}

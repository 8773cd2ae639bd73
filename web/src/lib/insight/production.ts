/** One year of the production chart, in homes. */
export interface ProductionYear {
  readonly year: number;
  /** Delivered, for years that are behind us; null for years to come. */
  readonly realised: number | null;
  /** Expected from hard and from soft plans, weighed by likelihood. */
  readonly hard: number;
  readonly soft: number;
  readonly target: number | null;
}

/** What a year yields, as far as it is known or expected. */
export function yieldOf(year: ProductionYear): number {
  return year.realised ?? year.hard + year.soft;
}

/** Homes above the target (negative: too few); null without a target. */
export function balanceOf(year: ProductionYear): number | null {
  return year.target === null ? null : yieldOf(year) - year.target;
}

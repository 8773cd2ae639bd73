import type { Phase, PlanStatus } from '../model/project.ts';

/** How soon the first homes of a plan can be delivered at the earliest, in months from today. */
export interface UsualDurations {
  /** The first day on which these count, `YYYY-MM-DD`. */
  readonly from: string;
  readonly phase: Readonly<Partial<Record<Phase, number>>>;
  /** Counts until building has begun: by then the plan is settled, whatever stands there. */
  readonly planStatus: Readonly<Record<PlanStatus, number>>;
}

/**
 * Data, never constants: a new insight is a new line. A plan without a permit, that is in any phase before realisation,
 * delivers nothing within a year (product.md, Insights 10). The longer ones are the quickest that is usual, not the
 * average: what is sooner than this deserves a question. They are assumptions of this product, to be replaced by what
 * tables measure between their own reference dates.
 */
export const USUAL_DURATIONS: readonly UsualDurations[] = [
  {
    from: '2026-01-01',
    phase: {
      concept: 36,
      initiatief: 30,
      definitie: 24,
      ontwerp: 18,
      voorbereiding: 12,
      realisatie: 0,
      nazorg: 0,
      afgerond: 0,
    },
    planStatus: { '1A': 12, '1B': 12, '1C': 18, '2A': 12, '2B': 12, '2C': 18, '3': 18, '4A': 24, '4B': 30 },
  },
];

/** The durations in force on a day: the last line not after it, and before the first line the first. */
export function durationsOn(day: string, table: readonly UsualDurations[] = USUAL_DURATIONS): UsualDurations {
  const sorted = table.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const known = sorted.findLast(({ from }) => from <= day) ?? sorted[0];
  if (known === undefined) throw new Error('there are no usual durations');
  return known;
}

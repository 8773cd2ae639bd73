import { bottleneckRanges, type BottleneckRange } from '@bouwberaad/shared/insight/bottleneck-range.ts';
import type { MunicipalProduction, Production } from '@bouwberaad/shared/insight/production.ts';
import type { ProductionYear } from '../insight/production.ts';
import type { Plans } from '@bouwberaad/shared/model/read.ts';

/** The years of the overview: this one and nine to come. */
export function horizon(thisYear: number): number[] {
  return Array.from({ length: 10 }, (_, at) => thisYear + at);
}

/** Years that are over show what was realised, the others what is expected. */
export function toChart(figure: Production, thisYear: number): ProductionYear[] {
  return figure.years.map(({ year, hard, soft, target, realised }) => ({
    year,
    hard,
    soft,
    target,
    realised: year < thisYear ? (realised ?? 0) : null,
  }));
}

export interface MunicipalGap {
  readonly municipality: string;
  /** Expected against target up to and with the last year, in per cent: -21 is 21 % too few. */
  readonly percent: number;
}

/** Municipalities with a target, largest shortage first. */
export function municipalGaps(municipalities: readonly MunicipalProduction[], upTo: number): MunicipalGap[] {
  const gaps: MunicipalGap[] = [];
  for (const { municipality, years } of municipalities) {
    if (municipality === null) continue;
    const counted = years.filter(({ year, target }) => year <= upTo && target !== null);
    const target = counted.reduce((sum, year) => sum + (year.target ?? 0), 0);
    const expected = counted.reduce((sum, year) => sum + year.expected, 0);
    if (target > 0) gaps.push({ municipality, percent: (expected / target - 1) * 100 });
  }
  return gaps.sort((a, b) => a.percent - b.percent || (a.municipality < b.municipality ? -1 : 1));
}

/** The ranges that say something, widest reach first. */
export function topRanges(plans: Plans): BottleneckRange[] {
  return bottleneckRanges(plans)
    .filter(({ byProjects }) => byProjects.confirmed + byProjects.suspected > 0)
    .sort(
      (a, b) =>
        (b.byProjects.high ?? 0) - (a.byProjects.high ?? 0) ||
        b.byProjects.confirmed - a.byProjects.confirmed,
    );
}

import type { MunicipalProduction } from '@bouwberaad/shared/insight/production.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { municipalGaps } from '#lib/overview/figures.ts';
import { formatPercent, formatPercentDifference, formatPercentRange } from '#lib/ui/format.ts';
import type { Standing } from './marks.ts';

export const COLOURINGS = ['none', 'gap', 'bottlenecks'] as const;
/** What the municipalities are coloured by. */
export type Colouring = (typeof COLOURINGS)[number];

/** What the municipalities' colour says: a step of the scale, and the same in figures. */
export interface Shade {
  /** 0 to 5; of the gap 0 is the largest shortage, of bottlenecks 5 the largest share. */
  readonly step: number;
  readonly label: string;
  /** Mostly suspected: drawn hatched. */
  readonly unsure: boolean;
}

export type Shades = ReadonlyMap<string, Shade>;

export const NO_SHADES: Shades = new Map();

/** From which percentage on each step of the gap is, the last first. Source: the gap scale of the house style. */
const GAP_STEPS: readonly (readonly [from: number, step: number])[] = [
  [5, 5],
  [0, 4],
  [-5, 3],
  [-10, 2],
  [-15, 1],
];

/** Expected against target until a year, per municipality. One without a target has no shade. */
export function gapShades(production: readonly MunicipalProduction[], upTo: number): Shades {
  return new Map(
    municipalGaps(production, upTo).map(({ municipality, percent }) => [
      municipality,
      {
        // As it is shown: a gap that reads as 0 is none.
        step: GAP_STEPS.find(([from]) => Math.round(percent) >= from)?.[1] ?? 0,
        label: formatPercentDifference(percent),
        unsure: false,
      },
    ]),
  );
}

/** Which part of the shown plans of each municipality is held up: the step by what is confirmed, the figures to with all that is suspected. */
export function bottleneckShades(
  rows: readonly ProjectRow[],
  standings: ReadonlyMap<string, Standing>,
): Shades {
  const counts = new Map<string, { all: number; confirmed: number; suspected: number }>();
  for (const { id, project } of rows) {
    if (project.municipality === null) continue;
    const count = counts.get(project.municipality) ?? { all: 0, confirmed: 0, suspected: 0 };
    counts.set(project.municipality, count);
    count.all += 1;
    const standing = standings.get(id);
    if (standing === 'bevestigd') count.confirmed += 1;
    if (standing === 'vermoed') count.suspected += 1;
  }
  return new Map(
    [...counts].map(([code, { all, confirmed, suspected }]) => {
      const low = (confirmed / all) * 100;
      const high = ((confirmed + suspected) / all) * 100;
      return [
        code,
        {
          step: Math.min(5, Math.ceil(low / 20)),
          label: low === high ? formatPercent(high) : formatPercentRange(low, high),
          unsure: suspected > confirmed,
        },
      ];
    }),
  );
}

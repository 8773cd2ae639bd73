import type {
  BottleneckCategory,
  BottleneckState,
  Certainty,
  LEVELS,
} from '@bouwberaad/shared/model/bottleneck.ts';

/** A bottleneck of a plan of the stories. Homes and years follow from its plan when they are left out. */
export interface BottleneckLine {
  readonly plan: string;
  readonly category: BottleneckCategory;
  readonly certainty: Certainty | null;
  readonly level?: (typeof LEVELS)[number];
  readonly state?: BottleneckState;
  readonly homes?: number;
  /** Whole euros. */
  readonly amount?: number;
}

type More = Pick<BottleneckLine, 'level' | 'state' | 'homes' | 'amount'>;

function line(
  plan: string,
  category: BottleneckCategory,
  certainty: Certainty | null,
  more: More = {},
): BottleneckLine {
  return { plan, category, certainty, ...more };
}

/** Held up by the grid, put to the province by the closed meeting, and waiting for its answer. */
export const ESCALATED = { plan: 'Spoorkade Noord', category: 'netcongestie' } as const;

export const STORY_BOTTLENECKS: readonly BottleneckLine[] = [
  line('Rivierpoort', 'stikstof', 'bevestigd', { homes: 120, level: 'provincie' }),
  line('Rivierpoort', 'parkeren', 'vermoed', { homes: 60 }),
  line('De Scheepswerf', 'onrendabele top', 'bevestigd', { amount: 5_200_000 }),
  line('De Scheepswerf', 'geluid', 'vermoed', { homes: 80 }),
  line('Kerklanden-Oost', 'netcongestie', 'vermoed', { level: 'regio' }),
  line('Drukkerijhof', 'onbekend', 'onbekend'),
  line('Spoorkade Noord', 'netcongestie', 'bevestigd', { level: 'provincie', state: 'escalated' }),
  line('Spoorkade Noord', 'geluid', 'vermoed', { homes: 80 }),
  line('Spoorkade Noord', 'parkeren', 'vermoed', { homes: 120 }),
  line('Weteringpark', 'stikstof', 'vermoed', { level: 'provincie', homes: 148 }),
  line('Turfmarkt-Oost', 'bereikbaarheid', 'vermoed', { homes: 109 }),
  line('Turfmarkt-Oost', 'parkeren', 'bevestigd', { homes: 109 }),
  line('Oude Veiling', 'bodemverontreiniging', 'bevestigd', { level: 'gemeente' }),
  line('Wilgenborg', 'onbekend', 'onbekend'),
  line('Kuyerskwartier', 'ambtelijke capaciteit', 'bevestigd', { level: 'regio', state: 'at table' }),
  line('Cellebroederhof', 'netcongestie', 'vermoed', { level: 'regio' }),
  line('Stationsweide', 'water en bodem', 'vermoed', { homes: 80 }),
  line('Stationsweide', 'netcongestie', 'vermoed', { level: 'regio' }),
  line('Overkamp', 'grondverwerving', 'vermoed', { level: 'regio', state: 'at table' }),
  line('Vechtoever', 'natuur', 'vermoed'),
  line('Marslanden-West', 'nutsaansluiting', 'bevestigd', { state: 'at table' }),
];

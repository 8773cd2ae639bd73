import type { Dwelling, Segment } from '@bouwberaad/shared/model/block.ts';
import type { Phase, PlanStatus } from '@bouwberaad/shared/model/project.ts';
import { moment, type Calendar } from './calendar.ts';
import { organisationOf, type Municipality } from './municipalities.ts';
import type { Plan, PlanBlock } from './plan.ts';
import type { Random } from './random.ts';

/** Years that the plans reach. */
const HORIZON = 10;
/** How many years from a closed one homes may be put instead. */
const NEAR = 4;

/** How far a plan is, and when its first homes come: years from now. */
interface Stage {
  readonly phase: Phase;
  readonly statuses: readonly PlanStatus[];
  readonly likelihoods: readonly number[];
  readonly start: readonly [earliest: number, latest: number];
  /** Part of the plans that are at most this far. */
  readonly upTo: number;
}

const STAGES: readonly Stage[] = [
  { phase: 'realisatie', statuses: ['1A'], likelihoods: [100], start: [0, 0], upTo: 0.2 },
  { phase: 'voorbereiding', statuses: ['2A', '1B', '1A'], likelihoods: [90, 80], start: [0, 3], upTo: 0.36 },
  { phase: 'ontwerp', statuses: ['2B', '2A'], likelihoods: [80, 70], start: [1, 3], upTo: 0.54 },
  { phase: 'definitie', statuses: ['3', '2C'], likelihoods: [60, 70], start: [2, 5], upTo: 0.73 },
  { phase: 'initiatief', statuses: ['4A'], likelihoods: [50, 40], start: [3, 6], upTo: 0.88 },
  { phase: 'concept', statuses: ['4B'], likelihoods: [30, 20], start: [5, 9], upTo: 1 },
];

export interface FillOptions {
  readonly prefix: string;
  readonly municipality: Municipality;
  readonly count: number;
  /** Homes to build in these plans together, about. */
  readonly homes: number;
  /** Years in which the stories have the last word: nothing is put there. */
  readonly closedYears: readonly number[];
  /** Corporations and builders that own some of the plans. */
  readonly owners: readonly string[];
  readonly firstNumber: number;
}

/** The plans between those of the stories: plausible, and steered so that the region's shares come out. */
export function fillPlans(
  options: FillOptions,
  calendar: Calendar,
  mix: SegmentMix,
  nextName: () => string,
  random: Random,
): Plan[] {
  return Array.from({ length: options.count }, (_, index) => {
    const stage = stageAt((index + 0.5) / options.count);
    const homes = Math.max(8, Math.round((options.homes / options.count) * (0.55 + random.next() * 0.9)));
    const planType = random.pick([
      'pandtransformatie',
      'herstructurering',
      'verdichting',
      'uitbreiding uitleg',
      'uitbreiding overig',
    ] as const);
    const years = yearsFrom(
      calendar.year + random.between(...stage.start),
      homes,
      options.closedYears,
      calendar,
      random,
    );
    return {
      id: random.id(),
      externalId: `${options.prefix}-${String(options.firstNumber + index).padStart(4, '0')}`,
      name: nextName(),
      municipality: options.municipality.code,
      organisation: random.chance(0.25)
        ? random.pick(options.owners)
        : organisationOf(options.municipality.code),
      developer: random.chance(0.4) ? random.pick(['Noorderkade', 'Vechtbouw', 'Textielkwartier']) : null,
      planType,
      phase: stage.phase,
      planStatus: random.pick(stage.statuses),
      // The least certain plan of a large municipality has no likelihood yet: the figures must say so.
      likelihood: options.count > 10 && index === options.count - 1 ? null : random.pick(stage.likelihoods),
      keyProject: homes > 180 && random.chance(0.4),
      confidentiality: options.count > 10 && index === 1 ? null : ('openbaar' as const),
      storeys: null,
      at: moment(calendar.imported, '09:10'),
      blocks: [
        ...demolition(planType, years[0] ?? calendar.year, homes, options.closedYears, calendar, random),
        ...years.map((year, at) =>
          buildBlock(year, part(homes, at, years.length), stage, calendar, mix, random),
        ),
      ],
      trouble: stage.phase === 'realisatie' ? ('none' as const) : ('chance' as const),
      told: false,
    };
  });
}

function stageAt(maturity: number): Stage {
  const stage = STAGES.find(({ upTo }) => maturity < upTo) ?? STAGES.at(-1);
  if (stage === undefined) throw new Error('no stages');
  return stage;
}

/** Consecutive years, 25 to 60 homes a year; what would fall in a closed year goes to an open one near it. */
function yearsFrom(
  start: number,
  homes: number,
  closed: readonly number[],
  calendar: Calendar,
  random: Random,
): number[] {
  const count = Math.min(6, Math.max(1, Math.round(homes / random.between(25, 60))));
  const open = Array.from({ length: HORIZON }, (_, index) => calendar.year + index).filter(
    (year) => !closed.includes(year),
  );
  const years = Array.from({ length: count }, (_, index) => {
    const year = Math.min(start + index, calendar.year + HORIZON - 1);
    return open.includes(year) ? year : random.pick(open.filter((one) => Math.abs(one - year) <= NEAR));
  });
  return years.sort((a, b) => a - b);
}

/** The homes of one of the years, so that they add up. */
function part(homes: number, at: number, count: number): number {
  return Math.floor((homes * (at + 1)) / count) - Math.floor((homes * at) / count);
}

/** What makes way is gone a year before the first homes stand. */
function demolition(
  type: Plan['planType'],
  first: number,
  homes: number,
  closed: readonly number[],
  calendar: Calendar,
  random: Random,
): PlanBlock[] {
  if (
    type !== 'herstructurering' ||
    first <= calendar.year ||
    closed.includes(first - 1) ||
    !random.chance(0.5)
  )
    return [];
  const razed = Math.round(homes * (0.08 + random.next() * 0.14));
  const splits = { dwelling: { grondgebonden: razed }, segment: { 'sociale huur': razed } };
  return [
    {
      id: random.id(),
      kind: 'demolition',
      year: first - 1,
      homes: razed,
      ...splits,
      delivered: false,
      removed: false,
    },
  ];
}

function buildBlock(
  year: number,
  homes: number,
  stage: Stage,
  calendar: Calendar,
  mix: SegmentMix,
  random: Random,
): PlanBlock {
  const segment = mix.take(homes, homes >= 24 && random.chance(0.6));
  const dwelling = dwellingOf(segment, homes, random);
  const delivered =
    stage.phase === 'realisatie' &&
    year === calendar.year &&
    calendar.today.slice(5) > '04-01' &&
    random.chance(0.4);
  return { id: random.id(), kind: 'build', year, homes, dwelling, segment, delivered, removed: false };
}

function dwellingOf(
  segment: Readonly<Partial<Record<Segment, number>>>,
  homes: number,
  random: Random,
): Partial<Record<Dwelling, number>> {
  const rented = (segment['middenhuur'] ?? 0) + (segment['dure huur'] ?? 0) > homes / 3;
  if (Object.keys(segment).length === 0) return {};
  return rented || random.chance(0.25) ? { appartement: homes } : { grondgebonden: homes };
}

/** Shares that the region's homes come to; the rest is unknown. */
const WANTED: Readonly<Record<Exclude<Segment, 'onbekend'>, number>> = {
  'sociale huur': 0.265,
  middenhuur: 0.165,
  'dure huur': 0.085,
  'betaalbare koop': 0.2,
  'middeldure koop': 0.115,
  'dure koop': 0.07,
};
const UNKNOWN = 0.1;

/** Hands out segments so that the whole comes as near as can be to the wanted shares. */
export interface SegmentMix {
  /** Counts homes that already have their segment. */
  count(blocks: readonly PlanBlock[]): void;
  /** A split of so many homes over one kind, or two. */
  take(homes: number, two: boolean): Partial<Record<Segment, number>>;
}

export function createSegmentMix(): SegmentMix {
  const given = new Map<Segment, number>();
  let all = 0;
  const add = (segment: Segment, homes: number): void => {
    given.set(segment, (given.get(segment) ?? 0) + homes);
    all += homes;
  };
  const scarcest = (coming: number): Segment => {
    const wanted: [Segment, number][] = [
      ...(Object.entries(WANTED) as [Segment, number][]),
      ['onbekend', UNKNOWN],
    ];
    const short = ([segment, share]: [Segment, number]): number =>
      (all + coming) * share - (given.get(segment) ?? 0);
    return wanted.reduce((best, one) => (short(one) > short(best) ? one : best))[0];
  };
  return {
    count(blocks) {
      for (const block of blocks.filter(({ kind }) => kind === 'build')) {
        const named = Object.entries(block.segment) as [Segment, number][];
        for (const [segment, homes] of named) add(segment, homes);
        add('onbekend', block.homes - named.reduce((sum, [, homes]) => sum + homes, 0));
      }
    },
    take(homes, two) {
      const first = two ? Math.round(homes * 0.6) : homes;
      const split: Partial<Record<Segment, number>> = {};
      for (const some of [first, homes - first].filter((count) => count > 0)) {
        const segment = scarcest(some);
        add(segment, some);
        if (segment !== 'onbekend') split[segment] = (split[segment] ?? 0) + some;
      }
      return split;
    },
  };
}

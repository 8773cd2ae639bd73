import type { Calendar } from './calendar.ts';
import { createSegmentMix, fillPlans, type SegmentMix } from './fill-plans.ts';
import { MONEY_STORY } from './money-plans.ts';
import { DEVENTER, KAMPEN, TWENTE, WEST, ZWOLLE, type Municipality } from './municipalities.ts';
import { createNames } from './names.ts';
import {
  HANZEWAARD,
  NOORDERKADE,
  REGGEHOF,
  SALLAND_THUIS,
  TEXTIELKWARTIER,
  VECHTBOUW,
  WEEFWONEN,
} from './people.ts';
import { buildHomes, type Plan } from './plan.ts';
import type { Random } from './random.ts';
import { DEVENTER_STORY, tellPlans, WEST_STORY } from './story-plans.ts';

const DEVENTER_PLANS = 36;
/** Homes that a region of weight 100 plans for the coming ten years, about. */
const REGION_HOMES = 17_400;
const DEVENTER_HOMES = 3_000;
/** Other plans in Deventer, in the region's document. */
const ELSEWHERE_IN_DEVENTER = 700;

export function westPlans(calendar: Calendar, random: Random): Plan[] {
  const told = tellPlans([...WEST_STORY, ...MONEY_STORY], 'WO', calendar, random.fork('told'));
  const owners = [HANZEWAARD, SALLAND_THUIS, NOORDERKADE, VECHTBOUW];
  return region({ prefix: 'WO', municipalities: WEST, told, owners }, calendar, random);
}

export function twentePlans(calendar: Calendar, random: Random): Plan[] {
  const owners = [WEEFWONEN, REGGEHOF, TEXTIELKWARTIER];
  return region({ prefix: 'TW', municipalities: TWENTE, told: [], owners }, calendar, random);
}

/** Nothing but the story's plans delivers in the year of the signal. */
export function deventerPlans(calendar: Calendar, random: Random): Plan[] {
  const told = tellPlans(DEVENTER_STORY, 'DEV', calendar, random.fork('told'));
  const mix = mixOf(told);
  const options = {
    prefix: 'DEV',
    municipality: DEVENTER,
    count: DEVENTER_PLANS - told.length,
    homes: DEVENTER_HOMES - homesOf(told),
    closedYears: closedYears(DEVENTER.code, calendar),
    owners: [HANZEWAARD, NOORDERKADE],
    firstNumber: 201,
  };
  return [...told, ...fillPlans(options, calendar, mix, namesFor(told, random), random.fork('fill'))];
}

interface Region {
  readonly prefix: string;
  readonly municipalities: readonly Municipality[];
  readonly told: readonly Plan[];
  readonly owners: readonly string[];
}

function region(
  { prefix, municipalities, told, owners }: Region,
  calendar: Calendar,
  random: Random,
): Plan[] {
  const mix = mixOf(told);
  const nextName = namesFor(told, random);
  const fill = municipalities.flatMap((municipality, index) => {
    const own = told.filter((plan) => plan.municipality === municipality.code);
    const homes =
      municipality === DEVENTER ? ELSEWHERE_IN_DEVENTER : (REGION_HOMES * municipality.weight) / 100;
    const options = {
      prefix,
      municipality,
      owners,
      count: municipality.plans - own.length,
      homes: homes - homesOf(own),
      closedYears: closedYears(municipality.code, calendar),
      firstNumber: 301 + index * 50,
    };
    return fillPlans(options, calendar, mix, nextName, random.fork(municipality.code));
  });
  return [...told, ...fill];
}

/** Where the sums of the stories are exact, and the year between them: the signal in Deventer, the swap of Zwolle and Kampen. */
function closedYears(code: string, { signal }: Calendar): number[] {
  if (code === DEVENTER.code) return [signal];
  return code === ZWOLLE || code === KAMPEN ? [signal, signal + 1, signal + 2] : [];
}

function mixOf(told: readonly Plan[]): SegmentMix {
  const mix = createSegmentMix();
  for (const { blocks } of told) mix.count(blocks);
  return mix;
}

function namesFor(told: readonly Plan[], random: Random): () => string {
  return createNames(
    random.fork('names'),
    told.map(({ name }) => name),
  );
}

function homesOf(plans: readonly Plan[]): number {
  return plans.reduce((sum, plan) => sum + buildHomes(plan), 0);
}

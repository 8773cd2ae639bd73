import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { addDays } from '@bouwberaad/shared/lib/clock.ts';
import type { Certainty, LEVELS } from '@bouwberaad/shared/model/bottleneck.ts';
import type { HoldingCategory } from '@bouwberaad/shared/insight/bottleneck-range.ts';
import { moment, type Calendar } from './calendar.ts';
import type { DemoRecord } from './demo-region.ts';
import { MONEY_STORY } from './money-plans.ts';
import { REGION } from './municipalities.ts';
import { officialOf } from './people.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import { STORY_BOTTLENECKS, type BottleneckLine } from './story-bottlenecks.ts';

/** Of all projects of the province, in per cents: confirmed, suspected; 7 per cent of them are unknown. */
const SHARES: readonly (readonly [HoldingCategory, confirmed: number, suspected: number])[] = [
  ['stikstof', 7, 9],
  ['netcongestie', 13, 16],
  ['ambtelijke capaciteit', 8, 12],
  ['onrendabele top', 11, 6],
  ['bezwaar en beroep', 4, 6],
  ['water en bodem', 2, 7],
  ['grondverwerving', 4, 2],
  ['capaciteit bouwsector', 2, 4],
  ['geluid', 2, 3],
  ['parkeren', 2, 3],
  ['natuur', 1, 3],
  ['bereikbaarheid', 2, 2],
  ['draagvlak', 1, 2],
  ['nutsaansluiting', 2, 1],
  ['bodemverontreiniging', 2, 1],
];
const UNKNOWN_PERCENT = 7;

/** One record may hold up several plans of a municipality where the cause is one: a station, a team, a sector. */
const SHARED: readonly HoldingCategory[] = ['netcongestie', 'ambtelijke capaciteit', 'capaciteit bouwsector'];
const PLANS_PER_RECORD = 3;

const LEVEL: Readonly<Partial<Record<HoldingCategory, (typeof LEVELS)[number]>>> = {
  stikstof: 'provincie',
  netcongestie: 'regio',
  'ambtelijke capaciteit': 'gemeente',
  'capaciteit bouwsector': 'regio',
  'onrendabele top': 'provincie',
  'bezwaar en beroep': 'project',
};

interface Placed {
  readonly plans: readonly Plan[];
  readonly line: Omit<BottleneckLine, 'plan'>;
}

/**
 * The bottlenecks of all plans of the province together, by table. The shares are of the whole, rounded to whole
 * projects; what the stories tell counts towards them.
 */
export function shareBottlenecks(
  tables: Readonly<Record<string, readonly Plan[]>>,
  calendar: Calendar,
  random: Random,
): Record<string, DemoRecord[]> {
  const all = Object.values(tables).flat();
  const placed = [...toldOf(all), ...chanceOf(all, random)];
  return Object.fromEntries(
    Object.entries(tables).map(([table, plans]) => {
      const ids = new Set(plans.map(({ id }) => id));
      const own = placed.filter((one) => one.plans.some(({ id }) => ids.has(id)));
      return [table, own.flatMap((one) => split(one, ids)).map((one) => toRecord(one, calendar, random))];
    }),
  );
}

/** A record lies in one document and holds up plans of that document only. */
function split(one: Placed, ids: ReadonlySet<string>): Placed[] {
  const plans = one.plans.filter(({ id }) => ids.has(id));
  return plans.length === 0 ? [] : [{ ...one, plans }];
}

function toldOf(all: readonly Plan[]): Placed[] {
  const named = (name: string): Plan[] => all.filter((plan) => plan.told && plan.name === name);
  const money = MONEY_STORY.map(({ name, amount }): Placed => {
    return {
      plans: named(name),
      line: { category: 'onrendabele top', certainty: 'bevestigd', level: 'provincie', amount },
    };
  });
  const told = STORY_BOTTLENECKS.map(({ plan, ...line }): Placed => ({ plans: named(plan), line }));
  const free = all.filter(({ trouble }) => trouble === 'none');
  return [
    ...money,
    ...told,
    ...free.map((plan): Placed => ({ plans: [plan], line: { category: 'geen', certainty: 'bevestigd' } })),
  ];
}

function chanceOf(all: readonly Plan[], random: Random): Placed[] {
  const pool = random.shuffle(all.filter(({ trouble }) => trouble === 'chance'));
  const unknownTold = all.filter(({ trouble }) => trouble === 'unknown').length;
  const high = Math.round((all.length * sumOf('stikstof')) / 100);
  const unknown = pool.splice(
    0,
    Math.round((all.length * (sumOf('stikstof') + UNKNOWN_PERCENT)) / 100) - high - unknownTold,
  );
  const placed: Placed[] = unknown
    .filter((_, index) => index % 2 === 0)
    .map((plan) => ({ plans: [plan], line: { category: 'onbekend', certainty: 'onbekend' } }));
  const held = new Set<string>();
  for (const [category, confirmed, suspected] of SHARES) {
    const order = random.shuffle(pool);
    const sure = Math.round((all.length * confirmed) / 100);
    const both = Math.round((all.length * (confirmed + suspected)) / 100);
    const first = order.splice(0, sure - toldCount(category, 'bevestigd'));
    const second = order.splice(0, both - sure - toldCount(category, 'vermoed'));
    for (const plan of [...first, ...second]) held.add(plan.id);
    placed.push(...together(first, category, 'bevestigd'), ...together(second, category, 'vermoed'));
  }
  const free = pool.filter(({ id }) => !held.has(id));
  return [
    ...placed,
    ...free.map((plan): Placed => ({ plans: [plan], line: { category: 'geen', certainty: 'bevestigd' } })),
  ];
}

function sumOf(category: HoldingCategory): number {
  const [, confirmed = 0, suspected = 0] = SHARES.find(([one]) => one === category) ?? [];
  return confirmed + suspected;
}

function toldCount(category: HoldingCategory, certainty: Certainty): number {
  const told = STORY_BOTTLENECKS.filter(
    (line) => line.category === category && line.certainty === certainty,
  ).length;
  return category === 'onrendabele top' && certainty === 'bevestigd' ? told + MONEY_STORY.length : told;
}

function together(plans: readonly Plan[], category: HoldingCategory, certainty: Certainty): Placed[] {
  const line = { category, certainty, level: LEVEL[category] ?? ('gemeente' as const) };
  if (!SHARED.includes(category)) return plans.map((plan) => ({ plans: [plan], line }));
  return REGION.flatMap(({ code }) => {
    const own = plans.filter(({ municipality }) => municipality === code);
    return chunks(own, PLANS_PER_RECORD).map((some): Placed => ({ plans: some, line }));
  });
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  );
}

function toRecord({ plans, line }: Placed, calendar: Calendar, random: Random): DemoRecord {
  const blocks = plans.flatMap((plan) =>
    plan.blocks.filter(({ kind, removed }) => kind === 'build' && !removed),
  );
  const code = plans[0]?.municipality ?? '';
  const holds = line.category !== 'geen' && line.category !== 'onbekend';
  const fields: Record<string, Json> = {
    projects: plans.map(({ id }) => id),
    category: line.category,
    certainty: line.certainty,
    severity: holds ? random.pick(['laag', 'midden', 'midden', 'hoog']) : null,
    homes: holds ? (line.homes ?? blocks.reduce((sum, { homes }) => sum + homes, 0)) : null,
    years: holds ? [...new Set(blocks.map(({ year }) => year))].sort() : [],
    amount: line.amount ?? null,
    owner: officialOf(code),
    level: line.level ?? (holds ? 'gemeente' : null),
    state: line.state ?? (holds && random.chance(0.15) ? 'at table' : 'open'),
    by: officialOf(code),
    at: inventoryOf(code, calendar),
  };
  return { root: 'bottlenecks', id: random.id(), fields };
}

/** Each municipality went through its plans on one day, some weeks after the first import. */
function inventoryOf(code: string, calendar: Calendar): string {
  const days = 14 + REGION.findIndex((one) => one.code === code);
  return moment(addDays(calendar.imported, days), '13:20');
}

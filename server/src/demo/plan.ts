import type { FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Dwelling, Segment } from '@bouwberaad/shared/model/block.ts';
import type { Confidentiality, Phase, PlanStatus, PLAN_TYPES } from '@bouwberaad/shared/model/project.ts';
import type { Calendar } from './calendar.ts';
import { dayIn } from './calendar.ts';
import type { DemoRecord } from './demo-region.ts';
import { municipalityOf } from './municipalities.ts';
import { officialOf } from './people.ts';
import type { Random } from './random.ts';

/** A plan of the demo, before it becomes a record. */
export interface Plan {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly municipality: string;
  readonly organisation: string;
  readonly developer: string | null;
  readonly planType: (typeof PLAN_TYPES)[number];
  readonly phase: Phase;
  readonly planStatus: PlanStatus;
  readonly likelihood: number | null;
  readonly keyProject: boolean;
  readonly confidentiality: Confidentiality | null;
  readonly storeys: number | null;
  /** When it came into the workspace. */
  readonly at: string;
  readonly blocks: readonly PlanBlock[];
  readonly trouble: Trouble;
  /** A plan of a story: nothing happens to it by chance. */
  readonly told: boolean;
}

export interface PlanBlock {
  readonly id: string;
  readonly kind: 'build' | 'demolition';
  readonly year: number;
  readonly homes: number;
  readonly dwelling: Readonly<Partial<Record<Dwelling, number>>>;
  readonly segment: Readonly<Partial<Record<Segment, number>>>;
  readonly delivered: boolean;
  /** Dropped since: it stands in older reference dates only. */
  readonly removed: boolean;
}

/**
 * What is known of what holds a plan up: `told` by a story, `none` (somebody looked: nothing does), `unknown` (nobody
 * knows yet), `chance` (to be shared out over the region).
 */
export type Trouble = 'told' | 'none' | 'unknown' | 'chance';

export function buildHomes(plan: Pick<Plan, 'blocks'>): number {
  return plan.blocks.reduce(
    (sum, block) => (block.kind === 'build' && !block.removed ? sum + block.homes : sum),
    0,
  );
}

/** A moment in the first import; each plan a little later than the one before. */
export function toRecord(plan: Plan, calendar: Calendar, random: Random): DemoRecord {
  const { lat, lng, places } = municipalityOf(plan.municipality);
  const by = officialOf(plan.municipality);
  const fields: Record<string, Json> = {
    name: plan.name,
    externalId: plan.externalId,
    municipality: plan.municipality,
    place: plan.told ? (places[0] ?? null) : random.pick(places),
    lat: near(lat, 0.016, random),
    lng: near(lng, 0.026, random),
    planType: plan.planType,
    phase: plan.phase,
    planStatus: plan.planStatus,
    developer: plan.developer,
    organisation: plan.organisation,
    keyProject: plan.keyProject,
    confidentiality: plan.confidentiality,
    likelihood: plan.likelihood,
    storeys: plan.storeys,
    total: buildHomes(plan),
    by,
    at: plan.at,
  };
  const blocks = plan.blocks.map((block): [string, FieldValues] => [
    block.id,
    blockFields(block, plan, calendar, random, by),
  ]);
  return { root: 'projects', id: plan.id, fields, blocks: Object.fromEntries(blocks) };
}

function near(centre: number, spread: number, random: Random): number {
  return Number((centre + (random.next() * 2 - 1) * spread).toFixed(5));
}

function blockFields(
  block: PlanBlock,
  plan: Plan,
  calendar: Calendar,
  random: Random,
  by: string,
): FieldValues {
  const { kind, year, homes, dwelling, segment, removed } = block;
  const older = Math.round((homes * random.pick([0, 10, 20, 30])) / 100);
  const fields: Record<string, Json> = {
    kind,
    year,
    homes,
    dwelling: { ...dwelling },
    segment: { ...segment },
    by,
    at: plan.at,
    removed,
  };
  if (kind === 'build' && homes > 0 && plan.planStatus < '3') {
    fields['targetGroup'] = older === 0 ? { regulier: homes } : { regulier: homes - older, ouderen: older };
    fields['land'] = plan.planStatus.startsWith('1')
      ? { 'formele toestemming': homes }
      : { 'intentie medewerking': homes };
  }
  if (block.delivered) {
    fields['deliveredAt'] = deliveryDay(year, calendar, random);
    fields['deliveredHomes'] = homes;
  }
  return fields;
}

/** In its year, and not after today. */
function deliveryDay(year: number, calendar: Calendar, random: Random): string {
  const month = year < calendar.year ? 12 : Math.max(1, Number(calendar.today.slice(5, 7)) - 1);
  return dayIn(year, random.between(1, month), random.between(1, 28));
}

/** Years of a story that have passed: built where the plan is being built, else moved to this year. */
export function placed(
  year: number,
  phase: Phase,
  calendar: Calendar,
): Pick<PlanBlock, 'year' | 'delivered'> {
  if (year >= calendar.year) return { year, delivered: false };
  const built = phase === 'realisatie' || phase === 'nazorg' || phase === 'afgerond';
  return built ? { year, delivered: true } : { year: calendar.year, delivered: false };
}

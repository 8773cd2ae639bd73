import { shareBottlenecks } from './bottlenecks.ts';
import { createCalendar, type Calendar } from './calendar.ts';
import type { ClosedMeeting, DemoRecord, DemoRegion, DemoTable } from './demo-region.ts';
import { DEVENTER, TWENTE, WEST } from './municipalities.ts';
import { deventerStories, overijsselStories, twenteStories } from './other-tables.ts';
import { allSeats, organisations, people, signIn } from './people.ts';
import { toRecord, type Plan } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { deventerPlans, twentePlans, westPlans } from './region-plans.ts';
import { slipPlans, type Slipped } from './slips.ts';
import { DEVENTER_TABLE, OVERIJSSEL, TWENTE_TABLE, WEST_OVERIJSSEL } from './tables.ts';
import { deventerTargets, regionTargets } from './targets.ts';
import { freeze, tellTimeline } from './timeline.ts';
import { ownView, tableViews } from './views.ts';
import { westStories } from './west.ts';

export interface DemoOptions {
  readonly seed: string;
  /** The day of first start, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The demo region: the same seed and day give the same region, ids included. Everything in it is invented. */
export function makeDemo({ seed, today }: DemoOptions): DemoRegion {
  const calendar = createCalendar(today);
  const tables = makeTables(calendar, createRandom(seed));
  return { seed, today, organisations, people, signIn, seats: allSeats, tables };
}

function makeTables(calendar: Calendar, random: Random): DemoTable[] {
  const slip = (plans: Plan[], label: string): Slipped =>
    slipPlans(plans, calendar, random.fork(`${label}/slips`));
  const west = slip(westPlans(calendar, random.fork('west')), 'west');
  const twente = slip(twentePlans(calendar, random.fork('twente')), 'twente');
  const deventer = slip(deventerPlans(calendar, random.fork('deventer')), 'deventer');
  const plans = { west: west.plans, twente: twente.plans, deventer: deventer.plans };
  const held = shareBottlenecks(plans, calendar, random.fork('bottlenecks'));
  const stories = westStories(west.plans, held['west'] ?? [], calendar, random.fork('west/stories'));
  const others = WEST.filter((one) => one !== DEVENTER);
  const table = tableMaker(calendar, random.fork('records'));
  return [
    table(OVERIJSSEL, NO_PLANS, overijsselStories(calendar, random.fork('overijssel'))),
    table(
      WEST_OVERIJSSEL,
      { plans: west.plans, happenings: [...west.happenings, ...stories.happenings] },
      [
        ...regionTargets(others, calendar, random.fork('west/targets')),
        ...(held['west'] ?? []),
        ...stories.records,
        ...tableViews(WEST_OVERIJSSEL.id, calendar, random.fork('west/views')),
        ownView(calendar, random.fork('west/own-view')),
      ],
      stories.closedMeeting,
    ),
    table(TWENTE_TABLE, twente, [
      ...regionTargets(TWENTE, calendar, random.fork('twente/targets')),
      ...(held['twente'] ?? []),
      ...twenteStories(twente.plans, calendar, random.fork('twente/stories')),
      ...tableViews(TWENTE_TABLE.id, calendar, random.fork('twente/views')),
    ]),
    table(DEVENTER_TABLE, deventer, [
      ...deventerTargets(DEVENTER.code, calendar, random.fork('deventer/targets')),
      ...(held['deventer'] ?? []),
      ...deventerStories(deventer.plans, calendar, random.fork('deventer/stories')),
      ...tableViews(DEVENTER_TABLE.id, calendar, random.fork('deventer/views')),
    ]),
  ];
}

const NO_PLANS: Slipped = { plans: [], happenings: [] };

type MakeTable = (
  table: DemoTable['table'],
  slipped: Slipped,
  records: readonly DemoRecord[],
  closed?: ClosedMeeting,
) => DemoTable;

function tableMaker(calendar: Calendar, random: Random): MakeTable {
  return (table, { plans, happenings }, records, closedMeeting) => {
    const places = random.fork(table.id);
    const projects = plans.map((plan) => toRecord(plan, calendar, places));
    const timeline = tellTimeline([...projects, ...records], happenings);
    const referenceDates = freeze(timeline, calendar.references);
    return { table, timeline, referenceDates, closedMeeting: closedMeeting ?? null };
  };
}

import { shareBottlenecks } from './bottlenecks.ts';
import { createCalendar, type Calendar } from './calendar.ts';
import type { ClosedMeeting, DemoRecord, DemoRegion, DemoTable, Happening } from './demo-region.ts';
import { DEVENTER, TWENTE, WEST } from './municipalities.ts';
import { deventerStories, overijsselStories, twenteStories } from './other-tables.ts';
import { allSeats, organisations, people, signIn } from './people.ts';
import { toRecord, type Plan } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { deventerPlans, twentePlans, westPlans } from './region-plans.ts';
import { slipPlans } from './slips.ts';
import { DEVENTER_TABLE, OVERIJSSEL, TWENTE_TABLE, WEST_OVERIJSSEL } from './tables.ts';
import { deventerTargets, regionTargets } from './targets.ts';
import { freeze, tellTimeline } from './timeline.ts';
import { westStories } from './west.ts';

export interface DemoOptions {
  readonly seed: string;
  /** The day of first start, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The demo region: the same seed and day give the same region, ids included. Everything in it is invented. */
export function makeDemo({ seed, today }: DemoOptions): DemoRegion {
  const calendar = createCalendar(today);
  const random = createRandom(seed);
  const west = slipPlans(westPlans(calendar, random.fork('west')), calendar, random.fork('west/slips'));
  const twente = slipPlans(
    twentePlans(calendar, random.fork('twente')),
    calendar,
    random.fork('twente/slips'),
  );
  const deventer = slipPlans(
    deventerPlans(calendar, random.fork('deventer')),
    calendar,
    random.fork('deventer/slips'),
  );
  const all = { west: west.plans, twente: twente.plans, deventer: deventer.plans };
  const bottlenecks = shareBottlenecks(all, calendar, random.fork('bottlenecks'));
  const held = (table: keyof typeof all): readonly DemoRecord[] => bottlenecks[table] ?? [];
  const stories = westStories(west.plans, held('west'), calendar, random.fork('west/stories'));
  const table = tableMaker(calendar, random.fork('records'));
  return {
    seed,
    today,
    organisations,
    people,
    signIn,
    seats: allSeats,
    tables: [
      table(OVERIJSSEL, [], overijsselStories(calendar, random.fork('overijssel')), []),
      table(
        WEST_OVERIJSSEL,
        west.plans,
        [
          ...regionTargets(
            WEST.filter((one) => one !== DEVENTER),
            calendar,
            random.fork('west/targets'),
          ),
          ...held('west'),
          ...stories.records,
        ],
        [...west.happenings, ...stories.happenings],
        stories.closedMeeting,
      ),
      table(
        TWENTE_TABLE,
        twente.plans,
        [
          ...regionTargets(TWENTE, calendar, random.fork('twente/targets')),
          ...held('twente'),
          ...twenteStories(twente.plans, calendar, random.fork('twente/stories')),
        ],
        twente.happenings,
      ),
      table(
        DEVENTER_TABLE,
        deventer.plans,
        [
          ...deventerTargets(DEVENTER.code, calendar, random.fork('deventer/targets')),
          ...held('deventer'),
          ...deventerStories(deventer.plans, calendar, random.fork('deventer/stories')),
        ],
        deventer.happenings,
      ),
    ],
  };
}

type MakeTable = (
  table: DemoTable['table'],
  plans: readonly Plan[],
  records: readonly DemoRecord[],
  happenings: readonly Happening[],
  closed?: ClosedMeeting,
) => DemoTable;

function tableMaker(calendar: Calendar, random: Random): MakeTable {
  return (table, plans, records, happenings, closedMeeting) => {
    const places = random.fork(table.id);
    const projects = plans.map((plan) => toRecord(plan, calendar, places));
    const timeline = tellTimeline([...projects, ...records], happenings);
    return {
      table,
      timeline,
      referenceDates: freeze(timeline, calendar.references),
      closedMeeting: closedMeeting ?? null,
    };
  };
}

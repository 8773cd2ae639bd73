import { z } from 'zod';
import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import { ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import { affordability } from '@bouwberaad/shared/insight/affordable.ts';
import { bottleneckRanges } from '@bouwberaad/shared/insight/bottleneck-range.ts';
import { capacity } from '@bouwberaad/shared/insight/capacity.ts';
import { concentrationSignals } from '@bouwberaad/shared/insight/concentration.ts';
import { production } from '@bouwberaad/shared/insight/production.ts';
import { realism } from '@bouwberaad/shared/insight/realism.ts';
import { FIRST_YEAR, LAST_YEAR } from '@bouwberaad/shared/model/block.ts';
import { readAll, readPlans, type Plans } from '@bouwberaad/shared/model/read.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { refuse, type HttpProblem } from '../problem.ts';
import type { ReferenceDateMeta } from '../reference-dates.ts';
import { readablePlans } from '../readable.ts';
import { SEAT_REFUSES, seated } from '../rights.ts';
import { referenceDate } from '../schema/directory.ts';
import { insights } from '../schema/insights.ts';
import { bottleneck, project, target } from '../schema/records.ts';
import { historyRoute } from './history.ts';
import { tableParams } from './tables.ts';

/** Years that a table looks ahead when nobody says otherwise. */
const HORIZON_YEARS = 10;

const year = z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR);
const reference = z
  .string()
  .max(64)
  .meta({ description: 'A reference date: its id, or a day (the last one made by then)' });

export function planRoutes(ports: HttpPorts): Endpoint[] {
  return [projectsRoute(ports), plansRoute(ports), insightsRoute(ports), historyRoute(ports)];
}

function projectsRoute(ports: HttpPorts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/tables/{table}/projects',
    summary:
      'The plans of a table with their blocks, now or as they were frozen; without removed ones and without rich text',
    params: tableParams,
    query: z.object({ at: reference.optional() }),
    answer: z.strictObject({
      projects: z.array(project).readonly(),
      referenceDate: referenceDate.nullable(),
    }),
    refuses: [...SEAT_REFUSES, 'unknownReferenceDate', 'damaged'],
    handle: async ({ who, params: { table }, query: { at } }) => {
      const seat = seated(ports.access, who, table);
      if (!seat.ok) return seat;
      if (at === undefined)
        return ok({
          projects: await ports.workspaces.read(table, (doc) => readAll(doc, 'projects')),
          referenceDate: null,
        });
      const frozen = await frozenAt(ports, table, at);
      return frozen.ok
        ? ok({
            projects: readablePlans(frozen.value.plans, seat.value.table.settings.audience).projects,
            referenceDate: frozen.value.date,
          })
        : frozen;
    },
  });
}

function insightsRoute(ports: HttpPorts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/tables/{table}/insights',
    summary:
      'The figures of a table over a span of years; with `since` also how the plans moved from that reference date',
    params: tableParams,
    query: z.object({ from: year.optional(), to: year.optional(), since: reference.optional() }),
    answer: insights,
    refuses: [...SEAT_REFUSES, 'unknownReferenceDate', 'damaged'],
    handle: async ({ who, params: { table }, query }) => {
      const seat = seated(ports.access, who, table);
      if (!seat.ok) return seat;
      const from = query.from ?? Number(toDay(ports.clock.now()).slice(0, 4));
      const to = query.to ?? Math.min(from + HORIZON_YEARS - 1, LAST_YEAR);
      if (to < from) return refuse('malformed', 'Het laatste jaar ligt voor het eerste.', 'to');
      const years = Array.from({ length: to - from + 1 }, (_, at) => from + at);
      const older = query.since === undefined ? null : await frozenAt(ports, table, query.since);
      if (older !== null && !older.ok) return older;
      const plans = await ports.workspaces.read(table, readPlans);
      return ok(figures(plans, years, older === null ? null : older.value));
    },
  });
}

function figures(plans: Plans, years: readonly number[], older: Frozen | null): z.input<typeof insights> {
  return {
    years: [...years],
    production: production(plans, { years }),
    bottlenecks: bottleneckRanges(plans),
    concentration: concentrationSignals(plans, { years }),
    affordability: affordability(plans, { years }),
    capacity: capacity(plans, { years }),
    realism: older === null ? null : { since: older.date, ...realism(older.plans, plans, years) },
  };
}

/** All that figures rest on, in one answer: what two reference dates are compared by, and an old grid is drawn from. */
function plansRoute(ports: HttpPorts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/tables/{table}/plans',
    summary:
      'The projects, bottlenecks and targets of a table, now or as they were frozen; without rich text',
    params: tableParams,
    query: z.object({ at: reference.optional() }),
    answer: z.strictObject({
      projects: z.array(project).readonly(),
      bottlenecks: z.array(bottleneck).readonly(),
      targets: z.array(target).readonly(),
      referenceDate: referenceDate.nullable(),
    }),
    refuses: [...SEAT_REFUSES, 'unknownReferenceDate', 'damaged'],
    handle: async ({ who, params: { table }, query: { at } }) => {
      const seat = seated(ports.access, who, table);
      if (!seat.ok) return seat;
      const frozen = at === undefined ? null : await frozenAt(ports, table, at);
      if (frozen !== null && !frozen.ok) return frozen;
      const whole = frozen?.value.plans ?? (await ports.workspaces.read(table, readPlans));
      const { projects, bottlenecks, targets } = readablePlans(whole, seat.value.table.settings.audience);
      return ok({ projects, bottlenecks, targets, referenceDate: frozen?.value.date ?? null });
    },
  });
}

interface Frozen {
  readonly date: ReferenceDateMeta;
  readonly plans: Plans;
}

async function frozenAt(ports: HttpPorts, table: string, at: string): Promise<Result<Frozen, HttpProblem>> {
  const frozen = await ports.referenceDates.plansAt(table, at);
  if (frozen.ok) return frozen;
  if (frozen.code === 'damaged')
    ports.log.error('a reference date is damaged', { table, at, reason: frozen.message });
  return refuse(frozen.code === 'damaged' ? 'damaged' : 'unknownReferenceDate', undefined, at);
}

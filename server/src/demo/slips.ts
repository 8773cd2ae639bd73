import { addDays } from '@bouwberaad/shared/lib/clock.ts';
import type { Calendar } from './calendar.ts';
import type { Happening } from './demo-region.ts';
import { officialOf } from './people.ts';
import type { Plan, PlanBlock } from './plan.ts';
import type { Random } from './random.ts';

/** Plans as they are today, and what happened to them since the first reference date. */
export interface Slipped {
  readonly plans: readonly Plan[];
  readonly happenings: readonly Happening[];
}

const SLIPS = 0.21;
const DROPS = 0.24;
const RISES = 0.15;

/** Between the reference dates and since the last one homes slip by a year or two, some vanish, chances move. */
export function slipPlans(plans: readonly Plan[], calendar: Calendar, random: Random): Slipped {
  const happenings: Happening[] = [];
  const slipped = plans.map((plan) => {
    if (plan.told) return plan;
    const by = officialOf(plan.municipality);
    for (const block of plan.blocks) {
      if (block.kind !== 'build' || block.delivered || !random.chance(SLIPS)) continue;
      const was = block.year - (random.chance(0.3) ? 2 : 1);
      const path = `projects/${plan.id}/blocks/${block.id}/year`;
      const changes = [{ path, from: was, to: block.year }];
      happenings.push({ at: someMoment(calendar, random), by, name: `${plan.name} schuift op`, changes });
    }
    if (plan.likelihood !== null && plan.likelihood < 100 && random.chance(RISES)) {
      const changes = [
        { path: `projects/${plan.id}/likelihood`, from: plan.likelihood - 10, to: plan.likelihood },
      ];
      happenings.push({ at: someMoment(calendar, random), by, name: `Realisatiekans ${plan.name}`, changes });
    }
    return random.chance(DROPS) ? dropPart(plan, calendar, random, happenings) : plan;
  });
  return { plans: slipped, happenings };
}

/** A part of the plan that older reference dates still have. */
function dropPart(plan: Plan, calendar: Calendar, random: Random, happenings: Happening[]): Plan {
  const like = plan.blocks.find(({ kind }) => kind === 'build');
  if (like === undefined) return plan;
  const homes = Math.max(6, Math.round(like.homes * 0.9));
  const gone: PlanBlock = {
    ...like,
    id: random.id(),
    homes,
    dwelling: {},
    segment: {},
    delivered: false,
    removed: true,
  };
  const changes = [{ path: `projects/${plan.id}/blocks/${gone.id}/removed`, from: false, to: true }];
  const by = officialOf(plan.municipality);
  happenings.push({ at: someMoment(calendar, random), by, name: `${plan.name} wordt kleiner`, changes });
  return { ...plan, blocks: [...plan.blocks, gone] };
}

/** After the first reference date; half of it before the second. */
function someMoment(calendar: Calendar, random: Random): string {
  const [first, second] = calendar.references;
  const [from, to] = random.chance(0.5) ? [first.day, second.day] : [second.day, addDays(calendar.today, -1)];
  return calendar.between(random, from, to);
}

import { isBuild, type Block } from '../model/block.ts';
import type { Phase, Project } from '../model/project.ts';
import { durationsOn, type UsualDurations } from './durations.ts';

/** Why a year of delivery is hard to believe. */
export type Implausibility =
  /** Sooner than a plan in this phase, with this status, can be built. */
  | { readonly reason: 'early'; readonly earliest: string }
  /** The year has gone by, and nothing says that the homes are there. */
  | { readonly reason: 'passed' }
  /** The plan is finished, and yet homes are still to come. */
  | { readonly reason: 'finished' };

type Subject = Pick<Project, 'phase' | 'planStatus'>;

const BUILDING: readonly (Phase | null)[] = ['realisatie', 'nazorg', 'afgerond'];
const FINISHED: readonly (Phase | null)[] = ['nazorg', 'afgerond'];

/**
 * Insight 10: whether a block's year fits the phase and the plan status of its project; null when it does, and when
 * there is nothing to judge by. `today` is `YYYY-MM-DD`. A year is early when it ends before the earliest day of
 * delivery, so that the doubt is with the plan. Delivered homes, demolition and lapsed plans are not judged.
 * Source: product.md, Insights 10; "no permit yet: not within a year".
 */
export function implausibility(
  project: Subject,
  block: Pick<Block, 'kind' | 'year' | 'homes' | 'deliveredAt'>,
  today: string,
  durations: UsualDurations = durationsOn(today),
): Implausibility | null {
  const { year } = block;
  if (year === null || !isBuild(block) || block.deliveredAt !== null || block.homes === 0) return null;
  if (project.phase === 'vervallen') return null;
  const thisYear = Number(today.slice(0, 4));
  const finished = FINISHED.includes(project.phase);
  if (year < thisYear) return finished ? null : { reason: 'passed' };
  if (finished) return year > thisYear ? { reason: 'finished' } : null;
  const earliest = earliestDelivery(project, today, durations);
  return earliest !== null && `${year}-12-31` < earliest ? { reason: 'early', earliest } : null;
}

/** The first day on which homes of a plan can be there, `YYYY-MM-DD`; null when neither phase nor status is known. */
export function earliestDelivery(
  { phase, planStatus }: Subject,
  today: string,
  durations: UsualDurations = durationsOn(today),
): string | null {
  const byPhase = phase === null ? undefined : durations.phase[phase];
  const byStatus =
    planStatus === null || BUILDING.includes(phase) ? undefined : durations.planStatus[planStatus];
  if (byPhase === undefined && byStatus === undefined) return null;
  return addMonths(today, Math.max(byPhase ?? 0, byStatus ?? 0));
}

/** The same day so many months later; the last of a shorter month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

import { municipalityOf } from '../model/municipalities.ts';
import { PHASES, PLAN_STATUSES } from '../model/project.ts';
import type { Grouping } from './group-rows.ts';
import type { GroupKey } from './rows.ts';

/** What rows share in each way of grouping them, and in what order the groups come; what they are called is said elsewhere. */
export type GroupingKeys = Omit<Grouping, 'nameOf'>;

/** Null leaves the rows in one list. */
export function groupingKeys(by: GroupKey): GroupingKeys | null {
  switch (by) {
    case 'municipality':
      return { by, keyOf: ({ project }) => project.municipality };
    case 'phase':
      return { by, order: PHASES, keyOf: ({ project }) => project.phase };
    case 'planStatus':
      return { by, order: PLAN_STATUSES, keyOf: ({ project }) => project.planStatus };
    case 'organisation':
      return { by, keyOf: ({ project }) => project.organisation };
    case 'region':
      return { by, keyOf: ({ project }) => municipalityOf(project.municipality)?.region ?? null };
    case 'none':
      return null;
  }
}

import { municipalityOf } from '@bouwberaad/shared/model/municipalities.ts';
import { PHASES, PLAN_STATUSES, type Phase } from '@bouwberaad/shared/model/project.ts';
import { m } from '#lib/paraglide/messages.js';
import { municipalityName } from '#lib/ui/municipality.ts';
import { PHASE_WORDS } from './choice-words.ts';
import type { Grouping } from './group-rows.ts';
import type { GroupKey } from './rows.ts';

const REGION_WORDS: Readonly<Record<string, () => string>> = {
  twente: m.views_region_twente,
  'west-overijssel': m.views_region_west_overijssel,
};

/** How the projects are put together, in words; null leaves them in one list. `partyName` names an organisation. */
export function groupingOf(by: GroupKey, partyName: (id: string) => string): Grouping | null {
  switch (by) {
    case 'municipality':
      return {
        by,
        keyOf: ({ project }) => project.municipality,
        nameOf: (key) => (key === null ? m.projects_no_municipality() : municipalityName(key)),
      };
    case 'phase':
      return {
        by,
        order: PHASES,
        keyOf: ({ project }) => project.phase,
        nameOf: (key) => (key === null ? m.views_no_phase() : PHASE_WORDS[key as Phase]()),
      };
    case 'planStatus':
      return {
        by,
        order: PLAN_STATUSES,
        keyOf: ({ project }) => project.planStatus,
        nameOf: (key) => (key === null ? m.views_no_status() : m.views_status_is({ status: key })),
      };
    case 'organisation':
      return {
        by,
        keyOf: ({ project }) => project.organisation,
        nameOf: (key) => (key === null ? m.views_no_owner() : partyName(key)),
      };
    case 'region':
      return {
        by,
        keyOf: ({ project }) => municipalityOf(project.municipality)?.region ?? null,
        nameOf: (key) => REGION_WORDS[key ?? '']?.() ?? m.views_no_region(),
      };
    case 'none':
      return null;
  }
}

export const GROUP_WORDS: Readonly<Record<GroupKey, () => string>> = {
  municipality: m.projects_per_municipality,
  phase: m.views_per_phase,
  planStatus: m.views_per_status,
  organisation: m.views_per_owner,
  region: m.views_per_region,
  none: m.views_per_none,
};

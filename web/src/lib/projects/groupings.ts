import type { Phase } from '@bouwberaad/shared/model/project.ts';
import type { Grouping } from '@bouwberaad/shared/view/group-rows.ts';
import { groupingKeys } from '@bouwberaad/shared/view/grouping-keys.ts';
import type { GroupKey } from '@bouwberaad/shared/view/rows.ts';
import { m } from '#lib/paraglide/messages.js';
import { municipalityName } from '#lib/ui/municipality.ts';
import { PHASE_WORDS } from './choice-words.ts';

const REGION_WORDS: Readonly<Record<string, () => string>> = {
  twente: m.views_region_twente,
  'west-overijssel': m.views_region_west_overijssel,
};

/** What the groups are called that projects are put together in. */
const GROUP_NAMES: Readonly<
  Record<Exclude<GroupKey, 'none'>, (key: string | null, partyName: (id: string) => string) => string>
> = {
  municipality: (key) => (key === null ? m.projects_no_municipality() : municipalityName(key)),
  phase: (key) => (key === null ? m.views_no_phase() : PHASE_WORDS[key as Phase]()),
  planStatus: (key) => (key === null ? m.views_no_status() : m.views_status_is({ status: key })),
  organisation: (key, partyName) => (key === null ? m.views_no_owner() : partyName(key)),
  region: (key) => REGION_WORDS[key ?? '']?.() ?? m.views_no_region(),
};

/** How the projects are put together, in words; null leaves them in one list. `partyName` names an organisation. */
export function groupingOf(by: GroupKey, partyName: (id: string) => string): Grouping | null {
  const keys = groupingKeys(by);
  if (keys === null || by === 'none') return null;
  return { ...keys, nameOf: (key) => GROUP_NAMES[by](key, partyName) };
}

export const GROUP_WORDS: Readonly<Record<GroupKey, () => string>> = {
  municipality: m.projects_per_municipality,
  phase: m.views_per_phase,
  planStatus: m.views_per_status,
  organisation: m.views_per_owner,
  region: m.views_per_region,
  none: m.views_per_none,
};

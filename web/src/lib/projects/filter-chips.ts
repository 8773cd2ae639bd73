import {
  toggleIn,
  type Filter,
  type FilterFlag,
  type FilterList,
  type Range,
} from '@bouwberaad/shared/view/filter.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatNumber, formatPercent, formatPercentRange, formatRange } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';
import { CATEGORY_WORDS, PHASE_WORDS, PLAN_TYPE_WORDS } from './choice-words.ts';

export interface FilterChip {
  readonly key: string;
  readonly label: string;
  /** The filter without this one. */
  readonly without: Filter;
}

export const FLAG_WORDS: Readonly<Record<FilterFlag, () => string>> = {
  mine: m.views_filter_mine,
  keyProject: m.views_filter_key_project,
  annotated: m.projects_filter_annotated,
  differs: m.views_filter_differs,
  found: m.views_filter_found,
};
const FLAGS = Object.keys(FLAG_WORDS) as readonly FilterFlag[];

/** What is filtered on, one chip each, in the order of the columns. `partyName` names an organisation. */
export function filterChips(filter: Filter, partyName: (id: string) => string): FilterChip[] {
  const listed = <Key extends FilterList>(
    key: Key,
    words: (value: Filter[Key][number]) => string,
  ): FilterChip[] =>
    (filter[key] as readonly Filter[Key][number][]).map((value) => ({
      key: `${key}:${String(value)}`,
      label: words(value),
      without: toggleIn(filter, key, value),
    }));
  return [
    ...listed('municipality', municipalityName),
    ...listed('phase', (phase) => PHASE_WORDS[phase]()),
    ...listed('planStatus', (status) => m.views_filter_status_is({ status })),
    ...capacityChip(filter),
    ...listed('planType', (type) => PLAN_TYPE_WORDS[type]()),
    ...listed('organisation', (id) => m.views_filter_organisation_is({ name: partyName(id) })),
    ...listed('developer', (name) => m.views_filter_developer_is({ name })),
    ...listed('year', (year) => m.projects_filter_year_is({ year: String(year) })),
    ...rangeChips(filter),
    ...listed('bottleneck', (category) =>
      m.projects_filter_bottleneck_is({ category: CATEGORY_WORDS[category]() }),
    ),
    ...FLAGS.filter((flag) => filter[flag]).map((flag) => ({
      key: flag,
      label: FLAG_WORDS[flag](),
      without: { ...filter, [flag]: false },
    })),
  ];
}

function capacityChip(filter: Filter): FilterChip[] {
  if (filter.capacity === null) return [];
  const label = filter.capacity === 'hard' ? m.projects_capacity_hard() : m.projects_capacity_soft();
  return [{ key: 'capacity', label, without: { ...filter, capacity: null } }];
}

function rangeChips(filter: Filter): FilterChip[] {
  const { likelihood, homes } = filter;
  return [
    ...(likelihood === null
      ? []
      : [
          {
            key: 'likelihood',
            label: m.views_filter_likelihood_is({
              range: rangeWords(likelihood, formatPercent, formatPercentRange),
            }),
            without: { ...filter, likelihood: null },
          },
        ]),
    ...(homes === null
      ? []
      : [
          {
            key: 'homes',
            label: m.views_filter_homes_is({ range: rangeWords(homes, formatNumber, formatRange) }),
            without: { ...filter, homes: null },
          },
        ]),
  ];
}

/** `vanaf 70 %`, `tot en met 50`, `20 tot 40`. */
function rangeWords(
  { min, max }: Range,
  one: (value: number) => string,
  both: (low: number, high: number) => string,
): string {
  if (min === null) return m.views_filter_at_most({ shown: one(max ?? 0) });
  return max === null ? m.views_filter_at_least({ shown: one(min) }) : both(min, max);
}

import { BOTTLENECK_CATEGORIES } from '@bouwberaad/shared/model/bottleneck.ts';
import { PHASES, PLAN_STATUSES, PLAN_TYPES } from '@bouwberaad/shared/model/project.ts';
import { toggleIn, type Filter, type FilterList } from '@bouwberaad/shared/view/filter.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { compareNames } from '@bouwberaad/shared/view/sort-rows.ts';
import { m } from '#lib/paraglide/messages.js';
import { CATEGORY_WORDS, chosen, PHASE_WORDS, PLAN_TYPE_WORDS } from './choice-words.ts';

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

export interface FilterChoice {
  readonly key: FilterList;
  readonly label: string;
  readonly options: readonly FilterOption[];
}

/** What can be filtered on in each list: the model's choices, and of the rest what stands in the plans. */
export function filterOptions(
  rows: readonly ProjectRow[],
  partyName: (id: string) => string,
): FilterChoice[] {
  return [
    {
      key: 'municipality',
      label: m.projects_column_municipality(),
      options: named(
        rows,
        (row) => row.project.municipality,
        (_, row) => row.municipality,
      ),
    },
    {
      key: 'phase',
      label: m.projects_column_phase(),
      options: PHASES.map((value) => ({ value, label: PHASE_WORDS[value]() })),
    },
    {
      key: 'planStatus',
      label: m.views_filter_status(),
      options: PLAN_STATUSES.map((value) => ({ value, label: value })),
    },
    {
      key: 'planType',
      label: m.views_filter_plan_type(),
      options: PLAN_TYPES.map((value) => ({ value, label: PLAN_TYPE_WORDS[value]() })),
    },
    {
      key: 'bottleneck',
      label: m.projects_filter_bottleneck(),
      options: BOTTLENECK_CATEGORIES.map((value) => ({ value, label: CATEGORY_WORDS[value]() })),
    },
    { key: 'year', label: m.projects_filter_year(), options: years(rows) },
    {
      key: 'organisation',
      label: m.views_filter_organisation(),
      options: named(rows, (row) => row.project.organisation, partyName),
    },
    {
      key: 'developer',
      label: m.views_filter_developer(),
      options: named(
        rows,
        (row) => row.project.developer,
        (name) => name,
      ),
    },
  ];
}

function named(
  rows: readonly ProjectRow[],
  valueOf: (row: ProjectRow) => string | null,
  nameOf: (value: string, row: ProjectRow) => string,
): FilterOption[] {
  const names = new Map<string, string>();
  for (const row of rows) {
    const value = valueOf(row);
    if (value !== null && value !== '' && !names.has(value)) names.set(value, nameOf(value, row));
  }
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => compareNames(a.label, b.label));
}

function years(rows: readonly ProjectRow[]): FilterOption[] {
  const all = new Set(rows.flatMap(({ years: planned }) => [...planned.keys()]));
  return [...all].sort((a, b) => a - b).map((year) => ({ value: String(year), label: String(year) }));
}

/** A choice is added to those that are there; its chip takes it away. What is no choice changes nothing. */
export function addTo(filter: Filter, key: FilterList, value: string): Filter {
  const known = <Choice extends string>(
    choices: readonly Choice[],
    add: (choice: Choice) => Filter,
  ): Filter => {
    const choice = chosen(choices, value);
    return choice === null ? filter : add(choice);
  };
  switch (key) {
    case 'municipality':
    case 'organisation':
    case 'developer':
      return toggleIn(filter, key, value);
    case 'year':
      return toggleIn(filter, key, Number(value));
    case 'phase':
      return known(PHASES, (phase) => toggleIn(filter, key, phase));
    case 'planStatus':
      return known(PLAN_STATUSES, (status) => toggleIn(filter, key, status));
    case 'planType':
      return known(PLAN_TYPES, (type) => toggleIn(filter, key, type));
    case 'bottleneck':
      return known(BOTTLENECK_CATEGORIES, (category) => toggleIn(filter, key, category));
  }
}

import { m } from '#lib/paraglide/messages.js';
import { municipalityName } from '#lib/ui/municipality.ts';
import { CATEGORY_WORDS, PHASE_WORDS } from './choice-words.ts';
import { toggleIn, type Filter } from './filter.ts';

export interface FilterChip {
  readonly key: string;
  readonly label: string;
  /** The filter without this one. */
  readonly without: Filter;
}

/** What is filtered on, one chip each, in the order of the columns. */
export function filterChips(filter: Filter): FilterChip[] {
  return [
    ...filter.municipality.map((code) => ({
      key: `municipality:${code}`,
      label: municipalityName(code),
      without: toggleIn(filter, 'municipality', code),
    })),
    ...filter.phase.map((phase) => ({
      key: `phase:${phase}`,
      label: PHASE_WORDS[phase](),
      without: toggleIn(filter, 'phase', phase),
    })),
    ...(filter.capacity === null
      ? []
      : [
          {
            key: 'capacity',
            label: filter.capacity === 'hard' ? m.projects_capacity_hard() : m.projects_capacity_soft(),
            without: { ...filter, capacity: null },
          },
        ]),
    ...filter.bottleneck.map((category) => ({
      key: `bottleneck:${category}`,
      label: m.projects_filter_bottleneck_is({ category: CATEGORY_WORDS[category]() }),
      without: toggleIn(filter, 'bottleneck', category),
    })),
    ...filter.year.map((year) => ({
      key: `year:${String(year)}`,
      label: m.projects_filter_year_is({ year: String(year) }),
      without: toggleIn(filter, 'year', year),
    })),
    ...(filter.annotated
      ? [{ key: 'annotated', label: m.projects_filter_annotated(), without: { ...filter, annotated: false } }]
      : []),
  ];
}

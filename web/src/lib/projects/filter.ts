import {
  BOTTLENECK_CATEGORIES,
  isOpen,
  type Bottleneck,
  type BottleneckCategory,
} from '@bouwberaad/shared/model/bottleneck.ts';
import {
  isHard,
  isMunicipalityCode,
  PHASES,
  type Phase,
  type Project,
} from '@bouwberaad/shared/model/project.ts';

export const CAPACITIES = ['hard', 'soft'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Which projects are shown. Within a list any one may hold, between them all must. */
export interface Filter {
  readonly text: string;
  /** CBS codes. */
  readonly municipality: readonly string[];
  readonly phase: readonly Phase[];
  readonly capacity: Capacity | null;
  readonly bottleneck: readonly BottleneckCategory[];
  /** Build homes are planned in this year. */
  readonly year: readonly number[];
  /** Only projects with annotations that are not resolved. */
  readonly annotated: boolean;
}

export const NO_FILTER: Filter = {
  text: '',
  municipality: [],
  phase: [],
  capacity: null,
  bottleneck: [],
  year: [],
  annotated: false,
};

export function isFiltered(filter: Filter): boolean {
  return filter.text.trim() !== '' || countFilters(filter) > 0;
}

/** Chips, the search not counted. */
export function countFilters({ municipality, phase, capacity, bottleneck, year, annotated }: Filter): number {
  return (
    municipality.length +
    phase.length +
    bottleneck.length +
    year.length +
    (capacity === null ? 0 : 1) +
    (annotated ? 1 : 0)
  );
}

export type FilterList = 'municipality' | 'phase' | 'bottleneck' | 'year';

/** Puts a value in one of the lists, or takes it out. */
export function toggleIn<Key extends FilterList>(
  filter: Filter,
  key: Key,
  value: Filter[Key][number],
): Filter {
  const list = filter[key] as readonly (string | number)[];
  return { ...filter, [key]: list.includes(value) ? list.filter((one) => one !== value) : [...list, value] };
}

/** What a filter looks at, computed once for a project and kept until it changes. */
export interface Searchable {
  readonly project: Project;
  readonly haystack: string;
  readonly years: ReadonlyMap<number, number | null>;
}

/** Lower case, without accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function haystackOf(project: Project, municipality: string): string {
  return fold(
    [project.name, project.place, project.externalId, municipality, project.developer]
      .filter((part) => part !== null)
      .join('\n'),
  );
}

export interface Known {
  readonly bottlenecks: readonly Bottleneck[];
  readonly openAnnotations: number;
}

/** The test for one filter, made once and run on thousands. */
export function matcher(filter: Filter): (subject: Searchable, known: Known) => boolean {
  const words = fold(filter.text)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return ({ project, haystack, years }, known) =>
    words.every((word) => haystack.includes(word)) &&
    (filter.municipality.length === 0 ||
      (project.municipality !== null && filter.municipality.includes(project.municipality))) &&
    (filter.phase.length === 0 || (project.phase !== null && filter.phase.includes(project.phase))) &&
    (filter.capacity === null || isHard(project) === (filter.capacity === 'hard')) &&
    (filter.bottleneck.length === 0 ||
      filter.bottleneck.some((category) => hasBottleneck(known.bottlenecks, category))) &&
    (filter.year.length === 0 || filter.year.some((year) => (years.get(year) ?? 0) > 0)) &&
    (!filter.annotated || known.openAnnotations > 0);
}

/** A plan of which nobody said anything is unknown; `geen` is the answer that nothing holds it up. */
function hasBottleneck(records: readonly Bottleneck[], category: BottleneckCategory): boolean {
  if (category === 'onbekend')
    return records.length === 0 || records.some((record) => isOpen(record) && record.category === 'onbekend');
  if (category === 'geen') return records.length > 0 && !records.some(isOpen);
  return records.some((record) => isOpen(record) && record.category === category);
}

/** Reads a filter from an address; what it does not know it leaves out. */
export function readFilter(params: Pick<URLSearchParams, 'get'>): Filter {
  const list = (key: string): string[] => (params.get(key) ?? '').split(',').filter((value) => value !== '');
  return {
    text: params.get('q') ?? '',
    municipality: list('municipality').filter(isMunicipalityCode),
    phase: list('phase').filter(oneOf(PHASES)),
    capacity: [params.get('capacity')].find(oneOf(CAPACITIES)) ?? null,
    bottleneck: list('bottleneck').filter(oneOf(BOTTLENECK_CATEGORIES)),
    year: list('year')
      .map(Number)
      .filter((year) => Number.isInteger(year) && year >= 1990 && year <= 2100),
    annotated: params.get('annotated') === '1',
  };
}

function oneOf<const Choices extends readonly string[]>(
  choices: Choices,
): (value: string | null) => value is Choices[number] {
  return (value): value is Choices[number] => value !== null && choices.includes(value);
}

/** Writes a filter into an address; an empty one leaves nothing there. */
export function writeFilter(filter: Filter, params: URLSearchParams): void {
  const set = (key: string, value: string): void => {
    if (value === '') params.delete(key);
    else params.set(key, value);
  };
  set('q', filter.text.trim());
  set('municipality', filter.municipality.join(','));
  set('phase', filter.phase.join(','));
  set('capacity', filter.capacity ?? '');
  set('bottleneck', filter.bottleneck.join(','));
  set('year', filter.year.join(','));
  set('annotated', filter.annotated ? '1' : '');
}

import {
  BOTTLENECK_CATEGORIES,
  isOpen,
  type Bottleneck,
  type BottleneckCategory,
} from '../model/bottleneck.ts';
import {
  isHard,
  isMunicipalityCode,
  PHASES,
  PLAN_STATUSES,
  PLAN_TYPES,
  type Phase,
  type PlanStatus,
  type Project,
} from '../model/project.ts';
import { isId } from '../lib/ids.ts';
import { fold } from '../lib/letters.ts';

export const CAPACITIES = ['hard', 'soft'] as const;
export type Capacity = (typeof CAPACITIES)[number];
export type PlanType = (typeof PLAN_TYPES)[number];

/** Inclusive bounds; null leaves that side open. */
export interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

/** Which projects are shown. Within a list any one may hold, between them all must. */
export interface Filter {
  readonly text: string;
  /** CBS codes. */
  readonly municipality: readonly string[];
  readonly phase: readonly Phase[];
  readonly planStatus: readonly PlanStatus[];
  readonly capacity: Capacity | null;
  readonly bottleneck: readonly BottleneckCategory[];
  /** Build homes are planned in this year. */
  readonly year: readonly number[];
  /** Ids of owning organisations. */
  readonly organisation: readonly string[];
  /** Names, as they are written in the plans. */
  readonly developer: readonly string[];
  readonly planType: readonly PlanType[];
  readonly keyProject: boolean;
  /** In per cent. A plan without one is in no range. */
  readonly likelihood: Range | null;
  /** Build homes of the whole plan. A plan of which nobody says a number is in no range. */
  readonly homes: Range | null;
  /** Only projects with annotations that are not resolved. */
  readonly annotated: boolean;
  /** Only plans of the reader's own organisation; for a municipality also those in its territory. */
  readonly mine: boolean;
  /** Only where somebody else expects something other than the owner says. */
  readonly differs: boolean;
  /** Only plans with a finding. */
  readonly found: boolean;
}

export const NO_FILTER: Filter = {
  text: '',
  municipality: [],
  phase: [],
  planStatus: [],
  capacity: null,
  bottleneck: [],
  year: [],
  organisation: [],
  developer: [],
  planType: [],
  keyProject: false,
  likelihood: null,
  homes: null,
  annotated: false,
  mine: false,
  differs: false,
  found: false,
};

const LISTS = [
  'municipality',
  'phase',
  'planStatus',
  'bottleneck',
  'year',
  'organisation',
  'developer',
  'planType',
] as const;
export type FilterList = (typeof LISTS)[number];

const FLAGS = ['keyProject', 'annotated', 'mine', 'differs', 'found'] as const;
export type FilterFlag = (typeof FLAGS)[number];

const RANGES = ['likelihood', 'homes'] as const;
export type FilterRange = (typeof RANGES)[number];

export function isFiltered(filter: Filter): boolean {
  return filter.text.trim() !== '' || countFilters(filter) > 0;
}

/** Chips, the search not counted. */
export function countFilters(filter: Filter): number {
  return (
    LISTS.reduce((sum, key) => sum + filter[key].length, 0) +
    FLAGS.filter((key) => filter[key]).length +
    RANGES.filter((key) => filter[key] !== null).length +
    (filter.capacity === null ? 0 : 1)
  );
}

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
  readonly homes: number | null;
}

/** What was typed in a search, word by word and folded: all of them are to be found, in whatever order. */
export function searchWords(text: string): string[] {
  return fold(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
}

export function haystackOf(project: Project, municipality: string): string {
  return fold(
    [project.name, project.place, project.externalId, municipality, project.developer]
      .filter((part) => part !== null)
      .join('\n'),
  );
}

/** What is known of a project from elsewhere. */
export interface Known {
  readonly bottlenecks: readonly Bottleneck[];
  readonly openAnnotations: number;
  readonly mine: boolean;
  readonly differs: boolean;
  readonly found: boolean;
}

/** The test for one filter, made once and run on thousands. */
export function matcher(filter: Filter): (subject: Searchable, known: Known) => boolean {
  const words = searchWords(filter.text);
  return (subject, known) =>
    words.every((word) => subject.haystack.includes(word)) &&
    fitsPlan(filter, subject) &&
    fitsKnown(filter, known);
}

function fitsPlan(filter: Filter, { project, years, homes }: Searchable): boolean {
  return (
    isIn(filter.municipality, project.municipality) &&
    isIn(filter.phase, project.phase) &&
    isIn(filter.planStatus, project.planStatus) &&
    (filter.capacity === null || isHard(project) === (filter.capacity === 'hard')) &&
    (filter.year.length === 0 || filter.year.some((year) => (years.get(year) ?? 0) > 0)) &&
    isIn(filter.organisation, project.organisation) &&
    isIn(filter.developer, project.developer) &&
    isIn(filter.planType, project.planType) &&
    (!filter.keyProject || project.keyProject) &&
    isWithin(filter.likelihood, project.likelihood) &&
    isWithin(filter.homes, homes)
  );
}

function fitsKnown(filter: Filter, known: Known): boolean {
  return (
    (filter.bottleneck.length === 0 ||
      filter.bottleneck.some((category) => hasBottleneck(known.bottlenecks, category))) &&
    (!filter.annotated || known.openAnnotations > 0) &&
    (!filter.mine || known.mine) &&
    (!filter.differs || known.differs) &&
    (!filter.found || known.found)
  );
}

function isIn(list: readonly string[], value: string | null): boolean {
  return list.length === 0 || (value !== null && list.includes(value));
}

function isWithin(range: Range | null, value: number | null): boolean {
  if (range === null) return true;
  return value !== null && value >= (range.min ?? -Infinity) && value <= (range.max ?? Infinity);
}

/** A plan of which nobody said anything is unknown; `geen` is the answer that nothing holds it up. */
function hasBottleneck(records: readonly Bottleneck[], category: BottleneckCategory): boolean {
  if (category === 'onbekend')
    return records.length === 0 || records.some((record) => isOpen(record) && record.category === 'onbekend');
  if (category === 'geen') return records.length > 0 && !records.some(isOpen);
  return records.some((record) => isOpen(record) && record.category === category);
}

/** The names under which a filter stands in an address and in a view that is kept. */
export const FILTER_PARAMS = ['q', ...LISTS, 'capacity', ...RANGES, ...FLAGS] as const;

/** Reads a filter from an address; what it does not know it leaves out. */
export function readFilter(params: Pick<URLSearchParams, 'get'>): Filter {
  const list = (key: FilterList): string[] =>
    (params.get(key) ?? '').split(',').filter((value) => value !== '');
  const flag = (key: FilterFlag): boolean => params.get(key) === '1';
  return {
    text: params.get('q') ?? '',
    municipality: list('municipality').filter(isMunicipalityCode),
    phase: list('phase').filter(oneOf(PHASES)),
    planStatus: list('planStatus').filter(oneOf(PLAN_STATUSES)),
    capacity: [params.get('capacity')].find(oneOf(CAPACITIES)) ?? null,
    bottleneck: list('bottleneck').filter(oneOf(BOTTLENECK_CATEGORIES)),
    year: list('year')
      .map(Number)
      .filter((year) => Number.isInteger(year) && year >= 1990 && year <= 2100),
    organisation: list('organisation').filter(isId),
    developer: list('developer')
      .map(decoded)
      .filter((name) => name !== ''),
    planType: list('planType').filter(oneOf(PLAN_TYPES)),
    keyProject: flag('keyProject'),
    likelihood: readRange(params.get('likelihood')),
    homes: readRange(params.get('homes')),
    annotated: flag('annotated'),
    mine: flag('mine'),
    differs: flag('differs'),
    found: flag('found'),
  };
}

function oneOf<const Choices extends readonly string[]>(
  choices: Choices,
): (value: string | null) => value is Choices[number] {
  return (value): value is Choices[number] => value !== null && choices.includes(value);
}

/** `50-80`, `50-`, `-80`; anything else is no range. */
function readRange(text: string | null): Range | null {
  const match = /^(\d{1,6})?-(\d{1,6})?$/u.exec(text ?? '');
  if (match === null || text === '-') return null;
  const [, min, max] = match;
  return { min: min === undefined ? null : Number(min), max: max === undefined ? null : Number(max) };
}

function writeRange(range: Range | null): string {
  return range === null || (range.min === null && range.max === null)
    ? ''
    : `${range.min ?? ''}-${range.max ?? ''}`;
}

/** A name may hold a comma, which parts the names of a list. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** A filter by the names of FILTER_PARAMS; '' where there is nothing to filter on. */
export function filterWords(filter: Filter): Record<(typeof FILTER_PARAMS)[number], string> {
  const flag = (key: FilterFlag): string => (filter[key] ? '1' : '');
  return {
    q: filter.text.trim(),
    municipality: filter.municipality.join(','),
    phase: filter.phase.join(','),
    planStatus: filter.planStatus.join(','),
    bottleneck: filter.bottleneck.join(','),
    year: filter.year.join(','),
    organisation: filter.organisation.join(','),
    developer: filter.developer.map((name) => encodeURIComponent(name)).join(','),
    planType: filter.planType.join(','),
    capacity: filter.capacity ?? '',
    likelihood: writeRange(filter.likelihood),
    homes: writeRange(filter.homes),
    keyProject: flag('keyProject'),
    annotated: flag('annotated'),
    mine: flag('mine'),
    differs: flag('differs'),
    found: flag('found'),
  };
}

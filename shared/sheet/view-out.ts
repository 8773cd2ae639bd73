import { COLUMNS, type Column } from '../model/columns.ts';
import { formatCell, NO_NAMES } from '../model/cell-text.ts';
import { groupRows, sumRows, type Grouping } from '../view/group-rows.ts';
import { groupingKeys } from '../view/grouping-keys.ts';
import { setKeyOf, shownColumns, readColumns, usualColumns, type SetKey } from '../view/column-set.ts';
import {
  filterRows,
  GROUPINGS,
  type Aside,
  type GroupKey,
  type ProjectRow,
  type Sums,
} from '../view/rows.ts';
import { readFilter } from '../view/filter.ts';
import { readSorts, sortRows } from '../view/sort-rows.ts';
import type { ProjectLinks } from '../view/summary.ts';
import type { ViewWords } from '../view/view-words.ts';
import { counted, type Omission, type OutRole, type OutRow, type OutSheet, type OutValue } from './out.ts';

/** What a view is looked at with. */
export interface ViewContent {
  /** Every plan that may go out. */
  readonly rows: readonly ProjectRow[];
  readonly links: ProjectLinks;
  readonly aside: Aside;
  /** The first year of a view that names none. */
  readonly thisYear: number;
  readonly nameOf: (organisation: string) => string;
}

/** A view as one looks at it in the grid: its columns, its plans in their order, put together as it says. */
export interface ViewOut {
  readonly columns: readonly Column[];
  readonly rows: readonly ProjectRow[];
  readonly grouping: Grouping | null;
  readonly omissions: readonly Omission[];
}

/** The same filter, order, groups and columns as the grid, by the same code. Pure. */
export function lookAtView(words: ViewWords, content: ViewContent): ViewOut {
  const group: GroupKey = GROUPINGS.find((one) => one === words.group) ?? 'municipality';
  const asked = {
    get: (name: string) => (words as Readonly<Record<string, string | undefined>>)[name] ?? null,
  };
  const filtered = filterRows(content.rows, readFilter(asked), content.links, content.aside);
  const set =
    readColumns((words.columns ?? '').split(',').filter((word) => word !== '')) ??
    usualColumns(group === 'municipality');
  const keys = groupingKeys(group);
  const columns = shownColumns(withMunicipality(set, group), content.thisYear);
  return {
    columns,
    rows: sortRows(filtered, readSorts(words.sort ?? null)),
    grouping: keys === null ? null : { ...keys, nameOf: (key) => groupName(group, key, content.nameOf) },
    omissions: omissionsOf(content.rows, filtered, columns),
  };
}

/** On the screen the groups say in which municipality a plan lies; in a file that somebody sorts, nothing else does. */
function withMunicipality(set: ReturnType<typeof usualColumns>, group: GroupKey): typeof set {
  if (group !== 'municipality' || set.columns.some(({ key }) => key === 'municipality')) return set;
  return { ...set, columns: set.columns.toSpliced(1, 0, { key: 'municipality', width: null }) };
}

function omissionsOf(
  all: readonly ProjectRow[],
  shown: readonly ProjectRow[],
  columns: readonly Column[],
): Omission[] {
  const filtered = all.length - shown.length;
  const present = new Set(columns.map(({ key }) => setKeyOf(key)));
  const hidden = [...COLUMNS.keys()].filter((key) => !present.has(key as SetKey));
  const years = new Set(columns.flatMap((column) => (column.type === 'homes' ? [column.year] : [])));
  const outside = present.has('years')
    ? shown.reduce(
        (sum, row) =>
          sum +
          [...row.years].reduce((homes, [year, built]) => homes + (years.has(year) ? 0 : (built ?? 0)), 0),
        0,
      )
    : 0;
  const lines: Omission[] = [
    {
      code: 'filtered',
      what: counted(filtered, 'plan', 'plannen'),
      count: filtered,
      reason: 'Valt buiten het filter van deze weergave.',
    },
    {
      code: 'noYear',
      what: counted(outside, 'woning', 'woningen'),
      count: outside,
      reason: 'Gepland in een jaar dat deze weergave niet toont; telt wel mee in het totaal.',
    },
    {
      code: 'columns',
      what: counted(hidden.length, 'kolom', 'kolommen'),
      count: hidden.length,
      reason: `Staat niet in deze weergave: ${hidden.map((key) => HEADINGS[key as SetKey]).join(', ')}.`,
    },
  ];
  return lines.filter(({ count }) => count > 0);
}

function groupName(group: GroupKey, key: string | null, nameOf: (organisation: string) => string): string {
  if (key === null) return NOBODY[group];
  switch (group) {
    case 'municipality':
      return formatCell(MUNICIPALITY, key, 'nl', NO_NAMES);
    case 'organisation':
      return nameOf(key);
    case 'region':
      return key === 'twente' ? 'Twente' : 'West-Overijssel';
    case 'planStatus':
      return `Planstatus ${key}`;
    case 'phase':
      return key.charAt(0).toUpperCase() + key.slice(1);
    case 'none':
      return key;
  }
}

const MUNICIPALITY: Column = { key: 'municipality', type: 'named', of: 'municipality', editable: true };
const NOBODY: Readonly<Record<GroupKey, string>> = {
  municipality: 'Zonder gemeente',
  phase: 'Zonder fase',
  planStatus: 'Zonder planstatus',
  organisation: 'Zonder eigenaar',
  region: 'Buiten de regio’s',
  none: '',
};

/** Whole words, where the grid is short; an import knows them again. */
const HEADINGS: Readonly<Record<SetKey, string>> = {
  name: 'Naam',
  externalId: 'Identificatie nr',
  municipality: 'Gemeente',
  place: 'Plaats',
  planType: 'Plantype',
  phase: 'Fase',
  planStatus: 'Planstatus',
  organisation: 'Eigenaar',
  developer: 'Ontwikkelaar',
  keyProject: 'Sleutelproject',
  confidentiality: 'Vertrouwelijkheid',
  storeys: 'Bouwlagen',
  total: 'Totaal woningen',
  years: 'Jaren',
  likelihood: 'Realisatiekans',
  bottlenecks: 'Knelpunten',
  actions: 'Open acties',
  annotations: 'Open aantekeningen',
};

export function headingOf(column: Column): string {
  return column.type === 'homes' ? String(column.year) : HEADINGS[setKeyOf(column.key)];
}

const WIDTHS: Readonly<Partial<Record<SetKey, number>>> = {
  name: 36,
  municipality: 18,
  place: 18,
  organisation: 24,
  developer: 24,
  planType: 20,
  confidentiality: 22,
  bottlenecks: 28,
  phase: 14,
  years: 8,
  planStatus: 11,
};

export function cellOf(row: ProjectRow, column: Column): OutValue {
  switch (column.type) {
    case 'homes':
      return row.years.get(column.year) ?? null;
    case 'summary':
      return summaryOf(row, column.key);
    case 'flag':
      return row.project[column.key] === true ? 'ja' : null;
    case 'named':
      return (column.of === 'municipality' ? row.municipality : row.owner) || null;
    case 'percent': {
      const value = row.project[column.key];
      return typeof value === 'number' ? { percent: value } : null;
    }
    default:
      return column.key === 'total' ? row.homes : row.project[column.key];
  }
}

function summaryOf(row: ProjectRow, key: 'bottlenecks' | 'actions' | 'annotations'): OutValue {
  if (key === 'actions') return row.pendingActions || null;
  if (key === 'annotations') return row.openAnnotations.length || null;
  const { bottleneck } = row;
  if (bottleneck.kind === 'none') return 'geen';
  if (bottleneck.kind === 'unknown') return 'onbekend';
  return `${bottleneck.category} (${bottleneck.certainty})${bottleneck.more > 0 ? ` en ${bottleneck.more} meer` : ''}`;
}

/** The sheet of the plans: under each group's sums its plans, and the sums of all below. */
export function viewSheet({ columns, rows, grouping }: ViewOut): OutSheet {
  const member: OutRole = grouping === null ? 'row' : 'member';
  const lines = (grouping === null ? rows : groupRows(rows, grouping, new Set())).map((row): OutRow =>
    row.kind === 'group'
      ? { role: 'group', values: sumValues(`Totaal ${row.name}`, columns, row) }
      : { role: member, values: columns.map((column) => cellOf(row, column)) },
  );
  return {
    name: 'Projecten',
    widths: columns.map((column) => WIDTHS[setKeyOf(column.key)] ?? 12),
    rows: [
      { role: 'heading', values: columns.map(headingOf) },
      ...lines,
      ...(rows.length > 0
        ? [{ role: 'total', values: sumValues('Totaal', columns, sumRows(rows)) } satisfies OutRow]
        : []),
    ],
    frozen: { rows: 1, columns: 1 },
    filter: rows.length > 0 ? 0 : null,
  };
}

function sumValues(name: string, columns: readonly Column[], { homes, years }: Sums): OutValue[] {
  return columns.map((column, at): OutValue => {
    if (at === 0) return name;
    if (column.type === 'homes') return years.get(column.year) ?? null;
    return column.key === 'total' ? homes : null;
  });
}

/** One line a group with what the grid says beside it: homes, net, hard and soft. Null where nothing is put together. */
export function groupSheet({ rows, grouping, columns }: ViewOut): OutSheet | null {
  if (grouping === null) return null;
  const years = columns.flatMap((column) => (column.type === 'homes' ? [column.year] : []));
  const line = (role: OutRole, name: string, plans: number, sums: Sums): OutRow => ({
    role,
    values: [
      name,
      plans,
      sums.homes,
      sums.net,
      sums.hard,
      sums.soft,
      ...years.map((year) => sums.years.get(year) ?? null),
    ],
  });
  const groups = groupRows(rows, grouping, new Set()).flatMap((row) =>
    row.kind === 'group' ? [line('row', row.name, row.members.length, row)] : [],
  );
  return {
    name: 'Per groep',
    widths: [30, 9, 10, 10, 10, 10, ...years.map(() => 8)],
    rows: [
      {
        role: 'heading',
        values: ['Groep', 'Plannen', 'Woningen', 'Netto', 'Hard', 'Zacht', ...years.map(String)],
      },
      ...groups,
      line('total', 'Totaal', rows.length, sumRows(rows)),
    ],
    frozen: { rows: 1, columns: 1 },
    filter: null,
  };
}

/** The same view as plain lines, for a text file: no sums, so that what reads it finds only plans. */
export function viewLines({ columns, rows, grouping }: ViewOut): OutValue[][] {
  const ordered =
    grouping === null ? rows : groupRows(rows, grouping, new Set()).filter((row) => row.kind === 'project');
  return [columns.map(headingOf), ...ordered.map((row) => columns.map((column) => cellOf(row, column)))];
}

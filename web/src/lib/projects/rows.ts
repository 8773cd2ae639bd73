import type { Action } from '@bouwberaad/shared/model/action.ts';
import type { Annotation } from '@bouwberaad/shared/model/annotation.ts';
import type { Bottleneck } from '@bouwberaad/shared/model/bottleneck.ts';
import { PHASES, PLAN_STATUSES, type Project } from '@bouwberaad/shared/model/project.ts';
import type { ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import { haystackOf, matcher, type Filter, type Searchable } from './filter.ts';
import {
  bottleneckMark,
  homesByYear,
  homesOf,
  openAnnotations,
  pendingActions,
  type BottleneckMark,
  type ProjectLinks,
} from './summary.ts';

/** One project as the list shows it. Homes are null where nobody says a number. */
export interface ProjectRow extends Searchable {
  readonly kind: 'project';
  /** The project's id. */
  readonly id: string;
  readonly municipality: string;
  readonly homes: number | null;
  readonly bottleneck: BottleneckMark;
  readonly pendingActions: number;
  readonly openAnnotations: readonly Annotation[];
}

/** One municipality, with the sums of its projects that are shown. */
export interface GroupRow {
  readonly kind: 'group';
  /** `group:<CBS code>`. */
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly collapsed: boolean;
  readonly projects: number;
  readonly homes: number;
  readonly years: ReadonlyMap<number, number>;
}

export type Row = ProjectRow | GroupRow;

export interface Sort {
  readonly column: ColumnKey;
  readonly descending: boolean;
}

export const BY_NAME: Sort = { column: 'name', descending: false };

const NONE: readonly never[] = [];

/**
 * Makes rows and keeps them: a row is the same object until its project or what is linked to it changes, so that in a
 * list of thousands an edit redraws one row.
 */
export class RowMaker {
  readonly #names: (code: string | null) => string;
  #kept = new Map<string, { from: readonly unknown[]; row: ProjectRow }>();
  readonly #base = new WeakMap<Project, Pick<ProjectRow, 'haystack' | 'years' | 'homes' | 'municipality'>>();

  constructor(names: (code: string | null) => string) {
    this.#names = names;
  }

  make(projects: readonly Project[], links: ProjectLinks): ProjectRow[] {
    const kept = new Map<string, { from: readonly unknown[]; row: ProjectRow }>();
    const rows = projects.map((project) => {
      const bottlenecks = links.bottlenecks.get(project.id) ?? NONE;
      const actions = links.actions.get(project.id) ?? NONE;
      const annotations = links.annotations.get(project.id) ?? NONE;
      const from = [project, ...bottlenecks, null, ...actions, null, ...annotations];
      const before = this.#kept.get(project.id);
      const entry =
        before !== undefined && sameItems(before.from, from)
          ? before
          : { from, row: this.#row(project, bottlenecks, actions, annotations) };
      kept.set(project.id, entry);
      return entry.row;
    });
    this.#kept = kept;
    return rows;
  }

  #row(
    project: Project,
    bottlenecks: readonly Bottleneck[],
    actions: readonly Action[],
    annotations: readonly Annotation[],
  ): ProjectRow {
    let base = this.#base.get(project);
    if (base === undefined) {
      const municipality = this.#names(project.municipality);
      base = {
        haystack: haystackOf(project, municipality),
        years: homesByYear(project),
        homes: homesOf(project),
        municipality,
      };
      this.#base.set(project, base);
    }
    return {
      kind: 'project',
      id: project.id,
      project,
      ...base,
      bottleneck: bottleneckMark(bottlenecks),
      pendingActions: pendingActions(actions),
      openAnnotations: openAnnotations(annotations),
    };
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

export function filterRows(rows: readonly ProjectRow[], filter: Filter, links: ProjectLinks): ProjectRow[] {
  const matches = matcher(filter);
  return rows.filter((row) =>
    matches(row, {
      bottlenecks: links.bottlenecks.get(row.id) ?? NONE,
      openAnnotations: row.openAnnotations.length,
    }),
  );
}

const collator = new Intl.Collator('nl', { sensitivity: 'base', numeric: true });

/**
 * Nothing known comes last, whichever way; equal rows by name and then by id, so that everybody sees one order.
 * `before` is the order of the last time: comparing names is dear, and a list that is nearly in order already takes
 * one comparison a row instead of a dozen.
 */
export function sortRows(
  rows: readonly ProjectRow[],
  sort: Sort,
  before: ReadonlyMap<string, number> = new Map(),
): ProjectRow[] {
  const direction = sort.descending ? -1 : 1;
  const keyed = asBefore(rows, before).map((row) => ({ row, key: sortKey(row, sort.column) }));
  keyed.sort(
    (a, b) =>
      compareKeys(a.key, b.key, direction) ||
      collator.compare(a.row.project.name ?? '', b.row.project.name ?? '') ||
      (a.row.id < b.row.id ? -1 : 1),
  );
  return keyed.map(({ row }) => row);
}

function asBefore(rows: readonly ProjectRow[], before: ReadonlyMap<string, number>): ProjectRow[] {
  const places: (ProjectRow | undefined)[] = new Array<ProjectRow | undefined>(before.size);
  const added: ProjectRow[] = [];
  for (const row of rows) {
    const place = before.get(row.id);
    if (place === undefined) added.push(row);
    else places[place] = row;
  }
  return [...places.filter((row) => row !== undefined), ...added];
}

type SortKey = string | number | null;

function compareKeys(a: SortKey, b: SortKey, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'string' || typeof b === 'string')
    return direction * collator.compare(String(a), String(b));
  return direction * (a - b);
}

function sortKey(row: ProjectRow, column: ColumnKey): SortKey {
  const { project } = row;
  switch (column) {
    case 'name':
      return project.name;
    case 'municipality':
      return row.municipality === '' ? null : row.municipality;
    case 'phase':
      return project.phase === null ? null : PHASES.indexOf(project.phase);
    case 'planStatus':
      return project.planStatus === null ? null : PLAN_STATUSES.indexOf(project.planStatus);
    case 'total':
      return row.homes;
    case 'likelihood':
      return project.likelihood;
    case 'bottlenecks':
      return row.bottleneck.kind === 'some' ? row.bottleneck.category : null;
    case 'actions':
      return row.pendingActions === 0 ? null : row.pendingActions;
    case 'annotations':
      return row.openAnnotations.length === 0 ? null : row.openAnnotations.length;
    default:
      return row.years.get(Number(column.slice('year:'.length))) ?? null;
  }
}

/** Sorted rows under a row for each municipality, by its name; those without one last. */
export function groupRows(rows: readonly ProjectRow[], collapsed: ReadonlySet<string>): Row[] {
  const groups = new Map<string | null, ProjectRow[]>();
  for (const row of rows) {
    const group = groups.get(row.project.municipality);
    if (group === undefined) groups.set(row.project.municipality, [row]);
    else group.push(row);
  }
  const ordered = [...groups].sort(([a, as], [b, bs]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return collator.compare(as[0]?.municipality ?? '', bs[0]?.municipality ?? '') || (a < b ? -1 : 1);
  });
  return ordered.flatMap(([code, members]) => {
    const group = groupRow(code, members, collapsed);
    return group.collapsed ? [group] : [group, ...members];
  });
}

function groupRow(
  code: string | null,
  members: readonly ProjectRow[],
  collapsed: ReadonlySet<string>,
): GroupRow {
  const id = `group:${code ?? ''}`;
  const sums = sumRows(members);
  return {
    kind: 'group',
    id,
    code,
    name: members[0]?.municipality ?? '',
    collapsed: collapsed.has(id),
    projects: members.length,
    ...sums,
  };
}

/** Homes in all and of each year; what nobody knows adds nothing. */
export function sumRows(rows: readonly ProjectRow[]): { homes: number; years: ReadonlyMap<number, number> } {
  let homes = 0;
  const years = new Map<number, number>();
  for (const row of rows) {
    homes += row.homes ?? 0;
    for (const [year, built] of row.years) years.set(year, (years.get(year) ?? 0) + (built ?? 0));
  }
  return { homes, years };
}

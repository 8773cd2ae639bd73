import type { Action } from '../model/action.ts';
import type { Annotation } from '../model/annotation.ts';
import type { Bottleneck } from '../model/bottleneck.ts';
import type { Project } from '../model/project.ts';
import { haystackOf, matcher, type Filter, type Searchable } from './filter.ts';
import {
  bottleneckMark,
  demolishedHomes,
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
  /** The owning organisation's name; '' without one. */
  readonly owner: string;
  /** Homes that make way. */
  readonly demolished: number;
  readonly bottleneck: BottleneckMark;
  readonly pendingActions: number;
  readonly openAnnotations: readonly Annotation[];
}

export const GROUPINGS = ['municipality', 'phase', 'planStatus', 'organisation', 'region', 'none'] as const;
/** What the rows are put together by. */
export type GroupKey = (typeof GROUPINGS)[number];

/** What rows add up to. Null where not one of them says a number: unknown is not 0. */
export interface Sums {
  /** Build homes, as their owners state them. */
  readonly homes: number | null;
  /** Build homes of each year in which some are planned. */
  readonly years: ReadonlyMap<number, number | null>;
  /** Build minus demolition. */
  readonly net: number | null;
  /** Of `homes`, those in plans that are hard, and in those that are not. */
  readonly hard: number;
  readonly soft: number;
}

/** A heading above the projects that are alike, with what those that are shown add up to. */
export interface GroupRow extends Sums {
  readonly kind: 'group';
  readonly id: string;
  readonly by: GroupKey;
  /** What its projects share: a CBS code, a phase, an id; null where they have none. */
  readonly key: string | null;
  readonly name: string;
  readonly collapsed: boolean;
  /** The projects below it, folded or not. */
  readonly members: readonly ProjectRow[];
}

export type Row = ProjectRow | GroupRow;

const NONE: readonly never[] = [];

/** What only the project itself decides. */
type Base = Pick<ProjectRow, 'haystack' | 'years' | 'homes' | 'demolished' | 'municipality'>;

/**
 * Makes rows and keeps them: a row is the same object until its project or what is linked to it changes, so that in a
 * list of thousands an edit redraws one row.
 */
export class RowMaker {
  readonly #names: (code: string | null) => string;
  readonly #owners: (id: string | null) => string;
  #kept = new Map<string, { from: readonly unknown[]; row: ProjectRow }>();
  readonly #base = new WeakMap<Project, Base>();

  /** `names` gives a municipality's name, `owners` an organisation's; '' for none. */
  constructor(names: (code: string | null) => string, owners: (id: string | null) => string = () => '') {
    this.#names = names;
    this.#owners = owners;
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
        demolished: demolishedHomes(project),
        municipality,
      };
      this.#base.set(project, base);
    }
    return {
      kind: 'project',
      id: project.id,
      project,
      ...base,
      owner: this.#owners(project.organisation),
      bottleneck: bottleneckMark(bottlenecks),
      pendingActions: pendingActions(actions),
      openAnnotations: openAnnotations(annotations),
    };
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** What a filter asks of a project that does not stand in the project or beside it. */
export interface Aside {
  isMine(project: Project): boolean;
  /** Projects of which somebody else expects something other than the owner says. */
  readonly differing: ReadonlySet<string>;
  /** Projects with a finding. */
  readonly found: ReadonlySet<string>;
}

export const NOTHING_ASIDE: Aside = { isMine: () => false, differing: new Set(), found: new Set() };

export function filterRows(
  rows: readonly ProjectRow[],
  filter: Filter,
  links: ProjectLinks,
  aside: Aside = NOTHING_ASIDE,
): ProjectRow[] {
  const matches = matcher(filter);
  return rows.filter((row) =>
    matches(row, {
      bottlenecks: links.bottlenecks.get(row.id) ?? NONE,
      openAnnotations: row.openAnnotations.length,
      mine: filter.mine && aside.isMine(row.project),
      differs: filter.differs && aside.differing.has(row.id),
      found: filter.found && aside.found.has(row.id),
    }),
  );
}

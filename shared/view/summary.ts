import { builtHomes, isBuild } from '../model/block.ts';
import { isPending, type Action } from '../model/action.ts';
import type { Annotation } from '../model/annotation.ts';
import {
  CERTAINTIES,
  isOpen,
  type Bottleneck,
  type BottleneckCategory,
  type Certainty,
} from '../model/bottleneck.ts';
import { parsePath } from '../model/layout.ts';
import type { Project } from '../model/project.ts';
import { NOTHING_MERGED, type Merged } from '../model/merged.ts';

/** What holds a plan up, in one cell: the strongest certainty first. */
export type BottleneckMark =
  /** Somebody looked, and nothing does. */
  | { readonly kind: 'none' }
  /** Nobody has said anything, or "unknown". */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'some';
      readonly category: BottleneckCategory;
      readonly certainty: Certainty;
      readonly more: number;
    };

export function bottleneckMark(records: readonly Bottleneck[]): BottleneckMark {
  if (records.length === 0) return { kind: 'unknown' };
  const open = records.filter(isOpen).sort(strongestFirst);
  const [first] = open;
  if (first === undefined) return { kind: 'none' };
  if (first.category === null || first.category === 'onbekend') return { kind: 'unknown' };
  return {
    kind: 'some',
    category: first.category,
    certainty: first.certainty ?? 'onbekend',
    more: open.length - 1,
  };
}

/** By certainty, then by homes; an explicit "unknown" after everything that has a name. */
export function strongestFirst(a: Bottleneck, b: Bottleneck): number {
  return rank(a) - rank(b) || (b.homes ?? 0) - (a.homes ?? 0) || (a.id < b.id ? -1 : 1);
}

function rank({ certainty, category }: Bottleneck): number {
  return category === 'onbekend' || category === null
    ? CERTAINTIES.length
    : CERTAINTIES.indexOf(certainty ?? 'onbekend');
}

/** Homes to build in a plan as its owner states them; without a stated total the sum of its build blocks. */
export function homesOf(project: Pick<Project, 'total' | 'blocks'>): number | null {
  return project.total ?? builtHomes(project.blocks);
}

/** Homes that make way for others. */
export function demolishedHomes(project: Pick<Project, 'blocks'>): number {
  return project.blocks.reduce((sum, block) => sum + (isBuild(block) ? 0 : (block.homes ?? 0)), 0);
}

/** Build homes of the blocks of each year that has one. */
export function homesByYear(project: Pick<Project, 'blocks'>): ReadonlyMap<number, number | null> {
  const years = new Map<number, number | null>();
  for (const block of project.blocks) {
    if (block.year === null || !isBuild(block)) continue;
    const known = years.get(block.year) ?? null;
    years.set(block.year, block.homes === null ? known : (known ?? 0) + block.homes);
  }
  return years;
}

/** Which records speak of which project. */
export interface ProjectLinks {
  readonly bottlenecks: ReadonlyMap<string, readonly Bottleneck[]>;
  readonly actions: ReadonlyMap<string, readonly Action[]>;
  readonly annotations: ReadonlyMap<string, readonly Annotation[]>;
}

export function linkProjects(
  bottlenecks: readonly Bottleneck[],
  actions: readonly Action[],
  annotations: readonly Annotation[],
  merged: Merged = NOTHING_MERGED,
): ProjectLinks {
  const projectsOf = new Map(bottlenecks.map(({ id, projects }) => [`bottlenecks/${id}`, projects]));
  const ofAnchor = (anchor: string | null): readonly string[] => {
    const place = anchor === null ? null : parsePath(anchor);
    if (place?.root === 'projects') return [merged.projectOf(place.record)];
    return place?.root === 'bottlenecks' ? (projectsOf.get(`bottlenecks/${place.record}`) ?? []) : [];
  };
  const anchors = new Map(annotations.map(({ id, anchor }) => [id, anchor]));
  const ofSource = (source: string | null): readonly string[] => {
    const place = source === null ? null : parsePath(source);
    return place?.root === 'annotations' ? ofAnchor(anchors.get(place.record) ?? null) : ofAnchor(source);
  };
  return {
    bottlenecks: gather(bottlenecks, ({ projects }) => projects),
    actions: gather(actions, ({ source }) => ofSource(source)),
    annotations: gather(annotations, ({ anchor }) => ofAnchor(anchor)),
  };
}

function gather<T>(records: readonly T[], projectsOf: (record: T) => readonly string[]): Map<string, T[]> {
  const gathered = new Map<string, T[]>();
  for (const record of records) {
    for (const id of new Set(projectsOf(record))) {
      const list = gathered.get(id);
      if (list === undefined) gathered.set(id, [record]);
      else list.push(record);
    }
  }
  return gathered;
}

export function pendingActions(actions: readonly Action[]): number {
  return actions.filter(isPending).length;
}

/** Annotations, replies included, of threads that are not resolved. */
export function openAnnotations(annotations: readonly Annotation[]): readonly Annotation[] {
  const resolved = new Set(
    annotations.filter(({ thread, resolved: done }) => thread === null && done).map(({ id }) => id),
  );
  return annotations.filter(({ id, thread }) => !resolved.has(thread ?? id));
}

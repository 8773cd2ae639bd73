import {
  builtHomes,
  DWELLINGS,
  isBuild,
  LAND_POSITIONS,
  SEGMENTS,
  TARGET_GROUPS,
  type Block,
} from '../model/block.ts';
import { formatPath } from '../model/layout.ts';
import type { Project } from '../model/project.ts';
import { doublesOf } from './doubles.ts';
import { implausibility, type Implausibility } from './plausibility.ts';

/** The four ways in which a block's homes are split. */
export const SPLITS = {
  dwelling: DWELLINGS,
  segment: SEGMENTS,
  targetGroup: TARGET_GROUPS,
  land: LAND_POSITIONS,
} as const;
export type SplitKey = keyof typeof SPLITS;
export const SPLIT_KEYS = Object.keys(SPLITS) as readonly SplitKey[];

/** In the order in which one would look at them: what makes figures wrong first. */
export const FINDING_KINDS = [
  'double',
  'total',
  'split',
  'implausibleYear',
  'missingYear',
  'outsideTable',
  'noLikelihood',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** The blocks together are not the total that the owner states. */
export interface TotalFinding {
  readonly kind: 'total';
  readonly blocks: number;
  readonly total: number;
}

/** A split counts more homes than its block has. */
export interface SplitFinding {
  readonly kind: 'split';
  readonly block: Block;
  readonly split: SplitKey;
  readonly counted: number;
  readonly homes: number;
}

export type FindingOf =
  | { readonly kind: 'double'; readonly others: readonly string[] }
  | TotalFinding
  | SplitFinding
  | ({ readonly kind: 'implausibleYear'; readonly year: number } & Implausibility)
  /** Homes for which nobody says when; all of them where the plan has no block. */
  | { readonly kind: 'missingYear'; readonly homes: number | null }
  | { readonly kind: 'outsideTable'; readonly municipality: string }
  | { readonly kind: 'noLikelihood' };

/** Something about a plan that deserves a look. Shown as it is; nothing is repaired. */
export type Finding = FindingOf & {
  readonly project: string;
  /** Where it lies in the workspace: a project, a block or a field. */
  readonly path: string;
  /** The year of the block that it is about; null where it is about none. */
  readonly at: number | null;
};

export interface FindingOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** CBS codes of the table's territory; with none, no project lies outside it. */
  readonly municipalities: readonly string[];
}

/** All findings of the plans, by project in the order given, within a project in the order of FINDING_KINDS. */
export function findingsOf(projects: readonly Project[], options: FindingOptions): Finding[] {
  const doubles = doublesOf(projects);
  return projects.flatMap((project) => [
    ...doubleFinding(project, doubles.get(project.id)),
    ...projectFindings(project, options),
  ]);
}

/** The finding that other projects of the table give; none without them. */
export function doubleFinding(project: Pick<Project, 'id'>, others: readonly string[] = []): Finding[] {
  return others.length === 0 ? [] : [at(project.id, 'name', { kind: 'double', others })];
}

/** What a project by itself, and the table's territory, give. A lapsed plan is left in peace. */
export function projectFindings(project: Project, { today, municipalities }: FindingOptions): Finding[] {
  if (project.phase === 'vervallen') return [];
  const total = totalFinding(project);
  return [
    ...(total === null ? [] : [at(project.id, 'total', total)]),
    ...project.blocks.flatMap((block) =>
      splitFindings(block).map((finding) => inBlock(project.id, block, finding.split, finding)),
    ),
    ...project.blocks.flatMap((block) => yearFinding(project, block, today)),
    ...missingYears(project),
    ...outside(project, municipalities),
    ...(project.likelihood === null ? [at(project.id, 'likelihood', { kind: 'noLikelihood' })] : []),
  ];
}

export function totalFinding(project: Pick<Project, 'total' | 'blocks'>): TotalFinding | null {
  const blocks = builtHomes(project.blocks);
  return project.total === null || blocks === null || blocks === project.total
    ? null
    : { kind: 'total', blocks, total: project.total };
}

export function splitFindings(block: Block): SplitFinding[] {
  const { homes } = block;
  if (homes === null) return [];
  return SPLIT_KEYS.flatMap((split) => {
    const counted = countedHomes(block[split]);
    return counted > homes ? [{ kind: 'split' as const, block, split, counted, homes }] : [];
  });
}

/** Homes that a split gives a place. */
export function countedHomes(split: Readonly<Record<string, number | undefined>>): number {
  return Object.values(split).reduce<number>((sum, homes) => sum + (homes ?? 0), 0);
}

function yearFinding(project: Project, block: Block, today: string): Finding[] {
  const doubt = implausibility(project, block, today);
  return doubt === null || block.year === null
    ? []
    : [inBlock(project.id, block, 'year', { kind: 'implausibleYear', year: block.year, ...doubt })];
}

function missingYears(project: Project): Finding[] {
  const building = project.blocks.filter((block) => isBuild(block));
  if (building.length === 0)
    return (project.total ?? 0) > 0
      ? [at(project.id, 'total', { kind: 'missingYear', homes: project.total })]
      : [];
  return building
    .filter(({ year, homes }) => year === null && homes !== 0)
    .map((block) => inBlock(project.id, block, 'year', { kind: 'missingYear', homes: block.homes }));
}

function outside({ id, municipality }: Project, municipalities: readonly string[]): Finding[] {
  return municipality === null || municipalities.length === 0 || municipalities.includes(municipality)
    ? []
    : [at(id, 'municipality', { kind: 'outsideTable', municipality })];
}

function at(project: string, field: string, finding: FindingOf): Finding {
  return { ...finding, project, path: formatPath({ root: 'projects', record: project, field }), at: null };
}

function inBlock(project: string, block: Block, field: string, finding: FindingOf): Finding {
  const path = formatPath({ root: 'projects', record: project, block: block.id, field });
  return { ...finding, project, path, at: block.year };
}

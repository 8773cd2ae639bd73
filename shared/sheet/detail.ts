import type { Change } from './change.ts';
import { bottleneckKey } from './choice-keys.ts';
import type { ProjectChanges } from './compare.ts';
import type { ImportChoices } from './edits.ts';
import type { ImportPlan } from './plan.ts';
import type { YearEffect } from './plan-effect.ts';
import type { Mapping } from './mapping.ts';
import type { Finding, SheetLayout, SheetProject, SheetTotals } from './sheet.ts';

/** Who last wrote a field, and when. */
export interface LastChange {
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface ChangeDetail extends Change {
  readonly project: string;
  readonly externalId: string;
  readonly name: string;
}

export interface ProjectSummary {
  readonly externalId: string;
  readonly name: string;
  readonly municipality: string | null;
  readonly phase: string | null;
  readonly planStatus: string | null;
  readonly confidentiality: string | null;
  /** Homes to build, and the years in which they come. */
  readonly homes: number;
  readonly years: readonly number[];
  /** Homes to demolish. */
  readonly demolished: number;
  readonly rows: readonly number[];
}

/** What was made of a file: its sheets, and what its columns were taken to mean. */
export interface FileView {
  readonly kind: 'workbook' | 'csv' | 'geojson';
  /** Of a workbook: the names of its sheets, and the one that was read. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** Of an ordinary list. DIWI and GeoJSON know what they mean. */
  readonly mapping: Mapping | null;
  readonly separator?: string;
  readonly encoding?: string;
}

/** A project at the table, in a municipality of the file, that the file does not have. */
export interface MissingProject {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly municipality: string | null;
}

/** A bottleneck that was read from free text; `key` is how a choice leaves it out. */
export interface BottleneckDetail {
  readonly key: string;
  readonly externalId: string;
  readonly name: string;
  readonly category: string;
  readonly certainty: string;
  readonly amount: number | null;
  readonly text: string;
  /** It is of a new project. */
  readonly isNew: boolean;
  readonly rows: readonly number[];
}

/** A preview in full, for the person who uploaded the file. */
export interface PlanDetail {
  readonly creates: readonly ProjectSummary[];
  readonly updates: readonly ChangeDetail[];
  readonly conflicts: readonly (ChangeDetail & { readonly changed: LastChange | null })[];
  readonly unchanged: readonly ProjectSummary[];
  readonly notShared: readonly ProjectSummary[];
  readonly findings: readonly Finding[];
  readonly effect: readonly YearEffect[];
  readonly bottlenecks: readonly BottleneckDetail[];
}

/** What `GET tables/:t/imports/:id` answers. */
export interface ImportDetail extends PlanDetail {
  readonly id: string;
  readonly file: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly state: 'previewed' | 'confirmed' | 'applied' | 'reverting' | 'reverted';
  readonly layout: SheetLayout;
  readonly view: FileView;
  readonly missing: readonly MissingProject[];
  /** How many there are of each; the lists themselves hold the first few thousand. */
  readonly counts: Readonly<Record<DetailList, number>>;
  /** Of the whole file. */
  readonly totals: SheetTotals;
  /** Once it is applied: projects created or changed. */
  readonly applied: number | null;
}

export type DetailList = Exclude<keyof PlanDetail, 'effect'> | 'missing';

/** An import that was applied here, for the list of those that may be taken back. */
export interface PastImport {
  readonly id: string;
  readonly file: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly state: 'confirmed' | 'applied' | 'reverting' | 'reverted';
  readonly applied: number | null;
  readonly reverted: Reverted | null;
}

/** What became of taking an import back. */
export interface Reverted {
  /** Fields, blocks, projects and bottlenecks that are as they were before. */
  readonly restored: number;
  /** What others have changed since, and so stays: the first hundred, by project. */
  readonly kept: readonly { readonly project: string; readonly field: string }[];
  readonly keptCount: number;
}

/** Something that was otherwise when it was confirmed than when it was looked at. */
export interface Drift {
  readonly project: string;
  readonly field: string;
  readonly seen: 'new' | 'update' | 'conflict' | 'none';
  readonly now: 'new' | 'update' | 'conflict' | 'none';
}

/** What `POST tables/:t/imports/:id/confirm` answers. */
export interface ImportApplied {
  readonly applied: number;
  /** What changed between the preview and the confirmation; the first hundred. */
  readonly changed?: readonly Drift[];
}

/** How far an import has come, while it is read or applied. */
export interface ImportProgress {
  /** `idle`: not begun yet, or over. */
  readonly stage: 'idle' | 'reading' | 'planning' | 'applying' | 'reverting';
  readonly done: number;
  readonly total: number;
}

/** What `POST tables/:t/imports/:id/confirm` takes. */
export interface ImportDecision extends ImportChoices {
  /** External ids of projects stricter than the table's audience that are shared by hand. */
  readonly share: 'all' | readonly string[];
}

export function bottlenecksOf(plan: ImportPlan): BottleneckDetail[] {
  const all = [
    ...plan.creates.flatMap(({ bottlenecks }) => bottlenecks.map((one) => ({ one, isNew: true }))),
    ...plan.bottlenecks.map((one) => ({ one, isNew: false })),
  ];
  return all.map(({ one, isNew }) => ({
    key: bottleneckKey(one.file.externalId, one.category),
    externalId: one.file.externalId,
    name: one.file.fields.name,
    category: one.category,
    certainty: one.certainty,
    amount: one.amount,
    text: one.text,
    isNew,
    rows: one.file.rows,
  }));
}

export function withProject({ id, externalId, name }: ProjectChanges, change: Change): ChangeDetail {
  return { ...change, project: id, externalId, name };
}

export function summaryOf({ externalId, fields, blocks, rows }: SheetProject): ProjectSummary {
  const built = blocks.filter(({ kind }) => kind === 'build');
  const years = built.flatMap(({ year }) => (year === null ? [] : [year]));
  return {
    externalId,
    name: fields.name,
    municipality: fields.municipality ?? null,
    phase: fields.phase ?? null,
    planStatus: fields.planStatus ?? null,
    confidentiality: fields.confidentiality ?? null,
    homes: built.reduce((sum, { homes }) => sum + (homes ?? 0), 0),
    years: [...new Set(years)].sort((a, b) => a - b),
    demolished: blocks.reduce((sum, { kind, homes }) => sum + (kind === 'demolition' ? (homes ?? 0) : 0), 0),
    rows,
  };
}

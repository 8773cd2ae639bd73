import type { Change, ProjectChanges } from './compare.ts';
import type { ImportChoices } from './edits.ts';
import { effectOf, type ImportPlan, type YearEffect } from './plan.ts';
import type { Finding, SheetProject, SheetTotals } from './sheet.ts';

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

/** A preview in full, for the person who uploaded the file. */
export interface PlanDetail {
  readonly creates: readonly ProjectSummary[];
  readonly updates: readonly ChangeDetail[];
  readonly conflicts: readonly (ChangeDetail & { readonly changed: LastChange | null })[];
  readonly unchanged: readonly ProjectSummary[];
  readonly notShared: readonly ProjectSummary[];
  readonly findings: readonly Finding[];
  readonly effect: readonly YearEffect[];
}

/** What `GET tables/:t/imports/:id` answers. */
export interface ImportDetail extends PlanDetail {
  readonly id: string;
  readonly file: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly state: 'previewed' | 'confirmed' | 'applied';
  /** Of the whole file. */
  readonly totals: SheetTotals;
  /** Once it is applied: projects created or changed. */
  readonly applied: number | null;
}

/** What `POST tables/:t/imports/:id/confirm` takes. */
export interface ImportDecision extends ImportChoices {
  /** External ids of projects stricter than the table's audience that are shared by hand. */
  readonly share: 'all' | readonly string[];
}

export async function detailOf(
  plan: ImportPlan,
  lastChange: (path: string) => Promise<LastChange | null>,
): Promise<PlanDetail> {
  const conflicts = plan.known.flatMap((changes) =>
    changes.conflicts.map((change) => withProject(changes, change)),
  );
  return {
    creates: plan.creates.map(({ file }) => summaryOf(file)),
    updates: plan.known.flatMap((changes) => changes.updates.map((change) => withProject(changes, change))),
    conflicts: await Promise.all(
      conflicts.map(async (conflict) => ({ ...conflict, changed: await lastChange(conflict.path) })),
    ),
    unchanged: [
      ...plan.known
        .filter(({ updates, conflicts: open }) => updates.length + open.length === 0)
        .map(({ file }) => file),
      ...plan.removedHere,
    ].map(summaryOf),
    notShared: plan.notShared.map(summaryOf),
    findings: plan.findings,
    effect: effectOf(plan),
  };
}

function withProject({ id, externalId, name }: ProjectChanges, change: Change): ChangeDetail {
  return { ...change, project: id, externalId, name };
}

function summaryOf({ externalId, fields, blocks, rows }: SheetProject): ProjectSummary {
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

import { DetailBuilder } from '@bouwberaad/shared/sheet/detail-builder.ts';
import type { ImportDetail, LastChange, PlanDetail } from '@bouwberaad/shared/sheet/detail.ts';
import { readMissing } from '@bouwberaad/shared/sheet/missing.ts';
import { countPlan, type ImportPlan } from '@bouwberaad/shared/sheet/plan.ts';
import type { SheetTotals } from '@bouwberaad/shared/sheet/sheet.ts';
import { problem, ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Directory, ImportRecord } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import type { OpenImport, Planner } from './import-planner.ts';
import type { Run } from './import-progress.ts';
import { SeenWriter } from './import-seen.ts';

/** Of each list; nobody looks through more, and what is not named goes as the rule for it says. */
const MOST_SHOWN = 2000;
/** Each asks the history once. */
const MOST_CHANGED_BY = 200;

export interface ImportSummary {
  readonly id: string;
  readonly creates: number;
  readonly updates: number;
  readonly conflicts: number;
  readonly unchanged: number;
  readonly notShared: number;
  readonly findings: number;
  readonly totals: SheetTotals;
}

export interface PreviewerOptions {
  readonly directory: Directory;
  readonly workspaces: Workspaces;
  readonly planner: Planner;
  readonly lastChange?: (table: string, path: string) => Promise<LastChange | null>;
}

export interface Previewer {
  /** Counts what an import would do, and keeps the record with what was seen. Problem: `cancelled`. */
  summary(open: OpenImport, run: Run): Promise<Result<ImportSummary>>;
  detail(open: OpenImport): Promise<ImportDetail>;
}

export function createPreviewer(options: PreviewerOptions): Previewer {
  return {
    summary: (open, run) => summarise(options, open, run),
    detail: (open) => showAll(options, open),
  };
}

async function summarise(
  { directory, planner }: PreviewerOptions,
  open: OpenImport,
  { report, signal }: Run,
): Promise<Result<ImportSummary>> {
  const { record, content } = open;
  const { totals, findings } = content.head;
  const counts = {
    creates: 0,
    updates: 0,
    conflicts: 0,
    unchanged: 0,
    notShared: 0,
    findings: findings.length,
  };
  const seen = new SeenWriter();
  await planner.each(open, (plan, index) => {
    report({ stage: 'planning', done: index + 1, total: content.chunks });
    const { totals: _totals, ...more } = countPlan(plan);
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += more[key];
    seen.add(plan);
    return !signal.aborted;
  });
  if (signal.aborted) return problem('cancelled', 'Het lezen is gestopt. Aan tafel is niets gewijzigd.');
  await directory.put('import', record);
  await keepSeen(directory, record, seen);
  return ok({ id: record.id, ...counts, totals });
}

async function showAll(options: PreviewerOptions, open: OpenImport): Promise<ImportDetail> {
  const { directory, workspaces, planner } = options;
  const { record, content } = open;
  const { head } = content;
  const builder = new DetailBuilder(MOST_SHOWN, head.findings);
  const seen = new SeenWriter();
  const here = new Set<string>();
  const municipalities = new Set<string>();
  await planner.each(open, (plan) => {
    builder.add(plan);
    seen.add(plan);
    gather(plan, here, municipalities);
    return undefined;
  });
  await keepSeen(directory, record, seen);
  const missing =
    head.layout === 'places'
      ? []
      : await workspaces.read(record.table, (doc) => readMissing(doc, here, municipalities));
  return {
    ...headOf(open),
    ...(await withLastChange(options, builder.detail, record.table)),
    missing: missing.slice(0, MOST_SHOWN),
    counts: builder.counts(missing.length),
  };
}

/** What was shown last is what a confirmation is held against. */
async function keepSeen(directory: Directory, { id, state }: ImportRecord, seen: SeenWriter): Promise<void> {
  if (state !== 'previewed') return;
  await directory.put('importPart', { id: `${id}:seen`, content: await seen.pack() });
}

async function withLastChange(
  { lastChange }: PreviewerOptions,
  lists: PlanDetail,
  table: string,
): Promise<PlanDetail> {
  const asked = lists.conflicts.slice(0, MOST_CHANGED_BY).map(async (conflict) => ({
    ...conflict,
    changed: (await lastChange?.(table, conflict.path)) ?? null,
  }));
  const rest = lists.conflicts.slice(MOST_CHANGED_BY);
  return { ...lists, conflicts: [...(await Promise.all(asked)), ...rest] };
}

function headOf({ record, content }: OpenImport) {
  const { id, file, at, state, applied } = record;
  const { totals, layout, view } = content.head;
  return { id, file, at, state, totals, layout, view, applied: applied ?? null };
}

function gather(plan: ImportPlan, here: Set<string>, municipalities: Set<string>): void {
  for (const { id } of plan.known) here.add(id);
  const files = [...plan.known, ...plan.creates].map(({ file }) => file);
  for (const { fields } of [...files, ...plan.notShared, ...plan.removedHere])
    if (typeof fields.municipality === 'string') municipalities.add(fields.municipality);
}

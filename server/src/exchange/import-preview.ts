import { DetailBuilder } from '@bouwberaad/shared/sheet/detail-builder.ts';
import type { ImportDetail, LastChange, MissingProject } from '@bouwberaad/shared/sheet/detail.ts';
import { readMissing } from '@bouwberaad/shared/sheet/missing.ts';
import { countPlan, type ImportPlan } from '@bouwberaad/shared/sheet/plan.ts';
import { problem, ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Directory } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import type { OpenImport, Planner } from './import-planner.ts';
import type { Run } from './import-progress.ts';
import { SeenWriter } from './import-seen.ts';
import type { ImportSummary } from './imports.ts';

/** Of each list; nobody looks through more, and what is not named goes as the rule for it says. */
const MOST_SHOWN = 2000;
/** Each asks the history once. */
const MOST_CHANGED_BY = 200;

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
  const { directory, workspaces, planner, lastChange } = options;

  async function keepSeen({ record }: OpenImport, seen: SeenWriter): Promise<void> {
    if (record.state === 'previewed')
      await directory.put('importPart', { id: `${record.id}:seen`, content: await seen.pack() });
  }

  async function summary(open: OpenImport, run: Run): Promise<Result<ImportSummary>> {
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
      run.report({ stage: 'planning', done: index + 1, total: content.chunks });
      const { totals: _totals, ...more } = countPlan(plan);
      for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += more[key];
      seen.add(plan);
      return !run.signal.aborted;
    });
    if (run.signal.aborted)
      return problem('cancelled', 'Het lezen is gestopt. Aan tafel is niets gewijzigd.');
    await directory.put('import', record);
    await keepSeen(open, seen);
    return ok({ id: record.id, ...counts, totals });
  }

  async function detail(open: OpenImport): Promise<ImportDetail> {
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
    await keepSeen(open, seen);
    const missing =
      head.layout === 'places'
        ? []
        : await workspaces.read(record.table, (doc) => readMissing(doc, here, municipalities));
    return {
      ...headOf(open),
      ...(await withLastChange(builder, record.table)),
      missing: missing.slice(0, MOST_SHOWN) satisfies readonly MissingProject[],
      counts: builder.counts(missing.length),
    };
  }

  async function withLastChange(builder: DetailBuilder, table: string) {
    const { detail: lists } = builder;
    const asked = lists.conflicts.slice(0, MOST_CHANGED_BY).map(async (conflict) => ({
      ...conflict,
      changed: (await lastChange?.(table, conflict.path)) ?? null,
    }));
    return {
      ...lists,
      conflicts: [...(await Promise.all(asked)), ...lists.conflicts.slice(MOST_CHANGED_BY)],
    };
  }

  return { summary, detail };
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

import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { bottleneckRanges, type Range } from '@bouwberaad/shared/insight/bottleneck-range.ts';
import { readPlans, type Plans } from '@bouwberaad/shared/model/read.ts';
import type { DemoRegion, DemoTable } from '../demo-region.ts';
import { makeDemo } from '../make-demo.ts';
import { toEdits } from '../timeline.ts';

/** The demo of one day, and its workspaces. */
export const SEED = 'overijssel';
export const TODAY = '2026-11-24';
export const demo = makeDemo({ seed: SEED, today: TODAY });
export const years = horizon(TODAY);

function horizon(today: string): number[] {
  return Array.from({ length: 10 }, (_, index) => Number(today.slice(0, 4)) + index);
}

export function tableOf(region: DemoRegion, id: string): DemoTable {
  const table = region.tables.find((one) => one.table.id === id);
  if (table === undefined) throw new Error(`no table ${id}`);
  return table;
}

/** The workspace as a store would hold it. */
export function documentOf(table: DemoTable): Y.Doc {
  const doc = new Y.Doc();
  for (const { edit } of toEdits(table)) {
    const result = applyEdit(doc, edit);
    if (!result.ok) throw new Error(`${edit.name}: ${result.code} at ${result.at ?? '?'}`);
  }
  return doc;
}

const docs = new Map(demo.tables.map((table) => [table.table.id, documentOf(table)]));

export function docOf(id: string): Y.Doc {
  return docs.get(id) ?? new Y.Doc();
}

export function plansOf(id: string): Plans {
  return readPlans(docOf(id));
}

/** Every table together, as the province sees it. */
export function together(tables: readonly Plans[]): Plans {
  return {
    projects: tables.flatMap(({ projects }) => projects),
    bottlenecks: tables.flatMap(({ bottlenecks }) => bottlenecks),
    targets: tables.flatMap(({ targets }) => targets),
  };
}

export const percent = (share: number | null): number => Math.round((share ?? NaN) * 100);
export const nitrogen = (plans: Plans): Range | undefined =>
  bottleneckRanges(plans).find(({ category }) => category === 'stikstof')?.byProjects;

import { setImmediate as nextTurn } from 'node:timers/promises';
import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import type { Audience } from '@bouwberaad/shared/model/organisation.ts';
import { ExistingIndex, wantedBy } from '@bouwberaad/shared/sheet/existing.ts';
import { KeyGatherer, type FileKeys } from '@bouwberaad/shared/sheet/find.ts';
import { planImport, type ImportPlan } from '@bouwberaad/shared/sheet/plan.ts';
import type { SheetLayout, SheetProject } from '@bouwberaad/shared/sheet/sheet.ts';
import type { ImportRecord } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import type { ImportContent } from './import-content.ts';

export interface ImportTable {
  readonly audience: Audience;
  readonly municipalities: readonly string[];
}

/** An import with what it says and the rules of its table. */
export interface OpenImport {
  readonly record: ImportRecord;
  readonly content: ImportContent;
  readonly rules: ImportTable;
}

export interface PlannerOptions {
  readonly workspaces: Workspaces;
  readonly organisationOf: (municipality: string) => string | null;
  readonly newId: () => string;
}

export interface Planner {
  /** Plans one chunk on the live document: one short look, at most 200 records. */
  chunk(open: OpenImport, index: number, keys: FileKeys): Promise<ImportPlan>;
  /** Every chunk in turn, with the rooms' own work in between; `false` from `visit` stops. */
  each(open: OpenImport, visit: (plan: ImportPlan, index: number) => boolean | undefined): Promise<void>;
  /** What of the whole file each of its chunks has to know. */
  keysOf(content: ImportContent): Promise<FileKeys>;
}

export function createPlanner({ workspaces, organisationOf, newId }: PlannerOptions): Planner {
  /** One for each run through a file: it only knows what is new since its last chunk. */
  const indexes = new WeakMap<FileKeys, ExistingIndex>();
  const indexFor = (keys: FileKeys): ExistingIndex => {
    const index = indexes.get(keys) ?? new ExistingIndex();
    indexes.set(keys, index);
    return index;
  };

  function planOf(
    { record, content, rules }: OpenImport,
    projects: readonly SheetProject[],
    keys: FileKeys,
  ): Promise<ImportPlan> {
    const layout: SheetLayout = content.head.layout;
    const wanted = wantedBy(projects);
    const existing = indexFor(keys);
    return workspaces.read(record.table, (doc) =>
      planImport({
        sheet: { layout, projects, findings: [] },
        existing: existing.read(doc, wanted),
        audience: rules.audience,
        municipalities: rules.municipalities,
        share: record.share,
        organisationOf,
        newId,
        keys,
        today: toDay(Date.parse(record.at)),
      }),
    );
  }

  async function keysOf(content: ImportContent): Promise<FileKeys> {
    const keys = new KeyGatherer();
    for (let index = 0; index < content.chunks; index += 1) {
      keys.add(content.chunk(index));
      await nextTurn();
    }
    return keys;
  }

  return {
    keysOf,
    chunk: (open, index, keys) => planOf(open, open.content.chunk(index), keys),
    async each(open, visit) {
      const keys = await keysOf(open.content);
      for (let index = 0; index < open.content.chunks; index += 1) {
        const plan = await planOf(open, open.content.chunk(index), keys);
        if (visit(plan, index) === false) return;
        await nextTurn();
      }
    },
  };
}

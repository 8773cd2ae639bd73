import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Doc } from 'yjs';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { META } from '@bouwberaad/shared/model/layout.ts';
import type { Batch } from '@bouwberaad/shared/edit/edit.ts';
import type { Reverted } from '@bouwberaad/shared/sheet/detail.ts';
import { markerOf } from '@bouwberaad/shared/sheet/edits.ts';
import { planUndo, TiedIndex, type Kept, type UndoPlan } from '@bouwberaad/shared/sheet/undo.ts';
import type { Directory, ImportRecord } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import { progressOf, undoPartOf, unpackUndo } from './import-apply.ts';
import type { Run } from './import-progress.ts';

const TRIES = 8;
const MOST_KEPT = 100;

export interface ReverterOptions {
  readonly directory: Directory;
  readonly workspaces: Workspaces;
}

/**
 * Takes an applied import back, the last chunk first, as new edits by `person`: what others changed since stays, and is
 * named. Each chunk carries a marker, so that a crash takes none back twice. Problem: `busy`.
 */
export async function revertImport(
  { directory, workspaces }: ReverterOptions,
  record: ImportRecord,
  person: string,
  run?: Run,
): Promise<Result<Reverted>> {
  const { id, table, file } = record;
  const before = await workspaces.read(table, (doc) => ({
    chunks: progressOf(doc, id).chunks,
    left: readNumber(doc.getMap(META).get(leftMarkerOf(id))),
    restored: readNumber(doc.getMap(META).get(restoredMarkerOf(id))) ?? 0,
  }));
  const chunks = before.left ?? before.chunks;
  let restored = before.restored;
  const kept: Kept[] = [];
  const tied = new TiedIndex();
  for (let chunk = chunks - 1; chunk >= 0; chunk -= 1) {
    run?.report({ stage: 'reverting', done: chunks - 1 - chunk, total: chunks });
    const part = await directory.get('importPart', undoPartOf(id, chunk));
    if (part === null) continue;
    const steps = await unpackUndo(part.content);
    const undone = await takeBack(
      workspaces,
      table,
      (doc) => planUndo(doc, steps, tied),
      person,
      (plan) => ({
        type: 'batch',
        name: `teruggezet ${file}`,
        edits: [
          ...plan.edits,
          // The same value once more: in the history these rows belong to this import.
          { type: 'setMeta', key: markerOf(id), value: before.chunks },
          { type: 'setMeta', key: leftMarkerOf(id), value: chunk },
          { type: 'setMeta', key: restoredMarkerOf(id), value: restored + plan.restored },
        ],
      }),
    );
    if (!undone.ok) return undone;
    restored += undone.value.restored;
    kept.push(...undone.value.kept);
    await nextTurn();
  }
  return ok({ restored, kept: kept.slice(0, MOST_KEPT), keptCount: kept.length });
}

async function takeBack(
  workspaces: Workspaces,
  table: string,
  planOf: (doc: Doc) => UndoPlan,
  person: string,
  batchFor: (plan: UndoPlan) => Batch,
): Promise<Result<UndoPlan>> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const plan = await workspaces.read(table, planOf);
    const done = await workspaces.edit(table, batchFor(plan), person);
    if (done.ok) return ok(plan);
    await nextTurn();
  }
  return problem(
    'busy',
    'Er wordt nu in precies deze plannen gewerkt. Wat al is teruggezet blijft staan; probeer het opnieuw.',
  );
}

function leftMarkerOf(id: string): string {
  return `import:${id}:left`;
}

function restoredMarkerOf(id: string): string {
  return `import:${id}:restored`;
}

function readNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

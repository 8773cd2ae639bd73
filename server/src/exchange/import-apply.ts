import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { META } from '@bouwberaad/shared/model/layout.ts';
import { recordMap } from '@bouwberaad/shared/model/read.ts';
import type { Drift, ImportApplied } from '@bouwberaad/shared/sheet/detail.ts';
import {
  appliedMarkerOf,
  batchOf,
  editsOf,
  markerOf,
  NO_CHOICES,
  type ImportChoices,
  type ImportEdits,
} from '@bouwberaad/shared/sheet/edits.ts';
import type { FileKeys } from '@bouwberaad/shared/sheet/find.ts';
import { undoStepsOf, type UndoStep } from '@bouwberaad/shared/sheet/undo.ts';
import type { Directory } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import { unzip, zip } from './gzip.ts';
import type { OpenImport, Planner } from './import-planner.ts';
import type { Run } from './import-progress.ts';
import { openSeen, type SeenReader } from './import-seen.ts';

/** Somebody who types in exactly the cells that a chunk writes makes it stale; a few tries outlast anybody. */
const TRIES = 8;
const MOST_DRIFT = 100;

export interface ApplierOptions {
  readonly directory: Directory;
  readonly workspaces: Workspaces;
  readonly clock: Clock;
  readonly planner: Planner;
}

export interface Applier {
  /**
   * Applies what is confirmed, all chunks that the live document has not had yet, and marks it as applied. The marker comes
   * with each chunk, so a crash repeats none. Problems: `busy`; `cancelled`, when the run was stopped between two chunks.
   */
  finish(open: OpenImport, run?: Run): Promise<Result<ImportApplied>>;
}

interface Chunk extends ImportEdits {
  readonly drift: readonly Drift[];
}

export function createApplier(options: ApplierOptions): Applier {
  return new ChunkApplier(options);
}

class ChunkApplier implements Applier {
  readonly #options: ApplierOptions;

  constructor(options: ApplierOptions) {
    this.#options = options;
  }

  async finish(open: OpenImport, run?: Run): Promise<Result<ImportApplied>> {
    const { directory } = this.#options;
    const { record } = open;
    const applied = await this.#apply(open, run);
    if (!applied.ok) return applied;
    await directory.put('import', { ...record, state: 'applied', applied: applied.value.applied });
    await forgetPreview(directory, record.id);
    return applied;
  }

  async #apply(open: OpenImport, run?: Run): Promise<Result<ImportApplied>> {
    const { directory, workspaces, clock, planner } = this.#options;
    const { record, content } = open;
    const kept = await directory.get('importPart', `${record.id}:seen`);
    const seen = kept === null ? null : await openSeen(kept.content);
    const keys = await planner.keysOf(content);
    const choices = choicesOf(record.choices);
    const at = toIso(clock.now());
    const total = content.chunks + 1;
    let progress = await workspaces.read(record.table, (doc) => progressOf(doc, record.id));
    const drift: Drift[] = [];
    for (let tries = 0; progress.chunks < total;) {
      if (run?.signal.aborted === true) return problem('cancelled', CANCELLED);
      run?.report({ stage: 'applying', done: progress.chunks, total });
      const next = await this.#chunk(open, progress.chunks, keys, choices, at, seen);
      const done = await this.#write(open, progress, next);
      await nextTurn();
      if (done.ok) {
        tries = 0;
        drift.push(...next.drift.slice(0, MOST_DRIFT - drift.length));
        progress = { chunks: progress.chunks + 1, applied: progress.applied + next.applied };
      } else if ((tries += 1) >= TRIES) return problem('busy', BUSY, done.at);
    }
    return ok({ applied: progress.applied, ...(drift.length > 0 ? { changed: drift } : {}) });
  }

  /** One chunk's edits, planned on the plans as they are now; the one behind the last takes away what is to go. */
  async #chunk(
    open: OpenImport,
    index: number,
    keys: FileKeys,
    choices: ImportChoices,
    at: string,
    seen: SeenReader | null,
  ): Promise<Chunk> {
    const { record, content } = open;
    if (index === content.chunks) return { ...(await this.#removals(record.table, choices)), drift: [] };
    const plan = await this.#options.planner.chunk(open, index, keys);
    const edits = editsOf(plan, choices, { by: record.by, at });
    return { ...edits, drift: seen?.driftOf(plan, index) ?? [] };
  }

  #removals(table: string, { remove = [] }: ImportChoices): Promise<ImportEdits> {
    return this.#options.workspaces.read(table, (doc) => {
      const here = remove.filter((id) => {
        const record = recordMap(doc, 'projects', id);
        return record !== null && record.get('removed') !== true;
      });
      const edits = here.map(
        (id) => ({ type: 'removeRecord', path: `projects/${id}`, removed: true }) as const,
      );
      return { edits, applied: edits.length };
    });
  }

  /** How to take it back is on disk before it is applied; a chunk that changes nothing writes nothing. */
  async #write({ record }: OpenImport, progress: Progress, chunk: Chunk): Promise<Result<unknown>> {
    if (chunk.edits.length === 0) return ok(undefined);
    const { directory, workspaces } = this.#options;
    await directory.put('importPart', {
      id: undoPartOf(record.id, progress.chunks),
      content: await packUndo(undoStepsOf(chunk.edits)),
    });
    const name = `import ${record.file}`;
    const batch: Edit = batchOf(record.id, name, chunk, progress.chunks + 1, progress.applied);
    return workspaces.edit(record.table, batch, record.by);
  }
}

interface Progress {
  readonly chunks: number;
  readonly applied: number;
}

/** How far an import has come in this document. */
export function progressOf(doc: Doc, id: string): Progress {
  const meta = doc.getMap(META);
  const read = (key: string): number => {
    const value = meta.get(key);
    return typeof value === 'number' ? value : 0;
  };
  return { chunks: read(markerOf(id)), applied: read(appliedMarkerOf(id)) };
}

/** The file itself and what its preview showed: of use until it is applied. */
export async function forgetPreview(directory: Directory, id: string): Promise<void> {
  for (const part of ['file', 'seen']) await directory.take('importPart', `${id}:${part}`);
}

function choicesOf(text: string | undefined): ImportChoices {
  return text === undefined ? NO_CHOICES : (JSON.parse(text) as ImportChoices);
}

export function undoPartOf(id: string, chunk: number): string {
  return `${id}:undo:${chunk}`;
}

async function packUndo(steps: readonly UndoStep[]): Promise<Uint8Array> {
  return await zip(JSON.stringify(steps));
}

export async function unpackUndo(content: Uint8Array): Promise<UndoStep[]> {
  return JSON.parse((await unzip(content)).toString('utf8')) as UndoStep[];
}

const BUSY =
  'Er wordt nu in precies deze plannen gewerkt. Wat al is ingevoerd blijft staan; probeer het opnieuw.';
const CANCELLED = 'Het invoeren is gestopt.';

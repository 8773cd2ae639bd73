import { Worker } from 'node:worker_threads';
import { toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import { sliceTable, type ExportTable } from './export-content.ts';
import type { ExportMessage, ExportOverview } from './export-worker.ts';
import type { ExportFile, ExportQuery, MadeExport } from './exports.ts';

export interface ExporterOptions {
  readonly workspaces: Pick<Workspaces, 'read'>;
  readonly clock: Clock;
}

/** Makes files in a thread of their own, a few at a time; the rooms only ever read a slice. */
export interface Exporter {
  /** Problem: `tooSlow`. */
  make(file: ExportFile, table: ExportTable, reader: Actor, query: ExportQuery): Promise<Result<MadeExport>>;
  /** What each file would leave out. Problem: `tooSlow`. */
  overview(table: ExportTable, reader: Actor, query: ExportQuery): Promise<Result<ExportOverview>>;
}

const AT_ONCE = 2;
const TIME_LIMIT = 60_000;
const MEMORY_MB = 1024;

export function createExporter({ workspaces, clock }: ExporterOptions): Exporter {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** A turn among the few; the longest waiting goes first. */
  async function inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  async function run<T>(
    file: ExportFile | null,
    table: ExportTable,
    reader: Actor,
    query: ExportQuery,
  ): Promise<Result<T>> {
    const worker = new Worker(new URL('./export-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const send = (message: ExportMessage): void => {
      worker.postMessage(message);
    };
    const answer = answerOf<T>(worker);
    try {
      for await (const slice of sliceTable(workspaces, table.id, reader.person))
        send({ kind: 'slice', slice });
      send({ kind: 'make', start: { table, reader, at: toIso(clock.now()) }, file, query });
      return await answer;
    } finally {
      // Whoever fails while reading has nobody who waits for the answer any more.
      answer.catch(() => undefined);
      void worker.terminate();
    }
  }

  return {
    make: (file, table, reader, query) => inTurn(() => run<MadeExport>(file, table, reader, query)),
    overview: (table, reader, query) => inTurn(() => run<ExportOverview>(null, table, reader, query)),
  };
}

/** An exception in the thread is a bug, and is one here. */
function answerOf<T>(worker: Worker): Promise<Result<T>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(problem('tooSlow', 'Dit bestand maken duurt te lang. Kies een weergave met minder plannen.'));
    }, TIME_LIMIT);
    worker.once('message', (made: T) => {
      clearTimeout(timer);
      resolve(ok(made));
    });
    worker.once('error', (error: Error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

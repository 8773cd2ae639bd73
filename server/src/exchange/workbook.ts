import { Worker } from 'node:worker_threads';
import { problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { UPLOAD_LIMIT } from './file-limits.ts';
import type { ReadFile, ReadOptions } from './read-file.ts';
import type { WorkbookTask } from './workbook-worker.ts';

export interface WorkbookOptions extends ReadOptions {
  /** Gives the reading up. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which reading is given up. */
  readonly limit?: number;
}

const TIME_LIMIT = 15_000;
const MEMORY_MB = 1024;

/**
 * Reads a file of plans in a thread of its own, with a limit to its time and memory: whatever the file is, the rooms go
 * on. Problems: those of `readFile`, `tooSlow` and `cancelled`.
 */
export function readWorkbook(
  bytes: Uint8Array,
  { limit = TIME_LIMIT, signal, ...options }: WorkbookOptions,
): Promise<Result<ReadFile>> {
  if (bytes.length === 0)
    return Promise.resolve(problem('empty', 'Dit bestand is leeg. Kies een ander bestand.'));
  if (bytes.length > UPLOAD_LIMIT)
    return Promise.resolve(
      problem(
        'tooLarge',
        'Dit bestand is groter dan 20 MB. Bewaar alleen het blad met de plannen in een nieuw werkboek.',
      ),
    );
  // A copy of its own for the thread: the caller's bytes may be part of a shared pool, which cannot be handed over.
  const own = new Uint8Array(bytes);
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
    workerData: { bytes: own, ...options } satisfies WorkbookTask,
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 64 },
    // What a library prints about a strange file is not for our log.
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      finish(
        problem(
          'tooSlow',
          'Dit werkboek lezen duurt te lang. Bewaar alleen het blad met de plannen in een nieuw werkboek.',
        ),
      );
    }, limit);
    const finish = (result: Result<ReadFile>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(result);
      void worker.terminate();
    };
    const cancel = (): void => {
      finish(problem('cancelled', 'Het lezen is gestopt. Aan tafel is niets gewijzigd.'));
    };
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel);
    worker.once('message', finish);
    worker.once('error', (error) => {
      finish(refusalOf(error));
    });
    worker.once('exit', () => {
      finish(
        problem('notAWorkbook', 'Dit werkboek is niet te lezen. Bewaar het in Excel opnieuw als .xlsx.'),
      );
    });
  });
}

/** Memory that ran out, or a library that stumbled over a file that no rule of ours has caught. */
function refusalOf(error: unknown): Result<never> {
  return outOfMemory(error)
    ? problem(
        'tooLarge',
        'Dit werkboek past niet in het geheugen. Bewaar alleen het blad met de plannen in een nieuw werkboek.',
      )
    : problem(
        'notAWorkbook',
        'Dit werkboek is niet te lezen. Bewaar het in Excel opnieuw als .xlsx.',
        error instanceof Error ? error.message : '',
      );
}

function outOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

import type { ImportProgress } from '@bouwberaad/shared/sheet/detail.ts';

/** One run that somebody may watch and stop. */
export interface Run {
  readonly signal: AbortSignal;
  readonly report: (progress: ImportProgress) => void;
}

/** What is being read and applied right now, by the key that its maker gave it. Only in memory: it ends with the process. */
export interface Runs {
  run<T>(key: string, task: (run: Run) => Promise<T>): Promise<T>;
  /** `idle` when nothing runs under this key, not yet or no longer. */
  progressOf(key: string): ImportProgress;
  /** Asks it to stop; false when nothing runs under this key. */
  cancel(key: string): boolean;
}

export function createRuns(): Runs {
  const running = new Map<string, { controller: AbortController; progress: ImportProgress }>();
  return {
    async run(key, task) {
      const controller = new AbortController();
      const entry = { controller, progress: { stage: 'reading', done: 0, total: 0 } as ImportProgress };
      running.set(key, entry);
      try {
        return await task({
          signal: controller.signal,
          report: (progress) => {
            entry.progress = progress;
          },
        });
      } finally {
        if (running.get(key) === entry) running.delete(key);
      }
    },
    progressOf: (key) => running.get(key)?.progress ?? { stage: 'idle', done: 0, total: 0 },
    cancel: (key) => {
      const entry = running.get(key);
      entry?.controller.abort();
      return entry !== undefined;
    },
  };
}

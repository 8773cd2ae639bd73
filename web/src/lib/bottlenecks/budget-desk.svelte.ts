import type { BudgetAnswer, BudgetQuestion } from './budget-messages.ts';

/** The page's side of the worker that looks for the best choice. */
export class BudgetDesk {
  /** The last answer; an older one stays in view while the next is looked for. */
  answer = $state.raw<BudgetAnswer | null>(null);
  failed = $state(false);
  #run = 0;
  #worker: Worker | null = null;

  ask(question: Omit<BudgetQuestion, 'run'>): void {
    this.#run += 1;
    this.#open().postMessage({ ...question, run: this.#run } satisfies BudgetQuestion);
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #open(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./budget-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<BudgetAnswer>) => {
      if (data.run !== this.#run) return;
      this.answer = data;
      this.failed = false;
    });
    worker.addEventListener('error', () => {
      this.failed = true;
    });
    this.#worker = worker;
    return worker;
  }
}

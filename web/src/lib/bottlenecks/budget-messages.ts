import type { Best, Candidate, Selection, Step } from '@bouwberaad/shared/insight/budget.ts';

/** What the page asks of the worker. Whole euros. */
export interface BudgetQuestion {
  /** Only the answer to the last one is wanted. */
  readonly run: number;
  readonly candidates: readonly Candidate[];
  /** The end of the curve. */
  readonly most: number;
  readonly amount: number;
}

export interface BudgetAnswer {
  readonly run: number;
  readonly best: Best;
  readonly simple: Selection;
  readonly steps: readonly Step[];
}

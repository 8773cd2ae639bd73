import { simpleRanking, solveBudget, type Frontier } from '@bouwberaad/shared/insight/budget.ts';
import { sameJson } from '@bouwberaad/shared/lib/json.ts';
import type { BudgetAnswer, BudgetQuestion } from './budget-messages.ts';

/** As long as a person waits for an answer before a bound is better than silence. */
const LIMIT_MS = 2000;

/** Answers questions, and looks anew only when it is about other candidates: a slider asks many in a row. */
export function createAnswerer(now: () => number): (question: BudgetQuestion) => BudgetAnswer {
  let known: Frontier | null = null;
  return ({ run, candidates, most, amount }) => {
    if (known === null || known.budget !== most || !sameJson(known.candidates, candidates))
      known = solveBudget(candidates, { budget: most, limit: LIMIT_MS, now });
    return { run, best: known.best(amount), simple: simpleRanking(candidates, amount), steps: known.steps };
  };
}

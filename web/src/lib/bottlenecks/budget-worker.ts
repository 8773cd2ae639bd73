import { createAnswerer } from './budget-answerer.ts';
import type { BudgetQuestion } from './budget-messages.ts';

// Beside the page, so that a slider moves also while it thinks.
const answer = createAnswerer(() => performance.now());

self.addEventListener('message', ({ data }: MessageEvent<BudgetQuestion>) => {
  self.postMessage(answer(data));
});

/** The end of the slider: a round amount at or above what everything together costs. */
export function endOfScale(total: number): number {
  const { step, end } = scale(total);
  return Math.max(step, end);
}

/** Marks from 0 to the end, at most six. */
export function marksTo(total: number): readonly number[] {
  const { step, end } = scale(total);
  return Array.from({ length: Math.round(end / step) + 1 }, (_, at) => at * step);
}

function scale(total: number): { step: number; end: number } {
  if (!(total > 0)) return { step: 1_000_000, end: 1_000_000 };
  const rough = total / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return { step, end: Math.ceil(total / step) * step };
}

/** Where nobody has said a budget yet: half of what everything costs, in one digit. */
export function firstBudget(total: number): number {
  if (!(total > 0)) return 0;
  const half = total / 2;
  const power = 10 ** Math.floor(Math.log10(half));
  return Math.max(1, Math.round(half / power)) * power;
}

/** `30`, `2,5` million as typed; null for what is no amount. Whole euros. */
export function parseMillions(text: string): number | null {
  const bare = text.replaceAll(/[\s\u00a0€]|mln/gu, '').replace(',', '.');
  return /^\d{1,6}(?:\.\d{1,6})?$/.test(bare) ? Math.round(Number(bare) * 1_000_000) : null;
}

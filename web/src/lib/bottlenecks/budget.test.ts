import { describe, expect, it } from 'vitest';
import { createAnswerer } from './budget-answerer.ts';
import { endOfScale, firstBudget, marksTo, parseMillions } from './budget-scale.ts';

describe('the scale of the budget', () => {
  it('ends at a round amount that pays for everything, with at most six marks', () => {
    expect(endOfScale(65_350_000)).toBe(80_000_000);
    expect(marksTo(65_350_000)).toEqual([0, 20_000_000, 40_000_000, 60_000_000, 80_000_000]);
    for (const total of [0, 1, 999, 4_500_000, 123_456_789]) {
      expect(endOfScale(total)).toBeGreaterThanOrEqual(total);
      expect(marksTo(total).length).toBeLessThanOrEqual(6);
      expect(marksTo(total).at(-1)).toBe(endOfScale(total));
    }
  });

  it('begins at half, in one digit', () => {
    expect(firstBudget(65_350_000)).toBe(30_000_000);
    expect(firstBudget(0)).toBe(0);
  });

  it.each([
    ['30', 30_000_000],
    ['€ 2,5 mln', 2_500_000],
    ['0.75', 750_000],
    ['veel', null],
    ['', null],
  ])('reads “%s”', (text, euros) => {
    expect(parseMillions(text)).toBe(euros);
  });
});

describe('the answerer', () => {
  const candidates = [
    { id: 'A', projects: ['A'], amount: 1_000_000, homes: 110 },
    { id: 'B', projects: ['B'], amount: 1_600_000, homes: 130 },
    { id: 'C', projects: ['C'], amount: 1_900_000, homes: 150 },
  ];

  it('looks once for a curve, and answers each amount on it', () => {
    let looked = 0;
    const answer = createAnswerer(() => (looked += 1));
    const first = answer({ run: 1, candidates, most: 5_000_000, amount: 3_000_000 });
    expect(first).toMatchObject({ run: 1, best: { ids: ['A', 'C'], homes: 260 }, simple: { homes: 240 } });
    const times = looked;
    const copy = structuredClone(candidates);
    expect(answer({ run: 2, candidates: copy, most: 5_000_000, amount: 1_000_000 }).best.homes).toBe(110);
    expect(looked).toBe(times);
    answer({ run: 3, candidates: candidates.slice(1), most: 5_000_000, amount: 1_000_000 });
    expect(looked).toBeGreaterThan(times);
  });
});

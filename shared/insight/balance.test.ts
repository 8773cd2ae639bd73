import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balance } from './balance.ts';
import { production, type Production } from './production.ts';
import { anyPlans, block, plans, project, target, YEARS } from './test/plans.ts';

/** A figure in which each year falls short by the given number of homes of a target of 1,000. */
function short(gaps: readonly number[], likelihood: number | null = 100): Production {
  const years = gaps.map((_, index) => 2026 + index);
  const blocks = gaps.map((gap, index) => block({ year: 2026 + index, homes: 1000 - gap }));
  const targets = years.map((year) => target('0150', year, { target: 1000 }));
  return production(plans({ projects: [project({ likelihood, blocks })], targets }), { years });
}

describe('balance', () => {
  it('says 4,270 too few, mostly after 2030', () => {
    const figure = short([320, 280, 190, 250, 330, 350, 420, 580, 730, 820]);
    expect(balance(figure)).toEqual({
      kind: 'short',
      from: 2026,
      to: 2035,
      expected: 5730,
      target: 10_000,
      gap: 4270,
      mostly: { after: 2030 },
    });
  });

  it('says nothing of when a shortage that is spread, and "up to" one that comes first', () => {
    expect(balance(short([100, 100, 100, 100]))).toMatchObject({ gap: 400, mostly: null });
    expect(balance(short([300, 100, 20, 10]))).toMatchObject({ mostly: { upTo: 2026 } });
  });

  it('says by how many it is enough', () => {
    expect(balance(short([-50, 20]))).toEqual({
      kind: 'enough',
      from: 2026,
      to: 2027,
      expected: 2030,
      target: 2000,
      surplus: 30,
    });
  });

  it('is undecided without targets, and where it hangs on likelihoods that nobody stated', () => {
    const noTarget = production(
      plans({ projects: [project({ likelihood: 50, blocks: [block({ year: 2026, homes: 10 })] })] }),
      { years: YEARS },
    );
    expect(balance(noTarget)).toMatchObject({
      kind: 'undecided',
      reason: 'noTarget',
      low: 5,
      high: 5,
      target: null,
    });
    expect(balance(short([0, 0], null))).toMatchObject({
      kind: 'undecided',
      reason: 'likelihood',
      low: 0,
      high: 2000,
    });
    expect(balance(short([10, 0], null))).toMatchObject({ kind: 'short', gap: 10 });
  });

  it('is null without years, and its numbers add up for any plans', () => {
    expect(balance(short([]))).toBeNull();
    fc.assert(
      fc.property(anyPlans, (any) => {
        const said = balance(production(any, { years: YEARS }));
        if (said?.kind === 'short') expect(said.expected + said.gap).toBe(said.target);
        if (said?.kind === 'enough') expect(said.expected - said.surplus).toBe(said.target);
        if (said?.kind === 'undecided') expect(said.low).toBeLessThanOrEqual(said.high);
      }),
    );
  });
});

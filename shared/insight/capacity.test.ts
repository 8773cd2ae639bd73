import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacity } from './capacity.ts';
import { production } from './production.ts';
import { anyPlans, block, plans, project, reversed, target, YEARS } from './test/plans.ts';

const toy = plans({
  projects: [
    project({
      planStatus: '1A',
      likelihood: 10,
      blocks: [block({ year: 2028, homes: 750 }), block({ kind: 'demolition', year: 2029, homes: 50 })],
    }),
    project({ planStatus: '4A', blocks: [block({ year: 2028, homes: 500 }), block({ homes: 99 })] }),
  ],
  targets: [
    target('0150', 2028, { need: 600 }),
    target('0150', 2029, { need: 400 }),
    target('0150', 2040, { need: 9 }),
  ],
});

describe('capacity', () => {
  it('need 1,000: hard 700 + soft 500 = 120 %; with 30 % loss 700 + 350 = 105 %', () => {
    const figure = capacity(toy, { years: YEARS });
    expect(figure).toEqual({
      hard: 700,
      soft: 500,
      softCorrected: 350,
      need: 1000,
      ratio: 1.2,
      corrected: 1.05,
      norm: 1.3,
    });
  });

  it('cannot be told without a need, and takes another loss', () => {
    expect(capacity(toy, { years: [2030] })).toMatchObject({ need: null, ratio: null, corrected: null });
    expect(capacity(toy, { years: YEARS, softLossPercent: 10 }).softCorrected).toBe(450);
    expect(capacity(toy, { years: YEARS, municipalities: ['0193'] })).toMatchObject({ hard: 0, need: null });
  });

  it('adds up to the planned homes and does not depend on order', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const figure = capacity(any, { years: YEARS });
        const planned = production(any, { years: YEARS }).years.reduce((sum, year) => sum + year.planned, 0);
        expect(figure.hard + figure.soft).toBe(planned);
        expect(capacity(reversed(any), { years: YEARS })).toEqual(figure);
      }),
    );
  });
});

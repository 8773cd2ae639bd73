import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affordability } from './affordable.ts';
import { anyPlans, block, plans, project, reversed, YEARS } from './test/plans.ts';

const of = (...blocks: Parameters<typeof block>[0][]) =>
  plans({ projects: [project({ blocks: blocks.map((one) => block(one)) })] });

describe('affordability', () => {
  it('N = 300: 80 + 50 + 60 known, 30 unknown: 63 to 73 %, undecided', () => {
    const toy = of({
      year: 2028,
      homes: 300,
      segment: { 'sociale huur': 80, middenhuur: 50, 'betaalbare koop': 60, 'dure koop': 80 },
    });
    const { affordable, socialRent } = affordability(toy);
    expect(affordable).toMatchObject({ all: 300, known: 190, unknown: 30, verdict: 'undecided' });
    expect(affordable.low).toBeCloseTo(0.633, 3);
    expect(affordable.high).toBeCloseTo(0.733, 3);
    expect(socialRent).toMatchObject({ known: 80, unknown: 30, verdict: 'undecided' });
  });

  it('reaches exactly two thirds, misses when no unknown could help', () => {
    expect(
      affordability(of({ homes: 3, segment: { middenhuur: 2, 'dure koop': 1 } })).affordable.verdict,
    ).toBe('reached');
    expect(
      affordability(of({ homes: 3, segment: { middenhuur: 1, 'dure koop': 2 } })).affordable.verdict,
    ).toBe('missed');
    expect(affordability(of()).affordable).toMatchObject({ all: 0, low: null, high: null, verdict: null });
  });

  it('counts an explicit unknown, leaves demolition and other years out', () => {
    const toy = of(
      { year: 2028, homes: 100, segment: { 'sociale huur': 40, onbekend: 60 } },
      { kind: 'demolition', year: 2028, homes: 50, segment: { 'sociale huur': 50 } },
      { year: 2031, homes: 10 },
    );
    expect(affordability(toy, { years: [2028] }).affordable).toMatchObject({
      all: 100,
      known: 40,
      unknown: 60,
    });
    expect(affordability(toy, { municipalities: ['0193'] }).affordable.all).toBe(0);
  });

  it('never leaves 0 to 1 when a split names more homes than its block has', () => {
    const toy = of({ homes: 100, segment: { 'sociale huur': 90, 'dure koop': 60 } });
    expect(affordability(toy).affordable).toMatchObject({ known: 90, unknown: 0 });
  });

  it('keeps 0 <= low <= high <= 1 and does not depend on order', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const figure = affordability(any, { years: YEARS });
        for (const { low, high } of [figure.affordable, figure.socialRent]) {
          if (low === null || high === null) continue;
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(high);
          expect(high).toBeLessThanOrEqual(1);
        }
        expect(affordability(reversed(any), { years: YEARS })).toEqual(figure);
      }),
    );
  });
});

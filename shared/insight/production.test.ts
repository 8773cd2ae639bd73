import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { netHomes } from '../model/block.ts';
import { production } from './production.ts';
import { anyPlans, block, plans, project, reversed, target, YEARS } from './test/plans.ts';

const toy = plans({
  projects: [
    project({
      planStatus: '2B',
      likelihood: 90,
      blocks: [block({ year: 2028, homes: 400 }), block({ kind: 'demolition', year: 2028, homes: 20 })],
    }),
    project({ planStatus: '3', likelihood: 50, blocks: [block({ year: 2028, homes: 240 })] }),
  ],
  targets: [target('0150', 2028, { target: 700 })],
});

describe('production', () => {
  it('380 x 0.9 + 240 x 0.5 = 462 against 700: gap 238', () => {
    const [year] = production(toy, { years: [2028] }).years;
    expect(year).toEqual({
      year: 2028,
      planned: 620,
      hard: 342,
      soft: 120,
      expected: 462,
      target: 700,
      realised: null,
      gap: 238,
    });
  });

  it('counts no likelihood as 100 % and lists the plan', () => {
    const unknown = project({
      planStatus: '2A',
      blocks: [block({ year: 2028, homes: 30 }), block({ homes: 7 })],
    });
    const figure = production(plans({ projects: [unknown] }), { years: [2028] });
    expect(figure.years[0]).toMatchObject({ hard: 30, target: null, gap: null });
    expect(figure).toMatchObject({ unknownLikelihood: [unknown.id], unknownHomes: 30, undated: 7 });
  });

  it('takes realised from what was entered, else from what was delivered', () => {
    const delivered = block({ year: 2026, homes: 40, deliveredAt: '2027-02-01', deliveredHomes: 38 });
    const built = plans({
      projects: [project({ blocks: [delivered] })],
      targets: [target('0150', 2026, { realised: 512 })],
    });
    expect(production(built, { years: [2026, 2027] }).years.map((year) => year.realised)).toEqual([512, 38]);
    const both = { ...built, targets: [target('0150', 2027, { realised: 50 })] };
    expect(production(both, { years: [2027] }).years[0]?.realised).toBe(50);
  });

  it('keeps to the municipalities that are asked for', () => {
    const two = plans({
      projects: [
        ...toy.projects,
        project({ municipality: '0193', blocks: [block({ year: 2028, homes: 10 })] }),
      ],
    });
    expect(production(two, { years: [2028], municipalities: ['0193'] }).years[0]?.planned).toBe(10);
  });

  it('adds up: hard and soft to expected, municipalities to the region, net homes to planned', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const figure = production(any, { years: YEARS });
        figure.years.forEach((year, index) => {
          const parts = figure.municipalities.map(({ years }) => years[index]);
          const sum = (of: (year: (typeof figure.years)[number]) => number | null): number =>
            parts.reduce((total, part) => total + (part === undefined ? 0 : (of(part) ?? 0)), 0);
          const blocks = any.projects.flatMap((one) => one.blocks).filter((one) => one.year === year.year);
          expect(year.planned).toBe(blocks.reduce((total, one) => total + netHomes(one), 0));
          expect(sum((part) => part.planned)).toBe(year.planned);
          expect(sum((part) => part.expected)).toBeCloseTo(year.expected, 6);
          expect(year.hard + year.soft).toBeCloseTo(year.expected, 6);
          expect(sum((part) => part.target)).toBe(year.target ?? 0);
          expect(sum((part) => part.realised)).toBe(year.realised ?? 0);
        });
      }),
    );
  });

  it('does not depend on the order of the plans', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        expect(production(reversed(any), { years: YEARS })).toEqual(production(any, { years: YEARS }));
      }),
    );
  });
});

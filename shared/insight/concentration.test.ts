import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentration, concentrationSignals } from './concentration.ts';
import { anyPlans, block, plans, project, reversed, YEARS } from './test/plans.ts';

const tower = (homes: number, year = 2028) =>
  project({
    blocks: [block({ year, homes, dwelling: { hoogbouw: homes }, segment: { 'dure huur': homes } })],
  });
const rest = (homes: number) => project({ blocks: [block({ year: 2028, homes })] });

describe('concentration', () => {
  it('400 homes, 120 + 80 in one cell: 50 %, a signal', () => {
    const toy = plans({ projects: [tower(120), tower(80), rest(200)] });
    const [cell] = concentrationSignals(toy);
    expect(cell).toMatchObject({
      municipality: '0150',
      year: 2028,
      dwelling: 'hoogbouw',
      segment: 'dure huur',
      homes: 200,
      total: 400,
      share: 0.5,
    });
    expect(cell?.projects.map(({ homes }) => homes)).toEqual([120, 80]);
  });

  it('80 moved to 2030: 120/320 = 37.5 %, gone', () => {
    const toy = plans({ projects: [tower(120), tower(80, 2030), rest(200)] });
    expect(concentrationSignals(toy)).toEqual([]);
    expect(concentration(toy).find((cell) => cell.year === 2028)?.share).toBe(0.375);
  });

  it('needs two projects and a hundred homes, and takes other thresholds', () => {
    expect(concentrationSignals(plans({ projects: [tower(200)] }))).toEqual([]);
    const small = plans({ projects: [tower(50), tower(49)] });
    expect(concentrationSignals(small)).toEqual([]);
    expect(concentrationSignals(small, { thresholds: { percent: 40, projects: 2, homes: 99 } })).toHaveLength(
      1,
    );
  });

  it('counts build homes, and of two splits only what they force', () => {
    const mixed = block({
      year: 2028,
      homes: 100,
      dwelling: { hoogbouw: 70 },
      segment: { 'dure huur': 60, 'sociale huur': 20 },
    });
    const razed = block({
      kind: 'demolition',
      year: 2028,
      homes: 100,
      dwelling: { hoogbouw: 100 },
      segment: { 'dure huur': 100 },
    });
    const cells = concentration(plans({ projects: [project({ blocks: [mixed, razed] })] }));
    expect(cells).toMatchObject([{ segment: 'dure huur', homes: 30, total: 100 }]);
  });

  it('knows no cell of an unknown kind', () => {
    const unknown = block({
      year: 2028,
      homes: 100,
      dwelling: { onbekend: 100 },
      segment: { 'dure huur': 100 },
    });
    expect(concentration(plans({ projects: [project({ blocks: [unknown] })] }))).toEqual([]);
  });

  it('never holds more than the whole, adds up over its projects, and does not depend on order', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const cells = concentration(any, { years: YEARS });
        for (const cell of cells) {
          expect(cell.share).toBeGreaterThan(0);
          expect(cell.share).toBeLessThanOrEqual(1);
          expect(cell.projects.reduce((sum, { homes }) => sum + homes, 0)).toBe(cell.homes);
        }
        expect(concentration(reversed(any), { years: YEARS })).toEqual(cells);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../model/block.ts';
import { realism } from './realism.ts';
import { anyPlans, block, plans, project, reversed } from './test/plans.ts';

const of = (...blocks: Block[]) => plans({ projects: [project({ id: 'p', blocks })] });
const at = (id: string, year: number | null, homes: number): Block => block({ id, year, homes });

describe('realism', () => {
  it('200 homes in 2026: 100 stay, 50 slip one year, 50 vanish: kept 50 %, shift 0.33 year', () => {
    const figure = realism(
      of(at('a', 2026, 100), at('b', 2026, 50), at('c', 2026, 50)),
      of(at('a', 2026, 100), at('b', 2027, 50)),
    );
    const parts = { planned: 200, kept: 100, shifted: 50, undated: 0, gone: 50, keptShare: 0.5 };
    expect(figure.years).toEqual([{ year: 2026, ...parts }]);
    expect(figure.total).toEqual(parts);
    expect(figure.shift).toBeCloseTo(1 / 3, 10);
  });

  it('keeps min(old, new), leaves negative nets out, and calls a lost year undated', () => {
    const older = of(
      at('a', 2026, 100),
      at('b', 2026, 40),
      block({ id: 'd', kind: 'demolition', year: 2026, homes: 30 }),
    );
    const newer = of(
      at('a', 2026, 130),
      at('b', null, 40),
      block({ id: 'd', kind: 'demolition', year: 2027, homes: 30 }),
    );
    expect(realism(older, newer).total).toEqual({
      planned: 140,
      kept: 100,
      shifted: 0,
      undated: 40,
      gone: 0,
      keptShare: 100 / 140,
    });
    expect(realism(newer, older).total).toMatchObject({ planned: 130, kept: 100, gone: 30 });
  });

  it('looks only at the years that are asked for', () => {
    const older = of(at('a', 2026, 100), at('b', 2027, 50));
    expect(realism(older, older, [2027]).total).toMatchObject({ planned: 50, kept: 50 });
  });

  it('adds up, whatever became of the plans, and does not depend on their order', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, (older, newer) => {
        const figure = realism(older, newer);
        for (const sum of [...figure.years, figure.total]) {
          expect(sum.kept + sum.shifted + sum.undated + sum.gone).toBe(sum.planned);
          expect(Math.min(sum.kept, sum.shifted, sum.undated, sum.gone)).toBeGreaterThanOrEqual(0);
        }
        expect(figure.years.reduce((sum, year) => sum + year.planned, 0)).toBe(figure.total.planned);
        const turned = realism(reversed(older), reversed(newer));
        expect({ ...turned, shift: null }).toEqual({ ...figure, shift: null });
      }),
    );
  });

  it('keeps everything between plans and themselves', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const { total, shift } = realism(any, any);
        expect(total.kept).toBe(total.planned);
        expect(shift ?? 0).toBe(0);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bottleneck } from '../model/bottleneck.ts';
import type { Plans } from '../model/read.ts';
import {
  bottleneckRanges,
  HOLDING_CATEGORIES,
  type BottleneckRange,
  type HoldingCategory,
} from './bottleneck-range.ts';
import { anyPlans, block, bottleneck, plans, project, reversed } from './test/plans.ts';

function rangeOf(of: Plans, category: HoldingCategory): BottleneckRange {
  const range = bottleneckRanges(of).find((one) => one.category === category);
  if (range === undefined) throw new Error(`no range of ${category}`);
  return range;
}

/** 100 projects of one home; `records` says which bottleneck the nth has. */
function hundred(records: (n: number) => Partial<Bottleneck> | null): Plans {
  const projects = Array.from({ length: 100 }, (_, n) =>
    project({ id: `p${n}`, blocks: [block({ year: 2028, homes: 1 })] }),
  );
  const bottlenecks = projects.flatMap((one, n) => {
    const fields = records(n);
    return fields === null ? [] : [bottleneck({ projects: [one.id], ...fields })];
  });
  return plans({ projects, bottlenecks });
}

describe('bottleneckRanges', () => {
  it('N = 100: 7 confirmed, 9 suspected, 7 unknown: 7 to 23 %, 16 % without the unknown', () => {
    const toy = hundred((n) => {
      if (n < 7) return { category: 'stikstof', certainty: 'bevestigd' };
      if (n < 16) return { category: 'stikstof', certainty: 'vermoed' };
      return n < 23 ? { category: 'onbekend' } : { category: 'geen' };
    });
    const { byProjects, byHomes } = rangeOf(toy, 'stikstof');
    expect(byProjects).toEqual({
      all: 100,
      confirmed: 7,
      suspected: 9,
      unknown: 7,
      low: 0.07,
      highWithoutUnknown: 0.16,
      high: 0.23,
    });
    expect(byHomes).toEqual(byProjects);
  });

  it('takes a project without any record as unknown in every category', () => {
    const toy = hundred((n) => (n < 60 ? { category: 'geen' } : null));
    expect(HOLDING_CATEGORIES.every((category) => rangeOf(toy, category).byProjects.unknown === 40)).toBe(
      true,
    );
  });

  it('takes a project with a record as none in what it does not name, also when that record is resolved', () => {
    const toy = hundred(() => ({ category: 'geluid', certainty: 'bevestigd', state: 'resolved' }));
    expect(rangeOf(toy, 'geluid').byProjects).toMatchObject({ low: 0, high: 0 });
    expect(rangeOf(toy, 'stikstof').byProjects).toMatchObject({ low: 0, high: 0 });
  });

  it('takes the strongest open certainty, and one that nobody stated as unknown', () => {
    const one = project({ blocks: [block({ homes: 10 })] });
    const record = (fields: Partial<Bottleneck>) =>
      bottleneck({ projects: [one.id], category: 'natuur', ...fields });
    const both = plans({
      projects: [one],
      bottlenecks: [record({ certainty: 'vermoed' }), record({ certainty: 'bevestigd' })],
    });
    expect(rangeOf(both, 'natuur').byProjects).toMatchObject({ confirmed: 1, suspected: 0 });
    const unstated = plans({ projects: [one], bottlenecks: [record({ certainty: null })] });
    expect(rangeOf(unstated, 'natuur').byProjects).toMatchObject({ unknown: 1 });
  });

  it('weighs by net homes, negative nets left out', () => {
    const built = project({
      id: 'built',
      blocks: [block({ homes: 90 }), block({ kind: 'demolition', homes: 30 })],
    });
    const razed = project({ id: 'razed', blocks: [block({ kind: 'demolition', homes: 30 })] });
    const of = plans({
      projects: [built, razed],
      bottlenecks: [
        bottleneck({
          projects: ['built', 'razed'],
          category: 'bodemverontreiniging',
          certainty: 'bevestigd',
        }),
      ],
    });
    expect(rangeOf(of, 'bodemverontreiniging').byHomes).toMatchObject({ all: 60, confirmed: 60, low: 1 });
  });

  it('keeps low <= without unknown <= high <= 1 and does not depend on order', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const ranges = bottleneckRanges(any);
        for (const range of ranges.flatMap(({ byProjects, byHomes }) => [byProjects, byHomes])) {
          expect(range.confirmed + range.suspected + range.unknown).toBeLessThanOrEqual(range.all);
          if (range.low === null || range.highWithoutUnknown === null || range.high === null) continue;
          expect(range.low).toBeLessThanOrEqual(range.highWithoutUnknown);
          expect(range.highWithoutUnknown).toBeLessThanOrEqual(range.high);
          expect(range.high).toBeLessThanOrEqual(1);
        }
        expect(bottleneckRanges(reversed(any))).toEqual(ranges);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePlans } from './compare.ts';
import { realism } from './realism.ts';
import { anyPlans, block, plans, project, reversed } from './test/plans.ts';

const year = (id: string, at: number | null, homes: number) => block({ id, year: at, homes });

describe('two states of the plans side by side', () => {
  test('of the same plans differ in nothing', () => {
    const same = plans({ projects: [project({ id: 'p', blocks: [year('b', 2028, 80)] })] });
    expect(comparePlans(same, same)).toMatchObject({
      older: { net: 80, projects: 1 },
      newer: { net: 80, projects: 1 },
      difference: { added: 0, dropped: 0, grown: 0, shrunk: 0 },
      shift: { later: 0, earlier: 0, homeYears: 0, years: null },
      projects: [],
    });
  });

  test('a new one, one that is gone, one that grew, one that shrank: together the difference', () => {
    const older = plans({
      projects: [
        project({ id: 'gone', blocks: [year('a', 2027, 50)] }),
        project({ id: 'grown', blocks: [year('b', 2028, 100)] }),
        project({ id: 'shrunk', blocks: [year('c', 2028, 90)] }),
      ],
    });
    const newer = plans({
      projects: [
        project({ id: 'grown', blocks: [year('b', 2028, 120)] }),
        project({ id: 'shrunk', blocks: [year('c', 2028, 60)] }),
        project({ id: 'new', blocks: [year('d', 2029, 70)] }),
      ],
    });
    const { difference, projects, older: was, newer: is } = comparePlans(older, newer);
    expect(difference).toEqual({ added: 70, dropped: 50, grown: 20, shrunk: 30 });
    expect([was.net, is.net]).toEqual([240, 250]);
    expect(projects.map(({ id, fates, older: from, newer: to }) => [id, fates, from, to])).toEqual([
      ['new', ['new'], null, 70],
      ['gone', ['gone'], 50, null],
      ['shrunk', ['shrunk'], 90, 60],
      ['grown', ['grown'], 100, 120],
    ]);
  });

  test('200 homes of 2026: 150 slip two years, 50 come one year earlier: 200 moved, 1.25 years on average', () => {
    const older = plans({
      projects: [project({ id: 'p', blocks: [year('a', 2026, 150), year('b', 2026, 50)] })],
    });
    const newer = plans({
      projects: [project({ id: 'p', blocks: [year('a', 2028, 150), year('b', 2025, 50)] })],
    });
    const { shift, projects, years } = comparePlans(older, newer);
    expect(shift).toEqual({ later: 150, earlier: 50, homeYears: 250, years: 1.25 });
    expect(projects.map(({ fates }) => fates)).toEqual([['later', 'earlier']]);
    expect(years.map((one) => [one.year, one.older.net, one.newer.net])).toEqual([
      [2025, 0, 50],
      [2026, 200, 0],
      [2028, 0, 150],
    ]);
  });

  test('a block that moves and shrinks moves what is left of it; one that loses its year moves nowhere', () => {
    const older = plans({
      projects: [project({ id: 'p', blocks: [year('a', 2026, 100), year('b', 2026, 30)] })],
    });
    const newer = plans({
      projects: [project({ id: 'p', blocks: [year('a', 2027, 60), year('b', null, 30)] })],
    });
    const { shift, projects, years } = comparePlans(older, newer);
    expect(shift).toMatchObject({ later: 60, homeYears: 60, years: 1 });
    expect(projects[0]?.fates).toEqual(['later', 'shrunk']);
    expect(years.at(-1)).toEqual({
      year: null,
      older: { net: 0, hard: 0, soft: 0 },
      newer: { net: 30, hard: 0, soft: 30 },
    });
  });

  test('a plan status that hardens moves its homes from soft to hard, and none of them elsewhere', () => {
    const at = (planStatus: '2B' | '3') =>
      plans({ projects: [project({ id: 'p', planStatus, blocks: [year('b', 2028, 80)] })] });
    const { older, newer, projects, difference } = comparePlans(at('3'), at('2B'));
    expect([older, newer]).toEqual([
      { net: 80, hard: 0, soft: 80, projects: 1 },
      { net: 80, hard: 80, soft: 0, projects: 1 },
    ]);
    expect(projects[0]?.fates).toEqual(['hardened']);
    expect(difference).toEqual({ added: 0, dropped: 0, grown: 0, shrunk: 0 });
  });

  test('demolition counts against, and its moving is no shift', () => {
    const demolition = (at: number) => block({ id: 's', kind: 'demolition', year: at, homes: 40 });
    const of = (at: number) =>
      plans({ projects: [project({ id: 'p', blocks: [year('b', 2028, 100), demolition(at)] })] });
    const { older, shift, years } = comparePlans(of(2027), of(2026));
    expect(older.net).toBe(60);
    expect(shift.years).toBeNull();
    expect(years.find((one) => one.year === 2026)).toMatchObject({ older: { net: 0 }, newer: { net: -40 } });
  });

  test('whatever the plans: the parts add up to the whole, and the shift is that of insight 2', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, (older, newer) => {
        const result = comparePlans(older, newer);
        const { added, dropped, grown, shrunk } = result.difference;
        expect(result.older.net + added - dropped + grown - shrunk).toBe(result.newer.net);
        for (const side of ['older', 'newer'] as const) {
          const total = result[side];
          expect(total.hard + total.soft).toBe(total.net);
          for (const part of ['net', 'hard', 'soft'] as const)
            expect(result.years.reduce((sum, one) => sum + one[side][part], 0)).toBe(total[part]);
        }
        expect(result.shift.later + result.shift.earlier).toBe(realism(older, newer).total.shifted);
        const sum = (pick: (one: (typeof result.projects)[number]) => number): number =>
          result.projects.reduce((all, one) => all + pick(one), 0);
        expect(sum((one) => (one.newer ?? 0) - (one.older ?? 0))).toBe(result.newer.net - result.older.net);
        expect(sum((one) => one.shift.homeYears)).toBe(result.shift.homeYears);
      }),
    );
  });

  test('the order in which plans are listed does not matter; looked at backwards, everything turns round', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, (older, newer) => {
        const there = comparePlans(older, newer);
        expect(comparePlans(reversed(older), reversed(newer))).toEqual(there);
        const back = comparePlans(newer, older);
        expect(back.difference).toEqual({
          added: there.difference.dropped,
          dropped: there.difference.added,
          grown: there.difference.shrunk,
          shrunk: there.difference.grown,
        });
        expect(back.shift.later).toBe(there.shift.earlier);
        expect(back.shift.homeYears + there.shift.homeYears).toBe(0);
      }),
    );
  });
});

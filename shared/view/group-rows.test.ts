import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PHASES } from '../model/project.ts';
import { groupRows, sumRows, type Grouping } from './group-rows.ts';
import type { GroupRow } from './rows.ts';
import { sortRows } from './sort-rows.ts';
import { block, ids, make, names, project } from './test/records.ts';

const perMunicipality: Grouping = {
  by: 'municipality',
  keyOf: ({ project: { municipality } }) => municipality,
  nameOf: names,
};
const perPhase: Grouping = {
  by: 'phase',
  order: PHASES,
  keyOf: ({ project: { phase } }) => phase,
  nameOf: (key) => key ?? 'none',
};

describe('grouping', () => {
  const rows = make([
    project('z', { municipality: '0193', total: 5, phase: 'realisatie' }),
    project('d1', { total: 100, phase: 'concept', blocks: [block('a', { year: 2028, homes: 60 })] }),
    project('d2', { total: 20, blocks: [block('b', { year: 2028, homes: 20 })] }),
    project('none', { municipality: null, phase: 'concept' }),
  ]);

  test('by municipality with sums; a closed group keeps its row', () => {
    const all = groupRows(sortRows(rows, []), perMunicipality, new Set());
    expect(ids(all)).toEqual(['group:0150', 'd1', 'd2', 'group:0193', 'z', 'group:', 'none']);
    expect(all[0]).toMatchObject({ name: 'Deventer', homes: 120, years: new Map([[2028, 80]]) });
    expect(ids(groupRows(sortRows(rows, []), perMunicipality, new Set(['group:0150'])))).toEqual([
      'group:0150',
      'group:0193',
      'z',
      'group:',
      'none',
    ]);
  });

  test('phases in the order of a plan, those without one last; the rows keep their order within', () => {
    const all = groupRows(rows.toReversed(), perPhase, new Set());
    expect(ids(all)).toEqual([
      'group:phase:concept',
      'none',
      'd1',
      'group:phase:realisatie',
      'z',
      'group:phase:',
      'd2',
    ]);
  });

  test('the sums of the groups are the sum of the whole, and no project is lost or doubled', () => {
    const anyProject = fc.record({
      municipality: fc.constantFrom('0150', '0193', null),
      total: fc.option(fc.integer({ min: 0, max: 500 })),
      homes: fc.option(fc.integer({ min: 0, max: 90 })),
      planStatus: fc.constantFrom('1A' as const, '4B' as const, null),
    });
    fc.assert(
      fc.property(fc.array(anyProject, { maxLength: 40 }), (made) => {
        const some = make(
          made.map(({ homes, ...fields }, at) =>
            project(`p${at}`, {
              ...fields,
              blocks: [
                block('b', { year: 2028, homes }),
                block('s', { kind: 'demolition', year: 2027, homes }),
              ],
            }),
          ),
        );
        const grouped = groupRows(sortRows(some, []), perMunicipality, new Set());
        const groups = grouped.filter((row): row is GroupRow => row.kind === 'group');
        const whole = sumRows(some);
        const add = (of: (row: GroupRow) => number | null): number =>
          groups.reduce((sum, group) => sum + (of(group) ?? 0), 0);
        expect(add(({ homes }) => homes)).toBe(whole.homes ?? 0);
        expect(add(({ years }) => years.get(2028) ?? null)).toBe(whole.years.get(2028) ?? 0);
        expect(add(({ net }) => net)).toBe(whole.net ?? 0);
        expect(whole.hard + whole.soft).toBe(whole.homes ?? 0);
        expect(ids(grouped.filter((row) => row.kind === 'project')).sort()).toEqual(ids(some).sort());
      }),
    );
  });
});

describe('sums', () => {
  test('what nobody says is unknown, not 0; what somebody says is 0 is', () => {
    const [silent, zero] = [
      project('a', { blocks: [block('b', { year: 2028 })] }),
      project('b', { total: 0, blocks: [block('c', { year: 2028, homes: 0 })] }),
    ];
    expect(sumRows(make([silent]))).toMatchObject({ homes: null, net: null, years: new Map([[2028, null]]) });
    expect(sumRows(make([silent, zero]))).toMatchObject({ homes: 0, net: 0, years: new Map([[2028, 0]]) });
  });

  test('net is build minus demolition; hard and soft part the build homes', () => {
    const rows = make([
      project('a', {
        total: 100,
        planStatus: '1A',
        blocks: [block('s', { kind: 'demolition', year: 2027, homes: 30 })],
      }),
      project('b', { total: 40, planStatus: '4A' }),
    ]);
    expect(sumRows(rows)).toMatchObject({ homes: 140, net: 110, hard: 100, soft: 40 });
  });
});

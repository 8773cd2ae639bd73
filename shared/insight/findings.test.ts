import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doublesOf } from './doubles.ts';
import { findingsOf, projectFindings, type Finding } from './findings.ts';
import { anyPlans, block, project } from './test/plans.ts';

const options = { today: '2026-11-24', municipalities: ['0150', '0193'] };
const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind }) => kind);

describe('findings of one project', () => {
  const sound = { likelihood: 80, phase: 'realisatie', planStatus: '1A' } as const;

  test('a plan in which everything agrees has none', () => {
    const plan = project({ ...sound, total: 40, blocks: [block({ year: 2028, homes: 40 })] });
    expect(projectFindings(plan, options)).toEqual([]);
  });

  test('each lies at its own place', () => {
    const undated = block({ id: 'u', year: null, homes: 30 });
    const split = block({ id: 's', year: 2028, homes: 10, segment: { 'sociale huur': 12 } });
    const plan = project({
      ...sound,
      id: 'p',
      municipality: '0166',
      likelihood: null,
      total: 50,
      blocks: [undated, split],
    });
    expect(projectFindings(plan, options).map(({ kind, path, at }) => [kind, path, at])).toEqual([
      ['total', 'projects/p/total', null],
      ['split', 'projects/p/blocks/s/segment', 2028],
      ['missingYear', 'projects/p/blocks/u/year', null],
      ['outsideTable', 'projects/p/municipality', null],
      ['noLikelihood', 'projects/p/likelihood', null],
    ]);
  });

  test('a total without any block has no year', () => {
    const plan = project({ ...sound, total: 50 });
    expect(projectFindings(plan, options)).toMatchObject([{ kind: 'missingYear', homes: 50 }]);
  });

  test('a table without a territory has no outside', () => {
    const plan = project({ ...sound, municipality: '0200' });
    expect(kinds(projectFindings(plan, { ...options, municipalities: [] }))).toEqual([]);
    expect(kinds(projectFindings(plan, options))).toEqual(['outsideTable']);
  });

  test('a lapsed plan is left in peace', () => {
    const plan = project({ phase: 'vervallen', blocks: [block({ homes: 3 })] });
    expect(projectFindings(plan, options)).toEqual([]);
  });

  test('whatever stands in the plans, every finding names a project and a place in it', () => {
    fc.assert(
      fc.property(anyPlans, ({ projects }) => {
        for (const finding of findingsOf(projects, options))
          expect(finding.path.startsWith(`projects/${finding.project}/`)).toBe(true);
      }),
    );
  });
});

describe('doubles', () => {
  const named = (id: string, name: string, more: { place?: string; municipality?: string } = {}) =>
    project({ id, name, ...more });
  const pairs = (...projects: ReturnType<typeof named>[]): Record<string, readonly string[]> =>
    Object.fromEntries(doublesOf(projects));

  test.each([
    ['Rivierpoort', 'RIVIERPOORT'],
    ['De Scheepswerf', 'Scheepswerf, de'],
    ['Café Één', 'Cafe Een'],
    ['Drukkerijhof', 'Drukkerijhoff'],
    ['Drukkerijhof', 'Drukkreijhof'],
    ['Drukkerijhof fase 2', 'Drukkerijhof, Fase 2'],
  ])('%s and %s are alike', (a, b) => {
    expect(pairs(named('a', a), named('b', b))).toEqual({ a: ['b'], b: ['a'] });
  });

  test.each([
    ['Bergweide 1', 'Bergweide 2'],
    ['Bergweide A', 'Bergweide B'],
    ['Bergweide fase I', 'Bergweide fase II'],
    ['Kerklanden-Oost', 'Kerklanden-West'],
    ['Rivierpoort', 'Stadspoort'],
  ])('%s and %s are not', (a, b) => {
    expect(pairs(named('a', a), named('b', b))).toEqual({});
  });

  test('another municipality or another place is another plan; a place that is not known tells nothing', () => {
    const here = named('a', 'De Hof', { place: 'Deventer' });
    expect(pairs(here, named('b', 'De Hof', { municipality: '0193' }))).toEqual({});
    expect(pairs(here, named('b', 'De Hof', { place: 'Diepenveen' }))).toEqual({});
    expect(pairs(here, named('b', 'De Hof'))).toEqual({ a: ['b'], b: ['a'] });
  });

  test('one external id is one plan, whatever it is called and wherever it lies', () => {
    const numbered = (id: string, externalId: string | null, municipality: string) =>
      project({ id, name: `Plan ${id}`, externalId, municipality });
    expect(
      pairs(
        numbered('a', 'DEV-1', '0150'),
        numbered('b', 'DEV-1', '0193'),
        numbered('c', 'DEV-2', '0150'),
        numbered('d', null, '0150'),
        numbered('e', null, '0150'),
      ),
    ).toEqual({ a: ['b'], b: ['a'] });
  });

  test('projects without a name are no doubles of each other', () => {
    expect(pairs(named('a', ''), named('b', ' '))).toEqual({});
  });

  test('is mutual, and the order of the plans does not matter', () => {
    const name = fc.constantFrom('Hoflaan', 'Hoflaantje', 'Hofland', 'hof laan', 'Hoflaan 2', 'Hoflann');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const projects = names.map((one, at) => named(`p${at}`, one));
        const doubles = doublesOf(projects);
        for (const [id, others] of doubles)
          for (const other of others) expect(doubles.get(other)).toContain(id);
        const turned = doublesOf(projects.toReversed());
        expect([...turned.keys()].sort()).toEqual([...doubles.keys()].sort());
      }),
    );
  });
});

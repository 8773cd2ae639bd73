import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '@bouwberaad/shared/model/annotation.ts';
import type { Action } from '@bouwberaad/shared/model/action.ts';
import type { Block } from '@bouwberaad/shared/model/block.ts';
import type { Bottleneck } from '@bouwberaad/shared/model/bottleneck.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { NO_FILTER, readFilter, toggleIn, writeFilter, type Filter } from './filter.ts';
import { BY_NAME, filterRows, groupRows, RowMaker, sortRows, sumRows, type ProjectRow } from './rows.ts';
import { bottleneckMark, linkProjects } from './summary.ts';

const common = { by: 'a', at: null, removed: false };
const block = (id: string, more: Partial<Block>): Block => ({
  id,
  ...common,
  kind: 'build',
  year: null,
  homes: null,
  dwelling: {},
  segment: {},
  targetGroup: {},
  land: {},
  deliveredAt: null,
  deliveredHomes: null,
  ...more,
});
const project = (id: string, more: Partial<Project> = {}): Project => ({
  id,
  ...common,
  name: id,
  externalId: null,
  municipality: '0150',
  place: null,
  lat: null,
  lng: null,
  outline: null,
  planType: null,
  phase: null,
  planStatus: null,
  developer: null,
  organisation: null,
  keyProject: false,
  confidentiality: null,
  likelihood: null,
  storeys: null,
  total: null,
  source: null,
  blocks: [],
  ...more,
});
const bottleneck = (id: string, more: Partial<Bottleneck>): Bottleneck => ({
  id,
  ...common,
  projects: [],
  category: 'stikstof',
  certainty: 'bevestigd',
  severity: null,
  homes: null,
  years: [],
  amount: null,
  owner: null,
  level: null,
  state: 'open',
  ...more,
});
const annotation = (id: string, more: Partial<Annotation>): Annotation => ({
  id,
  ...common,
  anchor: null,
  thread: null,
  text: id,
  mentions: [],
  resolved: false,
  ...more,
});
const action = (id: string, more: Partial<Action>): Action => ({
  id,
  ...common,
  text: id,
  assignee: null,
  due: null,
  state: 'open',
  reason: null,
  evidence: null,
  source: null,
  ...more,
});

const names = (code: string | null): string => ({ '0150': 'Deventer', '0193': 'Zwolle' })[code ?? ''] ?? '';
const none = linkProjects([], [], []);
const make = (projects: readonly Project[], links = none): ProjectRow[] =>
  new RowMaker(names).make(projects, links);
const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

describe('a row', () => {
  test('counts homes as stated, and without a stated total the sum of the build blocks', () => {
    const blocks = [
      block('a', { year: 2028, homes: 120 }),
      block('b', { kind: 'demolition', year: 2027, homes: 20 }),
    ];
    const [stated, summed, unknown] = make([
      project('p', { total: 220, blocks }),
      project('q', { blocks }),
      project('r'),
    ]);
    expect([stated?.homes, summed?.homes, unknown?.homes]).toEqual([220, 120, null]);
    expect(stated?.years).toEqual(new Map([[2028, 120]]));
  });

  test('stays the same object until its project or what is linked to it changes', () => {
    const maker = new RowMaker(names);
    const [p, q] = [project('p'), project('q')];
    const before = maker.make([p, q], none);
    const links = linkProjects([bottleneck('b', { projects: ['q'] })], [], []);
    const after = maker.make([p, q], links);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(maker.make([p, q], links)[1]).toBe(after[1]);
  });

  test('knows the actions that grew from its bottlenecks and annotations', () => {
    const links = linkProjects(
      [bottleneck('b', { projects: ['p', 'q'] })],
      [
        action('1', { source: 'bottlenecks/b' }),
        action('2', { source: 'annotations/x' }),
        action('3', { source: 'projects/p', state: 'done' }),
        action('4', { source: 'decision:1' }),
      ],
      [
        annotation('x', { anchor: 'projects/p/blocks/b1' }),
        annotation('y', { anchor: 'projects/p/blocks/b1', thread: 'x' }),
        annotation('z', { anchor: 'bottlenecks/b', resolved: true }),
      ],
    );
    const [p, q] = make([project('p'), project('q')], links);
    expect([p?.pendingActions, q?.pendingActions]).toEqual([2, 1]);
    expect(ids(p?.openAnnotations ?? [])).toEqual(['x', 'y']);
    expect(q?.openAnnotations).toEqual([]);
  });
});

describe('bottlenecks in one cell', () => {
  test('nobody said anything: unknown; all answered or explicitly none: none', () => {
    expect(bottleneckMark([])).toEqual({ kind: 'unknown' });
    expect(bottleneckMark([bottleneck('b', { category: 'geen' })])).toEqual({ kind: 'none' });
    expect(bottleneckMark([bottleneck('b', { state: 'resolved' })])).toEqual({ kind: 'none' });
    expect(bottleneckMark([bottleneck('b', { category: 'onbekend' })])).toEqual({ kind: 'unknown' });
  });

  test('the strongest certainty first, then most homes', () => {
    const records = [
      bottleneck('a', { certainty: 'vermoed', category: 'parkeren', homes: 500 }),
      bottleneck('b', { certainty: 'bevestigd', category: 'stikstof', homes: 20 }),
      bottleneck('c', { certainty: 'bevestigd', category: 'netcongestie', homes: 80 }),
      bottleneck('d', { category: 'onbekend' }),
    ];
    expect(bottleneckMark(records)).toEqual({
      kind: 'some',
      category: 'netcongestie',
      certainty: 'bevestigd',
      more: 3,
    });
  });
});

describe('filtering', () => {
  const projects = [
    project('Rivierpoort', {
      phase: 'ontwerp',
      planStatus: '2B',
      blocks: [block('a', { year: 2028, homes: 10 })],
      externalId: 'DEV-0142',
    }),
    project('Één plein', { municipality: '0193', phase: 'concept', planStatus: '4B', place: 'Zwolle' }),
    project('Los', { municipality: null, planStatus: null }),
  ];
  const links = linkProjects(
    [
      bottleneck('b', { projects: ['Rivierpoort'] }),
      bottleneck('n', { projects: ['Los'], category: 'geen' }),
    ],
    [],
    [annotation('x', { anchor: 'projects/Los' })],
  );
  const shown = (filter: Partial<Filter>): string[] =>
    ids(filterRows(make(projects, links), { ...NO_FILTER, ...filter }, links));

  test.each<[string, Partial<Filter>, string[]]>([
    ['every word, without accents', { text: 'een PLEIN' }, ['Één plein']],
    ['the external id', { text: 'dev-01' }, ['Rivierpoort']],
    ['the municipality by name', { text: 'deventer' }, ['Rivierpoort']],
    ['municipality', { municipality: ['0193', '0150'] }, ['Rivierpoort', 'Één plein']],
    ['phase', { phase: ['ontwerp'] }, ['Rivierpoort']],
    ['hard', { capacity: 'hard' }, ['Rivierpoort']],
    ['soft, also without a status', { capacity: 'soft' }, ['Één plein', 'Los']],
    ['a bottleneck', { bottleneck: ['stikstof'] }, ['Rivierpoort']],
    ['none', { bottleneck: ['geen'] }, ['Los']],
    ['unknown, also when nobody said anything', { bottleneck: ['onbekend'] }, ['Één plein']],
    ['a year with homes', { year: [2028] }, ['Rivierpoort']],
    ['open annotations', { annotated: true }, ['Los']],
    ['several at once', { annotated: true, capacity: 'hard' }, []],
  ])('by %s', (_name, filter, expected) => {
    expect(shown(filter)).toEqual(expected);
  });

  test('survives the address, and toggles', () => {
    const filter: Filter = {
      text: 'plein',
      municipality: ['0150'],
      phase: ['ontwerp', 'concept'],
      capacity: 'soft',
      bottleneck: ['bezwaar en beroep'],
      year: [2028],
      annotated: true,
    };
    const params = new URLSearchParams('project=p1');
    writeFilter(filter, params);
    expect(readFilter(new URLSearchParams(params.toString()))).toEqual(filter);
    expect(params.get('project')).toBe('p1');
    writeFilter(NO_FILTER, params);
    expect(params.toString()).toBe('project=p1');
    expect(readFilter(new URLSearchParams('phase=x&year=abc,12&capacity=y&municipality=150'))).toEqual(
      NO_FILTER,
    );
    expect(toggleIn(toggleIn(NO_FILTER, 'year', 2028), 'year', 2028)).toEqual(NO_FILTER);
  });
});

describe('sorting and grouping', () => {
  test('puts what nobody knows last, both ways', () => {
    const rows = make([project('a'), project('b', { likelihood: 20 }), project('c', { likelihood: 80 })]);
    expect(ids(sortRows(rows, { column: 'likelihood', descending: false }))).toEqual(['b', 'c', 'a']);
    expect(ids(sortRows(rows, { column: 'likelihood', descending: true }))).toEqual(['c', 'b', 'a']);
  });

  test('phases go in the order of a plan, years by homes', () => {
    const rows = make([
      project('a', { phase: 'realisatie' }),
      project('b', { phase: 'concept', blocks: [block('x', { year: 2028, homes: 9 })] }),
    ]);
    expect(ids(sortRows(rows, { column: 'phase', descending: false }))).toEqual(['b', 'a']);
    expect(ids(sortRows(rows, { column: 'year:2028', descending: true }))).toEqual(['b', 'a']);
  });

  test('starting from another order comes to the same one', () => {
    const anyName = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 30 }), fc.array(fc.nat(40)), (given, places) => {
        const rows = make(given.map((name, at) => project(`p${at}`, { name })));
        const before = new Map([...new Set(places)].map((place, index) => [`p${place}`, index]));
        expect(ids(sortRows(rows, BY_NAME, before))).toEqual(ids(sortRows(rows, BY_NAME)));
      }),
    );
  });

  test('groups by municipality with sums; a closed group keeps its row', () => {
    const rows = make([
      project('z', { municipality: '0193', total: 5 }),
      project('d1', { total: 100, blocks: [block('a', { year: 2028, homes: 60 })] }),
      project('d2', { total: 20, blocks: [block('b', { year: 2028, homes: 20 })] }),
      project('none', { municipality: null }),
    ]);
    const all = groupRows(sortRows(rows, BY_NAME), new Set());
    expect(ids(all)).toEqual(['group:0150', 'd1', 'd2', 'group:0193', 'z', 'group:', 'none']);
    expect(all[0]).toMatchObject({ name: 'Deventer', projects: 2, homes: 120, years: new Map([[2028, 80]]) });
    expect(ids(groupRows(sortRows(rows, BY_NAME), new Set(['group:0150'])))).toEqual([
      'group:0150',
      'group:0193',
      'z',
      'group:',
      'none',
    ]);
  });

  test('the sums of the groups are the sum of the whole, and no project is lost or doubled', () => {
    const anyProject = fc.record({
      municipality: fc.constantFrom('0150', '0193', null),
      total: fc.option(fc.integer({ min: 0, max: 500 })),
      homes: fc.integer({ min: 0, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(anyProject, { maxLength: 40 }), (made) => {
        const rows = make(
          made.map(({ municipality, total, homes }, at) =>
            project(`p${at}`, { municipality, total, blocks: [block('b', { year: 2028, homes })] }),
          ),
        );
        const grouped = groupRows(sortRows(rows, BY_NAME), new Set());
        const groups = grouped.filter((row) => row.kind === 'group');
        expect(groups.reduce((sum, { homes }) => sum + homes, 0)).toBe(sumRows(rows).homes);
        expect(groups.reduce((sum, { years }) => sum + (years.get(2028) ?? 0), 0)).toBe(
          sumRows(rows).years.get(2028) ?? 0,
        );
        expect(ids(grouped.filter((row) => row.kind === 'project')).sort()).toEqual(ids(rows).sort());
      }),
    );
  });
});

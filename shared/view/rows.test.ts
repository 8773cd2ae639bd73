import { describe, expect, test } from 'vitest';
import { countFilters, filterWords, NO_FILTER, readFilter, toggleIn, type Filter } from './filter.ts';
import { filterRows, RowMaker, type Aside } from './rows.ts';
import { bottleneckMark, linkProjects } from './summary.ts';
import { action, annotation, block, bottleneck, ids, make, names, none, project } from './test/records.ts';

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
      organisation: 'gemeente-deventer',
      developer: 'Jansen, Bouw',
      planType: 'verdichting',
      keyProject: true,
      likelihood: 70,
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
  const aside: Aside = {
    isMine: ({ organisation }) => organisation === 'gemeente-deventer',
    differing: new Set(['Los']),
    found: new Set(['Één plein']),
  };
  const shown = (filter: Partial<Filter>): string[] =>
    ids(filterRows(make(projects, links), { ...NO_FILTER, ...filter }, links, aside));

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
    ['plan status', { planStatus: ['4B', '1A'] }, ['Één plein']],
    ['owner', { organisation: ['gemeente-deventer'] }, ['Rivierpoort']],
    ['developer', { developer: ['Jansen, Bouw'] }, ['Rivierpoort']],
    ['kind of plan', { planType: ['verdichting', 'herstructurering'] }, ['Rivierpoort']],
    ['key projects', { keyProject: true }, ['Rivierpoort']],
    ['likelihood, which nobody said of the others', { likelihood: { min: 60, max: 70 } }, ['Rivierpoort']],
    ['likelihood above', { likelihood: { min: 71, max: null } }, []],
    ['homes', { homes: { min: null, max: 10 } }, ['Rivierpoort']],
    ['mine', { mine: true }, ['Rivierpoort']],
    ['other readings', { differs: true }, ['Los']],
    ['findings', { found: true }, ['Één plein']],
    ['several at once', { annotated: true, capacity: 'hard' }, []],
  ])('by %s', (_name, filter, expected) => {
    expect(shown(filter)).toEqual(expected);
  });

  test('survives the address', () => {
    const filter: Filter = {
      text: 'plein',
      municipality: ['0150'],
      phase: ['ontwerp', 'concept'],
      planStatus: ['2B'],
      capacity: 'soft',
      bottleneck: ['bezwaar en beroep'],
      year: [2028],
      organisation: ['gemeente-deventer'],
      developer: ['Jansen, Bouw & 100 %', 'Één'],
      planType: ['uitbreiding uitleg'],
      keyProject: true,
      likelihood: { min: 50, max: null },
      homes: { min: null, max: 80 },
      annotated: true,
      mine: true,
      differs: true,
      found: true,
    };
    const params = new URLSearchParams(filterWords(filter));
    expect(readFilter(new URLSearchParams(params.toString()))).toEqual(filter);
    expect(countFilters(filter)).toBe(18);
  });

  test('what an address says that is no filter is left out', () => {
    const odd =
      'phase=x&year=abc,12&capacity=y&municipality=150&likelihood=-&homes=a-b&developer=%25E0&mine=yes';
    expect(readFilter(new URLSearchParams(odd))).toEqual(NO_FILTER);
    expect(Object.values(filterWords(NO_FILTER)).join('')).toBe('');
  });

  test('toggles', () => {
    expect(toggleIn(toggleIn(NO_FILTER, 'year', 2028), 'year', 2028)).toEqual(NO_FILTER);
  });
});

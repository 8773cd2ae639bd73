import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlans, block, bottleneck, project } from '@bouwberaad/shared/insight/test/plans.ts';
import { fold } from '@bouwberaad/shared/lib/letters.ts';
import { countNarrowed, NO_BOTTLENECK_FILTER, readView, writeView } from './bottleneck-filter.ts';
import { bottleneckRows, filterBottlenecks, groupBottlenecks } from './bottleneck-rows.ts';

const small = project({ id: 'small', name: 'Klein', blocks: [block({ homes: 10, year: 2027 })] });
const large = project({
  id: 'large',
  name: 'Groot',
  municipality: '0193',
  blocks: [block({ homes: 200, year: 2029 }), block({ homes: 100, year: 2028 })],
});
const silent = project({ id: 'silent', name: 'Stil', blocks: [block({ homes: 50, year: 2030 })] });
const projects = [small, large, silent];
const grid = bottleneck({
  id: 'grid',
  projects: ['small', 'large'],
  category: 'netcongestie',
  certainty: 'bevestigd',
  owner: 'sanne',
});
const noise = bottleneck({
  id: 'noise',
  projects: ['small'],
  category: 'geluid',
  certainty: 'vermoed',
  homes: 4,
  years: [2027],
});
const over = bottleneck({ id: 'over', projects: ['large'], category: 'natuur', state: 'resolved' });
const plans = { projects, bottlenecks: [noise, over, grid] };

const shown = (filter: Partial<typeof NO_BOTTLENECK_FILTER>) =>
  filterBottlenecks(bottleneckRows(plans), { ...NO_BOTTLENECK_FILTER, ...filter }, (row) =>
    fold(row.projects.map(({ name }) => name).join(' ')),
  ).map(({ id }) => id);

describe('bottleneckRows', () => {
  it('puts most homes first, and a project of which nobody said anything among them', () => {
    expect(bottleneckRows(plans).map(({ id, homes }) => [id, homes])).toEqual([
      ['grid', 310],
      ['over', 300],
      ['silent:silent', 50],
      ['noise', 4],
    ]);
  });

  it('says where homes and years are those of the projects', () => {
    const [first, , , last] = bottleneckRows(plans);
    expect(first).toMatchObject({ years: [2027, 2028, 2029], ofProjects: { homes: true, years: true } });
    expect(last).toMatchObject({ years: [2027], ofProjects: { homes: false, years: false }, ask: false });
  });

  it('asks about what nobody knows, and about nothing that is over', () => {
    const unknown = bottleneck({ id: 'u', projects: ['silent'], category: 'onbekend' });
    const gone = bottleneck({ id: 'g', projects: ['silent'], category: 'geluid', state: 'resolved' });
    const rows = bottleneckRows({ projects, bottlenecks: [unknown, gone] });
    expect(rows.filter(({ ask }) => ask).map(({ id }) => id)).toEqual(['silent:large', 'u', 'silent:small']);
  });

  it('has every record and every silent project once, whatever the plans', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const rows = bottleneckRows(any);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        expect(rows.filter(({ record }) => record !== null).length).toBe(any.bottlenecks.length);
        const named = new Set(any.bottlenecks.flatMap(({ projects: of }) => of));
        const silentOnes = any.projects.filter(({ id }) => !named.has(id)).map(({ id }) => `silent:${id}`);
        expect(rows.flatMap(({ id, record }) => (record === null ? [id] : [])).sort()).toEqual(
          silentOnes.sort(),
        );
      }),
    );
  });
});

describe('filterBottlenecks', () => {
  it('leaves out what is over, until somebody asks for it', () => {
    expect(shown({})).toEqual(['grid', 'silent:silent', 'noise']);
    expect(shown({ closed: true })).toContain('over');
    expect(shown({ state: 'resolved' })).toEqual(['over']);
  });

  it('narrows by each side, and by all at once', () => {
    expect(shown({ municipality: '0193' })).toEqual(['grid']);
    expect(shown({ certainty: 'onbekend' })).toEqual(['silent:silent']);
    expect(shown({ owner: 'sanne', category: 'netcongestie' })).toEqual(['grid']);
    expect(shown({ owner: 'sanne', category: 'geluid' })).toEqual([]);
    expect(shown({ text: 'gróót klein' })).toEqual(['grid']);
  });
});

describe('groupBottlenecks', () => {
  const rows = bottleneckRows(plans);
  const groups = (by: Parameters<typeof groupBottlenecks>[1]) =>
    groupBottlenecks(rows, by).map(({ key, rows: of }) => [key, of.map(({ id }) => id)]);

  it('puts one that hits two municipalities under both', () => {
    expect(groups('municipality')).toEqual([
      ['0193', ['grid', 'over']],
      ['0150', ['grid', 'silent:silent', 'noise']],
    ]);
  });

  it('has those without an owner last, and states as on the board', () => {
    expect(groups('owner').map(([key]) => key)).toEqual(['sanne', '']);
    expect(groups('state').map(([key]) => key)).toEqual(['open', 'resolved']);
  });
});

describe('the address', () => {
  it('reads back what it wrote', () => {
    const view = {
      filter: {
        text: 'kade',
        municipality: '0193',
        category: 'onrendabele top' as const,
        certainty: 'vermoed' as const,
        state: 'at table' as const,
        owner: 'sanne',
        closed: true,
      },
      group: 'owner' as const,
      show: 'board' as const,
      about: 'abc',
    };
    expect(readView(writeView(view))).toEqual(view);
    expect(countNarrowed(view.filter)).toBe(6);
    expect(writeView(readView(new URLSearchParams())).toString()).toBe('');
  });

  it('leaves out what it does not know', () => {
    const view = readView(new URLSearchParams('municipality=zwolle&bottleneck=pech&state=x&group=y&about=/'));
    expect(view).toEqual({ filter: NO_BOTTLENECK_FILTER, group: 'none', show: 'list', about: null });
  });
});

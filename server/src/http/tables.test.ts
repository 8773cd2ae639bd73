import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { docOf } from '../sync/rooms.ts';
import { endpointsOf } from './app.ts';
import { serve } from './test/serve.ts';

const AT = '2026-11-24T10:00:00.000Z';

function project(id: string, fields: Record<string, string | number> = {}, homes = 120): Edit {
  return {
    type: 'createRecord',
    root: 'projects',
    id,
    fields: {
      name: id,
      municipality: '0193',
      organisation: 'zwolle',
      likelihood: 90,
      by: 'chair',
      at: AT,
      ...fields,
    },
    blocks: {
      b1: {
        kind: 'build',
        year: 2028,
        homes,
        dwelling: { hoogbouw: homes },
        segment: { 'dure huur': homes },
        by: 'chair',
        at: AT,
      },
    },
  };
}

function action(id: string, fields: Record<string, string>): Edit {
  return {
    type: 'createRecord',
    root: 'actions',
    id,
    fields: { text: id, state: 'open', by: 'chair', at: AT, ...fields },
  };
}

// Here and not in a hook: the paths below are read from it when the tests are made.
const west = await serve();
beforeAll(async () => {
  await west.edit(project('rivierpoort'));
  await west.edit(project('scheepswerf', {}, 80));
  await west.edit(project('weg'));
  await west.edit({ type: 'removeRecord', path: 'projects/weg', removed: true });
  await west.edit(action('bellen', { assignee: 'member', due: '2026-12-03' }));
  await west.edit(action('rekenen', { assignee: 'bouw', due: '2026-12-01' }));
  await west.edit(action('zonder-datum', { assignee: 'member' }));
  await west.edit(action('klaar', { assignee: 'member', state: 'done' }));
  await west.edit(action('van-een-ander', { assignee: 'secretary' }));
  await west.edit(action('elders', { assignee: 'member' }), 'elders', 'twente');
});
afterAll(() => west.stop());

describe('who may read a table', () => {
  const paths = endpointsOf(west.ports)
    .filter(({ path, method }) => method === 'get' && path.startsWith('/tables/{table}'))
    .map(
      ({ path }) =>
        path.replace('{table}', 'west') + (path.endsWith('history') ? '?path=projects/rivierpoort' : ''),
    );

  it('is asked at every path of it', () => {
    expect(paths.length).toBeGreaterThanOrEqual(7);
  });

  it.each(paths)('GET %s: participants, observers too; nobody else', async (path) => {
    for (const who of ['chair', 'secretary', 'member', 'observer'])
      expect((await west.call(who, 'GET', path)).status, who).toBe(200);
    const stranger = await west.call('elders', 'GET', path);
    expect([stranger.status, stranger.code]).toEqual([403, 'notAllowed']);
    const nobody = await west.call(null, 'GET', path);
    expect([nobody.status, nobody.code]).toEqual([401, 'notSignedIn']);
    const nowhere = await west.call('chair', 'GET', path.replace('west', 'atlantis'));
    expect([nowhere.status, nowhere.code]).toEqual([404, 'unknownTable']);
  });

  it.each(paths.filter((path) => path !== '/tables/west'))(
    'GET %s: an administrator without a seat sees no plans',
    async (path) => {
      expect((await west.call('admin', 'GET', path)).code).toBe('notAllowed');
    },
  );
});

describe('tables', () => {
  it('are those with my seat', async () => {
    west.live.add('west');
    expect((await west.call('member', 'GET', '/tables')).json).toEqual([
      {
        id: 'west',
        name: 'Bouwberaad West',
        kind: 'regional',
        parent: 'overijssel',
        municipalities: ['0193'],
        settings: { audience: 'overheden', editing: 'own', observersAnnotate: false },
        role: 'member',
        live: true,
        projects: 2,
      },
    ]);
    west.live.delete('west');
  });

  it('are all of them for an administrator, without a role', async () => {
    expect((await west.call('admin', 'GET', '/tables')).json).toMatchObject([
      { id: 'twente', role: null },
      { id: 'west', role: null },
      { id: 'overijssel', role: null },
    ]);
  });

  it('say who sits there and who there is to choose from', async () => {
    expect((await west.call('member', 'GET', '/tables/west')).json).toMatchObject({
      id: 'west',
      parent: { id: 'overijssel', name: 'Brede Bouwcoalitie' },
      role: 'member',
      live: false,
      participants: [
        { id: 'chair', organisation: 'zwolle', role: 'chair' },
        { id: 'member', name: 'Naam member', organisation: 'bouw', role: 'member' },
        { id: 'observer', role: 'observer' },
        { id: 'secretary', role: 'secretary' },
      ],
      organisations: [{ id: 'bouw' }, { id: 'zwolle', kind: 'municipality', municipality: '0193' }],
    });
  });
});

describe('my actions', () => {
  const texts = async (path: string) =>
    (
      (await west.call('member', 'GET', path)).json as { actions: { action: { text: string } }[] }
    ).actions.map(({ action: { text } }) => text);

  it('are mine and those of my organisation, at my tables, the first due first', async () => {
    expect(await texts('/me/actions')).toEqual(['rekenen', 'bellen', 'zonder-datum']);
    expect(await texts('/me/actions?all=1')).toEqual(['rekenen', 'bellen', 'klaar', 'zonder-datum']);
  });
});

describe('plans', () => {
  it('come with their blocks, without removed ones', async () => {
    const { projects } = (await west.call('observer', 'GET', '/tables/west/projects')).json as {
      projects: { id: string }[];
    };
    expect(projects.map(({ id }) => id)).toEqual(['rivierpoort', 'scheepswerf']);
    expect(projects[0]).toMatchObject({
      municipality: '0193',
      likelihood: 90,
      planStatus: null,
      blocks: [{ id: 'b1', kind: 'build', year: 2028, homes: 120, segment: { 'dure huur': 120 } }],
    });
  });

  it('have a history by path', async () => {
    await west.edit(
      { type: 'setField', path: 'projects/scheepswerf/likelihood', from: 90, to: 50 },
      'secretary',
    );
    const { rows } = (
      await west.call('member', 'GET', '/tables/west/history?path=projects/scheepswerf/likelihood')
    ).json as { rows: object[] };
    expect(rows.at(-1)).toMatchObject({
      path: 'projects/scheepswerf/likelihood',
      from: 90,
      to: 50,
      by: 'secretary',
    });
    for (const path of ['', 'project', 'meta', 'meta/layout', 'projects/x/nothing', '../x']) {
      expect((await west.call('member', 'GET', `/tables/west/history?path=${path}`)).code, path).toBe(
        'unknownPath',
      );
    }
    await west.edit({ type: 'setField', path: 'projects/scheepswerf/likelihood', from: 50, to: 90 });
  });

  it('have figures over a span of years', async () => {
    const { json } = await west.call('member', 'GET', '/tables/west/insights?from=2027&to=2029');
    expect(json).toMatchObject({
      years: [2027, 2028, 2029],
      production: {
        years: [{ year: 2027, planned: 0 }, { year: 2028, planned: 200, expected: 180 }, { year: 2029 }],
      },
      concentration: [
        {
          municipality: '0193',
          year: 2028,
          dwelling: 'hoogbouw',
          segment: 'dure huur',
          homes: 200,
          share: 1,
          signal: true,
        },
      ],
      realism: null,
    });
    expect(
      ((await west.call('member', 'GET', '/tables/west/insights')).json as { years: number[] }).years,
    ).toEqual([2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035]);
    expect((await west.call('member', 'GET', '/tables/west/insights?from=2029&to=2028')).code).toBe(
      'malformed',
    );
    expect((await west.call('member', 'GET', '/tables/west/insights?from=soon')).code).toBe('malformed');
  });
});

describe('the register', () => {
  it('is empty, and then a chain that verifies', async () => {
    const zeros = '0'.repeat(64);
    expect((await west.call('member', 'GET', '/tables/west/register')).json).toEqual({
      events: [],
      head: zeros,
    });
    expect((await west.call('member', 'GET', '/tables/west/register/verify')).json).toEqual({
      ok: true,
      seq: 0,
      head: zeros,
      erased: 0,
    });
    for (const type of ['meetingOpened', 'attended', 'meetingClosed'])
      await west.appendEvent(type, { meeting: 'm1' });
    const all = (await west.call('member', 'GET', '/tables/west/register')).json as {
      events: { event: { seq: number } }[];
      head: string;
    };
    expect(all.events.map(({ event }) => event.seq)).toEqual([1, 2, 3]);
    const later = (await west.call('member', 'GET', '/tables/west/register?after=2')).json as typeof all;
    expect([later.events.map(({ event }) => event.seq), later.head]).toEqual([[3], all.head]);
    expect((await west.call('member', 'GET', '/tables/west/register?after=9')).json).toEqual({
      events: [],
      head: all.head,
    });
    expect(
      (await west.call('member', 'GET', `/tables/west/register/verify?head=${all.head}`)).json,
    ).toMatchObject({ ok: true, seq: 3 });
    expect(
      (await west.call('member', 'GET', `/tables/west/register/verify?head=${zeros}`)).json,
    ).toMatchObject({ ok: false, code: 'head', seq: 3 });
    expect((await west.call('member', 'GET', '/tables/west/register?after=-1')).code).toBe('malformed');
  });
});

describe('a hidden ballot', () => {
  const rule = { form: 'stemming', majority: 'simple', hidden: true, quorum: 0, weights: {} };
  const proposal = { id: 'v1', kind: 'ruilen', title: 'Ruilen', reason: null, by: 'chair', changes: [] };
  const said = { moved: [], before: {}, after: {}, sha256: 'a'.repeat(64) };

  it('is hidden from everybody while it runs, and the chain verifies all the same', async () => {
    const ballot = await serve();
    await ballot.appendEvent('meetingOpened', { meeting: 'm1', planned: null });
    await ballot.appendEvent('attended', { meeting: 'm1', organisation: 'bouw', role: 'member' }, 'member');
    await ballot.appendEvent('roundOpened', {
      round: 'r1',
      meeting: 'm1',
      rule,
      organisations: ['bouw'],
      proposal,
      ...said,
    });
    await ballot.appendEvent(
      'positionTaken',
      { round: 'r1', organisation: 'bouw', position: 'against', reason: null, until: null },
      'member',
    );
    for (const who of ['chair', 'member']) {
      const { json } = await ballot.call(who, 'GET', '/tables/west/register');
      expect((json as { events: object[] }).events[3]).toMatchObject({
        event: { type: 'positionTaken' },
        salt: null,
        body: null,
      });
      expect(JSON.stringify(json)).not.toContain('against');
    }
    expect((await ballot.call('chair', 'GET', '/tables/west/register/verify')).json).toMatchObject({
      ok: true,
      seq: 4,
    });
    await ballot.stop();
  });
});

describe('an installation', () => {
  it('with map tiles says where they are, another says nothing', async () => {
    const tiles = { url: 'https://tiles.example/{z}/{x}/{y}.png', attribution: 'Kadaster' };
    const mapped = await serve({ config: { tiles } });
    expect((await mapped.call('member', 'GET', '/tables/west')).json).toMatchObject({ tiles });
    await mapped.stop();
    expect((await west.call('member', 'GET', '/tables/west')).json).not.toHaveProperty('tiles');
  });

  it('lists a table whose plans cannot be read beside the others', async () => {
    const other = await serve();
    await other.edit(project('leesbaar'), 'elders', 'twente');
    await other.store.checkpoints.put({
      doc: docOf('west'),
      state: Uint8Array.of(1),
      sha256: 'not its own',
      at: AT,
    });
    expect((await other.call('admin', 'GET', '/tables')).json).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'west', projects: null }),
        expect.objectContaining({ id: 'twente', projects: 1 }),
      ]),
    );
    await other.stop();
  });
});

describe('reference dates', () => {
  const make = (who: string, body?: object) => west.call(who, 'POST', '/tables/west/reference-dates', body);

  it('are made by chair and secretary, and stand in the register', async () => {
    for (const who of ['member', 'observer', 'elders', 'admin'])
      expect((await make(who)).code, who).toBe('notAllowed');
    expect((await make('member', { name: 'x' })).code).toBe('notAllowed');
    const made = (await make('secretary')).json as { id: string; name: string; sha256: string };
    expect(made.name).toBe('Peildatum 24 november 2026');
    const entries = await west.store.register.read('west', 0);
    expect(entries.at(-1)?.event).toMatchObject({ type: 'referenceDateMade', actor: 'secretary' });
    expect(entries.at(-1)?.body).toEqual({ referenceDate: { id: made.id, sha256: made.sha256 } });
    expect((await west.call('observer', 'GET', '/tables/west/reference-dates')).json).toMatchObject([made]);
  });

  it('keep the plans as they were', async () => {
    const before = (await make('chair', { name: 'Voor de verschuiving' })).json as { id: string };
    west.clock.advance(2 * 86_400_000);
    await west.edit({ type: 'setField', path: 'projects/scheepswerf/blocks/b1/year', from: 2028, to: 2030 });
    const yearAt = async (query: string) => {
      const { projects } = (await west.call('member', 'GET', `/tables/west/projects${query}`)).json as {
        projects: { id: string; blocks: { year: number }[] }[];
      };
      return projects.find(({ id }) => id === 'scheepswerf')?.blocks[0]?.year;
    };
    expect(await yearAt('')).toBe(2030);
    for (const at of [before.id, '2026-11-24', '2026-11-25'])
      expect(await yearAt(`?at=${at}`), at).toBe(2028);
    await make('chair', { name: 'Erna' });
    expect(await yearAt('?at=2026-11-25')).toBe(2028);
    expect(await yearAt('?at=2026-11-26')).toBe(2030);
    for (const at of ['2026-11-23', 'nothing'])
      expect((await west.call('member', 'GET', `/tables/west/projects?at=${at}`)).code).toBe(
        'unknownReferenceDate',
      );
    const { json } = await west.call('member', 'GET', `/tables/west/insights?since=${before.id}`);
    expect(json).toMatchObject({
      realism: {
        since: { id: before.id },
        total: { planned: 200, kept: 120, shifted: 80, keptShare: 0.6 },
        shift: 0.8,
      },
    });
  });

  it('hold back what is stricter than the audience of the table, and what is only about that', async () => {
    const other = await serve();
    const bottleneck = (id: string, projects: string[]): Edit => ({
      type: 'createRecord',
      root: 'bottlenecks',
      id,
      fields: { projects, category: 'stikstof', by: 'chair', at: AT },
    });
    await other.edit(project('open'));
    await other.edit(project('dicht', { confidentiality: 'intern ambtelijk' }));
    await other.edit(bottleneck('alleen-dicht', ['dicht']));
    await other.edit(bottleneck('beide', ['open', 'dicht']));
    const { id } = (await other.call('chair', 'POST', '/tables/west/reference-dates')).json as { id: string };
    const ids = async (path: string, root: string): Promise<string[]> => {
      const { json } = await other.call('member', 'GET', `/tables/west/${path}`);
      return (json as Record<string, { id: string }[]>)[root]?.map((one) => one.id).sort() ?? [];
    };
    for (const path of ['plans', `plans?at=${id}`]) {
      expect(await ids(path, 'projects'), path).toEqual(['open']);
      expect(await ids(path, 'bottlenecks'), path).toEqual(['beide']);
    }
    expect(await ids(`projects?at=${id}`, 'projects')).toEqual(['open']);
    await other.stop();
  });

  it('that are damaged are refused, not shown', async () => {
    const { id } = (await make('chair')).json as { id: string };
    const kept = await west.store.referenceDates.get('west', id);
    if (kept === null) throw new Error('not kept');
    await west.store.referenceDates.put({ ...kept, id: 'cut', bytes: kept.bytes.slice(0, -20) });
    await west.store.referenceDates.put({ ...kept, id: 'other', sha256: '0'.repeat(64) });
    for (const at of ['cut', 'other']) {
      const answer = await west.call('member', 'GET', `/tables/west/projects?at=${at}`);
      expect([answer.status, answer.code]).toEqual([500, 'damaged']);
    }
  });
});

describe('settings', () => {
  const change = (who: string, body: object, table = 'west') =>
    west.call(who, 'PATCH', `/tables/${table}/settings`, body);

  it('are changed by chair and secretary only', async () => {
    for (const who of ['member', 'observer', 'elders', 'admin'])
      expect((await change(who, { editing: 'open' })).code, who).toBe('notAllowed');
    expect(
      (await change('secretary', { editing: 'open', municipalities: ['0193', '0166', '0193'] })).json,
    ).toMatchObject({
      municipalities: ['0166', '0193'],
      settings: { audience: 'overheden', editing: 'open', observersAnnotate: false },
    });
    expect(west.access.rules('west')?.editing).toBe('open');
    for (const body of [
      { audience: 'iedereen' },
      { municipalities: ['Zwolle'] },
      { name: 'x' },
      { editing: null },
    ])
      expect((await change('chair', body)).code).toBe('malformed');
  });

  it('two at a time lose nothing', async () => {
    await Promise.all([
      change('chair', { editing: 'own' }),
      change('secretary', { observersAnnotate: true }),
    ]);
    expect(west.access.rules('west')).toEqual({
      audience: 'overheden',
      editing: 'own',
      observersAnnotate: true,
    });
  });

  it('keep the tables a tree', async () => {
    for (const parent of ['atlantis', 'west'])
      expect((await change('chair', { parent })).code, parent).toBe('unknownParent');
    expect((await change('chair', { parent: null })).json).toMatchObject({ parent: null });
    expect((await change('elders', { parent: 'west' }, 'twente')).json).toMatchObject({ parent: 'west' });
    expect((await change('chair', { parent: 'twente' })).code).toBe('unknownParent');
  });

  it('do not open a plan to people for whom it was not meant', async () => {
    await west.edit(project('vertrouwelijk', { confidentiality: 'extern woonregio' }));
    const refused = await change('chair', { audience: 'tafel' });
    expect([refused.status, refused.code]).toEqual([409, 'audienceTooWide']);
    expect((refused.json as { detail: string }).detail).toContain('staat 1 plan');
    expect(west.access.rules('west')?.audience).toBe('overheden');
    expect((await change('chair', { audience: 'intern' })).status).toBe(200);
    expect((await change('chair', { audience: 'overheden' })).status).toBe(200);
    await west.edit({
      type: 'setField',
      path: 'projects/vertrouwelijk/confidentiality',
      from: 'extern woonregio',
      to: 'openbaar',
    });
    expect((await change('chair', { audience: 'tafel' })).status).toBe(200);
  });
});

describe('people', () => {
  it('are listed for administrators', async () => {
    expect((await west.call('chair', 'GET', '/admin/people')).code).toBe('notAllowed');
    const people = (await west.call('admin', 'GET', '/admin/people')).json as { id: string }[];
    expect(people.find(({ id }) => id === 'chair')).toMatchObject({
      email: 'chair@demo.example',
      seats: [{ table: 'west', role: 'chair' }],
    });
  });
});

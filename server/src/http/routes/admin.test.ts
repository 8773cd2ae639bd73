import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpointsOf } from '../app.ts';
import { serve, type Served } from '../test/serve.ts';

const AT = '2026-11-24T10:00:00.000Z';
const SECRET = 'Geheime Rivierpoort';

let west: Served;
beforeEach(async () => {
  west = await serve();
  await west.edit({
    type: 'createRecord',
    root: 'projects',
    id: 'p1',
    fields: { name: SECRET, municipality: '0193', organisation: 'zwolle', by: 'chair', at: AT },
    blocks: {},
  });
});
afterEach(() => west.stop());

/** A good question for each route, in an order in which all of them can be asked. */
const QUESTIONS: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['GET', '/admin/mails'],
  ['GET', '/admin/people'],
  ['GET', '/admin/organisations'],
  ['GET', '/admin/health'],
  ['POST', '/admin/organisations', { name: 'Gemeente Raalte', kind: 'municipality', municipality: '0177' }],
  ['PATCH', '/admin/organisations/bouw', { name: 'Noorderkade Bouw' }],
  ['POST', '/admin/people', { name: 'Wim Otten', email: 'wim@raalte.example', organisation: 'zwolle' }],
  ['PATCH', '/admin/people/member', { name: 'Ander' }],
  ['POST', '/admin/people/member/invitation'],
  ['POST', '/admin/mails/MAIL/copied'],
  ['POST', '/admin/tables', { name: 'Platform Wonen Raalte', kind: 'local', parent: 'west' }],
  ['PATCH', '/admin/tables/west', { name: 'Bouwberaad West-Overijssel' }],
  ['PATCH', '/admin/tables/west/seats/elders', { role: 'member' }],
  ['DELETE', '/admin/tables/west/seats/elders'],
];

async function ask(who: string | null, [method, path, body]: (typeof QUESTIONS)[number]) {
  const [mail] = await west.store.outgoing.list('held');
  return west.call(who, method, path.replace('MAIL', encodeURIComponent(mail?.key ?? 'none')), body);
}

function lastLine(message: string): Record<string, unknown> | undefined {
  return west.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .findLast((line) => line['message'] === message);
}

describe('the routes of the administrator', () => {
  it('are all asked here', () => {
    const asked = QUESTIONS.map(([method, path]) => `${method} ${path}`).sort();
    const there = endpointsOf(west.ports)
      .filter(({ path }) => path.startsWith('/admin/'))
      .map(({ method, path }) => new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`, 'i'));
    expect(there).toHaveLength(QUESTIONS.length);
    for (const route of there)
      expect(
        asked.filter((one) => route.test(one)),
        route.source,
      ).toHaveLength(1);
  });

  it('are closed to everybody else, whatever they send, and then nothing has changed', async () => {
    const before = JSON.stringify([west.access.tables(), west.access.people(), west.access.organisations()]);
    for (const question of QUESTIONS) {
      const [method, path] = question;
      for (const who of ['chair', 'secretary', 'member', 'elders'])
        expect([path, (await ask(who, question)).code]).toEqual([path, 'notAllowed']);
      const wrong = method === 'GET' ? undefined : { nonsense: true };
      expect((await west.call('chair', method, path, wrong)).code, path).toBe('notAllowed');
      expect((await ask(null, question)).code, path).toBe('notSignedIn');
    }
    expect(JSON.stringify([west.access.tables(), west.access.people(), west.access.organisations()])).toBe(
      before,
    );
    expect(west.access.seats('west')).toHaveLength(4);
    expect(await west.store.outgoing.list('held')).toEqual([]);
  });

  it('tell an administrator nothing of plans, and give no seat by the way', async () => {
    for (const question of QUESTIONS) {
      const answer = await ask('admin', question);
      expect(answer.status, question[1]).toBeLessThan(300);
      expect(JSON.stringify(answer.json), question[1]).not.toContain(SECRET);
      expect((await west.call('admin', 'GET', '/tables/west/projects')).code, question[1]).toBe('notAllowed');
    }
    expect(west.access.seatsOf('admin')).toEqual([]);
    expect(west.lines.join('')).not.toContain(SECRET);
  });

  it('log each change with who made it', async () => {
    for (const question of QUESTIONS) {
      const before = west.lines.length;
      await ask('admin', question);
      const mine = west.lines.slice(before).filter((line) => line.includes('"by":"admin"'));
      expect(mine, question[1]).toHaveLength(question[0] === 'GET' ? 0 : 1);
    }
    expect(lastLine('a link was copied by hand')).toMatchObject({ by: 'admin', person: 'member' });
    expect(lastLine('a seat was taken')).toMatchObject({ table: 'west', person: 'elders', before: 'member' });
    expect(west.lines.join('')).not.toMatch(/bbl_|wim@raalte/);
  });
});

describe('organisations', () => {
  const make = (body: object) => west.call('admin', 'POST', '/admin/organisations', body);

  it('are made and changed; what is left out stays', async () => {
    const made = await make({ name: ' Gemeente Raalte ', kind: 'municipality', municipality: '0177' });
    expect(made.status).toBe(201);
    const { id } = made.json as { id: string };
    expect(made.json).toEqual({ id, name: 'Gemeente Raalte', kind: 'municipality', municipality: '0177' });
    const path = `/admin/organisations/${id}`;
    expect((await west.call('admin', 'PATCH', path, { name: 'Raalte' })).json).toEqual({
      id,
      name: 'Raalte',
      kind: 'municipality',
      municipality: '0177',
    });
    expect((await west.call('admin', 'PATCH', '/admin/organisations/nobody', { name: 'x' })).status).toBe(
      404,
    );
  });

  it.each([
    ['a name that is there', { name: 'gemeente ZWOLLE', kind: 'other' }, 'name'],
    [
      'a territory that has an owner',
      { name: 'x', kind: 'municipality', municipality: '0193' },
      'municipality',
    ],
    ['a territory for a builder', { name: 'x', kind: 'developer', municipality: '0177' }, 'municipality'],
    [
      'a municipality that is not there',
      { name: 'x', kind: 'municipality', municipality: '9999' },
      'municipality',
    ],
    ['a name of spaces', { name: '   ', kind: 'other' }, 'name'],
    ['a name of two lines', { name: 'a\nb', kind: 'other' }, 'name'],
    ['another kind', { name: 'x', kind: 'gemeente' }, 'kind'],
    ['an id of their own', { id: 'mine', name: 'x', kind: 'other' }, undefined],
  ])('refuse %s', async (_what, body, at) => {
    const refused = await make(body);
    expect([refused.code, (refused.json as { at?: string }).at]).toEqual(['malformed', at]);
    expect(west.access.organisations()).toHaveLength(2);
  });

  it('refuse to become a builder with a territory', async () => {
    const refused = await west.call('admin', 'PATCH', '/admin/organisations/zwolle', { kind: 'developer' });
    expect((refused.json as { at: string }).at).toBe('municipality');
    const both = { kind: 'developer', municipality: null };
    expect((await west.call('admin', 'PATCH', '/admin/organisations/zwolle', both)).status).toBe(200);
  });

  it('made twice at the same time are there once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => make({ name: 'Rijk', kind: 'state' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  });
});

describe('people', () => {
  const wim = { name: 'Wim Otten', email: 'Wim@Raalte.example', organisation: 'zwolle' };
  const make = (body: object) => west.call('admin', 'POST', '/admin/people', body);
  const change = (id: string, body: object) => west.call('admin', 'PATCH', `/admin/people/${id}`, body);

  it('are made without a seat and without rights, and are listed', async () => {
    const made = await make(wim);
    expect(made.status).toBe(201);
    const { id } = made.json as { id: string };
    const listed = (await west.call('admin', 'GET', '/admin/people')).json as { id: string }[];
    expect(listed.find((one) => one.id === id)).toEqual({
      ...(made.json as object),
      seats: [],
      signedIn: false,
    });
    expect(west.access.person(id)).toMatchObject({ email: 'Wim@Raalte.example', admin: false });
    expect(listed.find((one) => one.id === 'admin')).toMatchObject({ signedIn: true });
  });

  it('have an address of their own, capitals not counting, also at the same time', async () => {
    const answers = await Promise.all([make(wim), make({ ...wim, email: 'wim@raalte.EXAMPLE' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect(await change('member', { email: 'CHAIR@demo.example' })).toMatchObject({ code: 'malformed' });
    expect((await change('member', { email: 'Member@demo.example' })).status).toBe(200);
  });

  it.each([
    ['no address', { ...wim, email: 'wim' }, 'email'],
    ['two addresses', { ...wim, email: 'a@b.nl,c@d.nl' }, 'email'],
    ['an address with a line', { ...wim, email: 'a@b.nl\r\nBcc: c@d.nl' }, 'email'],
    ['an organisation that is not there', { ...wim, organisation: 'atlantis' }, 'organisation'],
    ['no name', { ...wim, name: '' }, 'name'],
    ['seats on the way', { ...wim, seats: [] }, undefined],
  ])('refuse %s', async (_what, body, at) => {
    const refused = await make(body);
    expect([refused.code, (refused.json as { at?: string }).at]).toEqual(['malformed', at]);
  });

  it('keep one administrator, also when two go at the same time', async () => {
    expect(await change('admin', { admin: false })).toMatchObject({ code: 'notAllowed', status: 403 });
    expect((await change('chair', { admin: true })).status).toBe(200);
    const both = await Promise.all([change('admin', { admin: false }), change('chair', { admin: false })]);
    // The second is refused as the last one, or as somebody who was administrator until a moment ago.
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(west.access.people().filter(({ admin }) => admin)).toHaveLength(1);
  });

  it('who stop being administrator stop at once', async () => {
    await change('chair', { admin: true });
    expect((await west.call('chair', 'GET', '/admin/people')).status).toBe(200);
    await change('chair', { admin: false });
    expect((await west.call('chair', 'GET', '/admin/people')).code).toBe('notAllowed');
  });

  it('with another address are signed out, and links to the old one open nothing', async () => {
    const invited = await west.call('admin', 'POST', '/admin/people/member/invitation');
    expect(invited.json).toEqual({ to: 'member@demo.example', expires: '2026-12-01T13:00:00.000Z' });
    const [mail] = (await west.call('admin', 'GET', '/admin/mails')).json as { link: string }[];
    expect((await west.call('member', 'GET', '/me')).status).toBe(200);
    await change('member', { email: 'nieuw@demo.example' });
    expect((await west.call('member', 'GET', '/me')).status).toBe(401);
    expect((await west.call('admin', 'GET', '/admin/mails')).json).toEqual([]);
    const code = mail?.link.split('/').at(-1) ?? '';
    expect((await west.call(null, 'POST', `/sign-in-links/${code}`)).code).toBe('linkSpent');
    expect((await west.call('chair', 'GET', '/me')).status).toBe(200);
  });

  it('who change their own address stay where they are', async () => {
    expect((await change('admin', { email: 'ik@demo.example' })).status).toBe(200);
    expect((await west.call('admin', 'GET', '/me')).status).toBe(200);
  });
});

describe('an invitation', () => {
  const mails = async () =>
    (await west.call('admin', 'GET', '/admin/mails')).json as {
      id: string;
      link: string;
      expires: string;
    }[];

  it('names who invites and to which tables, and signs in once, for a week', async () => {
    await west.call('admin', 'POST', '/admin/people/member/invitation');
    const [message] = await west.store.outgoing.list('held');
    expect(message?.text).toContain(
      'Naam admin nodigt je uit voor Bouwberaad. Je hebt een plek aan: Bouwberaad West.',
    );
    const [mail] = await mails();
    expect(mail).toMatchObject({
      kind: 'invitation',
      to: 'member@demo.example',
      person: { id: 'member', name: 'Naam member' },
      expires: '2026-12-01T13:00:00.000Z',
    });
    west.clock.advance(7 * 86_400_000 - 1);
    expect(await mails()).toHaveLength(1);
    const code = mail?.link.split('/').at(-1) ?? '';
    expect((await west.call(null, 'POST', `/sign-in-links/${code}`)).status).toBe(201);
    expect((await west.call(null, 'POST', `/sign-in-links/${code}`)).code).toBe('linkSpent');
    west.clock.advance(1);
    expect((await west.call(null, 'GET', '/admin/mails')).code).toBe('notSignedIn');
  });

  it('needs an address, and somebody', async () => {
    const person = west.access.person('member')!;
    await west.access.directory.put('person', { ...person, email: null });
    expect((await west.call('admin', 'POST', '/admin/people/member/invitation')).code).toBe('malformed');
    expect((await west.call('admin', 'POST', '/admin/people/nobody/invitation')).status).toBe(404);
  });

  it('leads to our own page, whatever somebody is called', async () => {
    await west.call('admin', 'PATCH', '/admin/people/member', { name: 'https://evil.example/login/x' });
    await west.call('admin', 'POST', '/admin/people/member/invitation');
    expect((await mails())[0]?.link).toMatch(/^https:\/\/bouwberaad\.example\/login\/bbl_[\w-]{43}$/);
  });

  it('is not held when a mail server takes it, and is when it takes too long', async () => {
    let taking = true;
    const sent: string[] = [];
    const mailing = await serve({
      mailer: {
        send: ({ to }) => (taking ? Promise.resolve(void sent.push(to)) : Promise.reject(new Error('away'))),
        close: () => undefined,
      },
    });
    await mailing.call('admin', 'POST', '/admin/people/member/invitation');
    await mailing.courier.deliver();
    expect(sent).toEqual(['member@demo.example']);
    taking = false;
    await mailing.call('admin', 'POST', '/admin/people/chair/invitation');
    await mailing.courier.deliver();
    expect((await mailing.call('admin', 'GET', '/admin/mails')).json).toEqual([]);
    mailing.clock.advance(3_600_000);
    await mailing.courier.deliver();
    expect((await mailing.call('admin', 'GET', '/admin/mails')).json).toMatchObject([
      { to: 'chair@demo.example', expires: '2026-12-01T13:00:00.000Z' },
    ]);
    await mailing.stop();
  });

  it('that is not there can not be said to be copied', async () => {
    expect((await west.call('admin', 'POST', '/admin/mails/signIn%3Ax/copied')).status).toBe(404);
  });
});

describe('tables', () => {
  const make = (body: object) => west.call('admin', 'POST', '/admin/tables', body);
  const change = (id: string, body: object) => west.call('admin', 'PATCH', `/admin/tables/${id}`, body);
  const local = { name: 'Platform Wonen Raalte', kind: 'local' };

  it('get an address of their name, and begin narrow', async () => {
    const made = await make({ ...local, parent: 'west', municipalities: ['0177', '0175', '0177'] });
    expect([made.status, made.json]).toEqual([
      201,
      {
        id: 'platform-wonen-raalte',
        name: 'Platform Wonen Raalte',
        kind: 'local',
        parent: 'west',
        municipalities: ['0175', '0177'],
        settings: { audience: 'tafel', editing: 'own', observersAnnotate: false },
      },
    ]);
    expect((await west.call('admin', 'GET', '/tables')).json).toContainEqual({
      ...(made.json as object),
      role: null,
      live: false,
      projects: 0,
    });
    expect((await make({ ...local, name: '  Übergang -- 2e fase (Ommen)! ' })).json).toMatchObject({
      id: 'ubergang-2e-fase-ommen',
    });
  });

  it('are changed; what is left out stays', async () => {
    await make(local);
    await change('platform-wonen-raalte', { settings: { editing: 'open' } });
    await change('platform-wonen-raalte', { parent: 'west', settings: { audience: 'overheden' } });
    expect(west.access.table('platform-wonen-raalte')).toMatchObject({
      name: local.name,
      parent: 'west',
      settings: { audience: 'overheden', editing: 'open', observersAnnotate: false },
    });
    expect((await change('atlantis', {})).code).toBe('unknownTable');
  });

  it.each([
    ['an address that is there', { ...local, id: 'west' }, 'malformed', 'id'],
    ['a name that makes it', { ...local, name: 'West!' }, 'malformed', 'id'],
    ['a name of which no address can be made', { ...local, name: '東京' }, 'malformed', 'id'],
    ['an address with a slash', { ...local, id: 'west/noord' }, 'malformed', 'id'],
    ['an address that objects have', { ...local, id: 'constructor' }, 'malformed', 'id'],
    ['a name that is there', { ...local, id: 'nieuw', name: 'bouwberaad west' }, 'malformed', 'name'],
    ['a parent that is not there', { ...local, parent: 'atlantis' }, 'unknownParent', 'parent'],
    [
      'a municipality that is not there',
      { ...local, municipalities: ['9999'] },
      'malformed',
      'municipalities.0',
    ],
    ['another audience', { ...local, settings: { audience: 'iedereen' } }, 'malformed', 'settings.audience'],
  ])('refuse %s', async (_what, body, code, at) => {
    const refused = await make(body);
    expect([refused.code, (refused.json as { at?: string }).at]).toEqual([code, at]);
    expect(west.access.tables()).toHaveLength(3);
  });

  it('never form a circle', async () => {
    await make({ ...local, id: 'raalte', parent: 'west' });
    for (const parent of ['west', 'raalte'])
      expect([parent, (await change('west', { parent })).code]).toEqual([parent, 'unknownParent']);
    expect((await change('overijssel', { parent: 'raalte' })).code).toBe('unknownParent');
    const both = await Promise.all([
      change('twente', { parent: 'west' }),
      change('west', { parent: 'twente' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('with plans keep who may see them, for those who can see what they are', async () => {
    const refused = await change('west', { name: 'Ander', settings: { audience: 'tafel' } });
    expect([refused.code, (refused.json as { at: string }).at]).toEqual(['notAllowed', 'audience']);
    expect(west.access.table('west')).toMatchObject({
      name: 'Bouwberaad West',
      settings: { audience: 'overheden' },
    });
    // Also when all of them have been removed: they are still in what is synchronised.
    await west.edit({ type: 'removeRecord', path: 'projects/p1', removed: true });
    expect((await change('west', { settings: { audience: 'tafel' } })).code).toBe('notAllowed');
    expect((await change('west', { settings: { audience: 'overheden', editing: 'open' } })).status).toBe(200);
    expect((await change('twente', { settings: { audience: 'tafel' } })).status).toBe(200);
  });
});

describe('seats', () => {
  const seat = (person: string, role: string, table = 'west') =>
    west.call('admin', 'PATCH', `/admin/tables/${table}/seats/${person}`, { role });
  const take = (person: string) => west.call('admin', 'DELETE', `/admin/tables/west/seats/${person}`);

  it('are given, changed and taken, and count at once', async () => {
    expect((await west.call('elders', 'GET', '/tables/west/projects')).code).toBe('notAllowed');
    expect((await seat('elders', 'observer')).json).toEqual({
      table: 'west',
      person: 'elders',
      role: 'observer',
    });
    expect((await west.call('elders', 'GET', '/tables/west/projects')).status).toBe(200);
    await seat('elders', 'secretary');
    expect(west.access.actor('elders', 'west')?.role).toBe('secretary');
    expect((await take('elders')).status).toBe(204);
    expect((await west.call('elders', 'GET', '/tables/west/projects')).code).toBe('notAllowed');
    expect((await take('elders')).status).toBe(404);
    expect(west.access.seatsOf('elders')).toEqual([
      { id: 'twente/elders', table: 'twente', person: 'elders', role: 'chair' },
    ]);
  });

  it('are of people and tables that are there, in roles that are there', async () => {
    expect((await seat('nobody', 'member')).status).toBe(404);
    expect((await seat('elders', 'member', 'atlantis')).code).toBe('unknownTable');
    expect((await seat('elders', 'beheerder')).code).toBe('malformed');
    expect(await west.store.directory.get('seat', 'west/nobody')).toBeNull();
  });
});

describe('health', () => {
  it('says whether the store answers, and why not', async () => {
    expect((await west.call('admin', 'GET', '/admin/health')).json).toEqual({
      at: '2026-11-24T13:00:00.000Z',
      store: { ready: true, reason: null, millis: 0 },
      damaged: [],
    });
    const down = await serve({
      readiness: () => Promise.resolve('the disk is full'),
      damage: () => new Map([['west', 'It cannot be opened.']]),
    });
    expect((await down.call('admin', 'GET', '/admin/health')).json).toMatchObject({
      store: { ready: false, reason: 'the disk is full' },
      damaged: [{ table: 'west', reason: 'It cannot be opened.' }],
    });
    await down.stop();
  });
});

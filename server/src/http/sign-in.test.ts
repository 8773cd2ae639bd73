import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serve, type Served } from './test/serve.ts';

let west: Served;
beforeEach(async () => {
  west = await serve();
});
afterEach(() => west.stop());

interface Begun {
  readonly token: string;
  readonly person: { readonly id: string };
}

async function signIn(): Promise<{ readonly token: string; readonly cookie: string }> {
  const answer = await west.call(null, 'POST', '/sessions', { email: 'Chair@Demo.example' });
  expect(answer.status).toBe(201);
  return { token: (answer.json as Begun).token, cookie: answer.headers.get('set-cookie') ?? '' };
}

function get(path: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${west.url}/api/v1${path}`, { headers });
}

async function heldLink(): Promise<string> {
  const mail = await vi.waitFor(async () => {
    const [first] = await west.store.outgoing.list('held');
    if (first === undefined) throw new Error('no mail yet');
    return first;
  });
  return /\/login\/(\S+)/.exec(mail.text)?.[1] ?? '';
}

describe('the demo people', () => {
  it('sign in with one click, by cookie or token', async () => {
    const { token, cookie } = await signIn();
    expect(cookie).toMatch(/^bb_session=bbs_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    for (const headers of [
      { authorization: `Bearer ${token}` },
      { cookie: `other=1; bb_session=${token}` },
    ]) {
      const me = (await (await get('/me', headers)).json()) as { person: object; seats: object[] };
      expect(me.person).toEqual({
        id: 'chair',
        name: 'Naam chair',
        email: 'chair@demo.example',
        organisation: { id: 'zwolle', name: 'Gemeente Zwolle', kind: 'municipality' },
        admin: false,
      });
      expect(me.seats).toEqual([{ table: 'west', role: 'chair' }]);
    }
  });

  it('are only those of the demo, and only with DEMO', async () => {
    expect((await west.call(null, 'POST', '/sessions', { email: 'admin@demo.example' })).code).toBe(
      'unknownPerson',
    );
    const real = await serve({ config: { publicUrl: 'https://x.nl', demo: false, trustProxy: false } });
    expect((await real.call(null, 'POST', '/sessions', { email: 'chair@demo.example' })).code).toBe(
      'unknownPerson',
    );
    expect((await real.call(null, 'GET', '/sign-in')).json).toEqual({ demo: [], oidc: false });
    await real.stop();
    expect((await west.call(null, 'GET', '/sign-in')).json).toMatchObject({
      demo: [{ email: 'chair@demo.example' }],
    });
  });

  it('get a Secure cookie when people come by https', async () => {
    const secure = await serve({ config: { publicUrl: 'https://x.nl', demo: true, trustProxy: false } });
    const answer = await secure.call(null, 'POST', '/sessions', { email: 'chair@demo.example' });
    expect(answer.headers.get('set-cookie')).toContain('; Secure');
    await secure.stop();
  });
});

describe('a session', () => {
  it('is kept as a digest only, and never logged', async () => {
    const { token } = await signIn();
    await get(`/nothing?token=${token}`, { authorization: `Bearer ${token}` });
    const kept = await west.store.directory.list('session');
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(token.slice(4));
    expect(west.lines.join('')).not.toContain(token.slice(4));
  });

  it('ends by signing out, for this token alone', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const out = await fetch(`${west.url}/api/v1/sessions`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${one.token}` },
    });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('bb_session=; Max-Age=0');
    expect((await get('/me', { authorization: `Bearer ${one.token}` })).status).toBe(401);
    expect((await get('/me', { authorization: `Bearer ${other.token}` })).status).toBe(200);
  });

  it('ends after 30 days, and is swept', async () => {
    const { token } = await signIn();
    west.clock.advance(30 * 86_400_000 - 1);
    expect((await get('/me', { authorization: `Bearer ${token}` })).status).toBe(200);
    west.clock.advance(1);
    expect((await get('/me', { authorization: `Bearer ${token}` })).status).toBe(401);
    await west.sessions.sweep();
    expect(await west.store.directory.list('session')).toEqual([]);
  });

  it.each(['', 'bbs_', 'bbs_wrong', 'nonsense'])('is not opened by "%s"', async (token) => {
    expect(
      await west.sessions.authenticate({
        token,
        authorization: `Bearer ${token}`,
        cookie: `bb_session=${token}`,
      }),
    ).toBeNull();
  });

  it('of a sign-in link is not a session', async () => {
    const person = west.access.person('member');
    if (person === null) throw new Error('no member');
    const code = (await west.links.make(person)).url.split('/').at(-1) ?? '';
    expect(await west.sessions.authenticate({ token: code })).toBeNull();
  });

  it('opens a socket by token, and by cookie only from our own page', async () => {
    const { token } = await signIn();
    const address = { publicUrl: 'https://x.nl', host: 'localhost:3000' };
    const upgrade = (headers: Record<string, string>, query: string | null) =>
      west.sessions.authenticateUpgrade({ headers }, query, address);
    const cookie = `bb_session=${token}`;
    expect((await upgrade({ origin: 'https://evil.example' }, token))?.person.id).toBe('chair');
    expect((await upgrade({ authorization: `Bearer ${token}` }, null))?.person.id).toBe('chair');
    expect((await upgrade({ cookie, origin: 'https://x.nl' }, null))?.person.id).toBe('chair');
    expect((await upgrade({ cookie, origin: 'http://localhost:3000' }, null))?.person.id).toBe('chair');
    expect(await upgrade({ cookie, origin: 'https://evil.example' }, null)).toBeNull();
    expect(await upgrade({ cookie }, null)).toBeNull();
  });
});

describe('a link by mail', () => {
  it('signs in once, by POST', async () => {
    expect((await west.call(null, 'POST', '/sign-in-links', { email: ' MEMBER@demo.example ' })).status).toBe(
      202,
    );
    const code = await heldLink();
    expect((await get(`/sign-in-links/${code}`, {})).status).toBe(404);
    const redeemed = await Promise.all(
      [1, 2, 3].map(() => west.call(null, 'POST', `/sign-in-links/${code}`)),
    );
    expect(redeemed.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    const begun = redeemed.find(({ status }) => status === 201)?.json as Begun;
    expect(begun.person.id).toBe('member');
    expect((await get('/me', { authorization: `Bearer ${begun.token}` })).status).toBe(200);
    expect((await west.call(null, 'POST', `/sign-in-links/${code}`)).code).toBe('linkSpent');
  });

  it('works 15 minutes', async () => {
    await west.call(null, 'POST', '/sign-in-links', { email: 'member@demo.example' });
    const code = await heldLink();
    west.clock.advance(15 * 60_000);
    expect((await west.call(null, 'POST', `/sign-in-links/${code}`)).code).toBe('linkSpent');
  });

  it('is not made for an unknown address, and the answer does not tell', async () => {
    const known = await west.call(null, 'POST', '/sign-in-links', { email: 'member@demo.example' });
    const unknown = await west.call(null, 'POST', '/sign-in-links', { email: 'nobody@demo.example' });
    expect([unknown.status, unknown.json]).toEqual([known.status, known.json]);
    await heldLink();
    await vi.waitFor(() => expect(west.lines.join('')).toContain('not known here'));
    expect(await west.store.directory.list('signInLink')).toHaveLength(1);
  });

  it('leads to our own address, whatever the Host header says, and its code is in no log', async () => {
    const person = west.access.person('member');
    if (person === null) throw new Error('no member');
    expect((await west.links.make(person)).url).toMatch(
      /^https:\/\/bouwberaad\.example\/login\/bbl_[\w-]{43}$/,
    );
    await west.call(null, 'POST', '/sign-in-links', { email: 'member@demo.example' });
    const code = await heldLink();
    await west.call(null, 'POST', `/sign-in-links/${code}`);
    expect(west.lines.join('')).not.toContain(code.slice(4));
    expect(west.lines.join('')).toContain('no mail server');
  });

  it("is on the administrator's page while it works, and nowhere else", async () => {
    await west.call(null, 'POST', '/sign-in-links', { email: 'member@demo.example' });
    const code = await heldLink();
    expect((await west.call('chair', 'GET', '/admin/mails')).code).toBe('notAllowed');
    const mails = (await west.call('admin', 'GET', '/admin/mails')).json;
    expect(mails).toMatchObject([
      {
        to: 'member@demo.example',
        link: `https://bouwberaad.example/login/${code}`,
        expires: '2026-11-24T13:15:00.000Z',
      },
    ]);
    west.clock.advance(15 * 60_000);
    expect((await west.call('admin', 'GET', '/admin/mails')).json).toEqual([]);
  });
});

import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describe as words } from './endpoint.ts';
import { serve, type Served } from './test/serve.ts';

let west: Served;
beforeAll(async () => {
  west = await serve();
});
afterAll(() => west.stop());

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function send(
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
  to: Served = west,
): Promise<Response> {
  return fetch(to.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
}

async function problemOf(response: Response): Promise<{ code: string; detail: string; status: number }> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return (await response.json()) as { code: string; detail: string; status: number };
}

describe('health', () => {
  it('says that the process lives, and that it serves', async () => {
    expect((await send('/healthz')).status).toBe(200);
    expect((await send('/readyz')).status).toBe(200);
  });

  it('says why it does not serve', async () => {
    const down = await serve({ readiness: () => Promise.resolve('the store is down') });
    const answer = await send('/readyz', {}, down);
    expect(answer.status).toBe(503);
    expect((await problemOf(answer)).detail).toBe('the store is down');
    expect((await send('/healthz', {}, down)).status).toBe(200);
    await down.stop();
  });
});

describe('what is not there or not right', () => {
  it('is a problem under /api, and a page elsewhere', async () => {
    for (const path of ['/api', '/api/v1/nothing', '/api/v2/me']) {
      const answer = await send(path);
      expect(answer.status, path).toBe(404);
      expect((await problemOf(answer)).code).toBe('notFound');
    }
    expect(await (await send('/tables/west')).text()).toBe('a page');
  });

  it.each([
    ['no JSON', 'application/json', '{"email":', 400, 'malformed'],
    ['another shape', 'application/json', '{"mail":"x"}', 400, 'malformed'],
    ['a field too many', 'application/json', '{"email":"a@b.nl","admin":true}', 400, 'malformed'],
    ['a form', 'application/x-www-form-urlencoded', 'email=a@b.nl', 415, 'wrongType'],
    ['plain text, which another site may send', 'text/plain', '{"email":"a@b.nl"}', 415, 'wrongType'],
    ['too much', 'application/json', JSON.stringify({ email: 'x'.repeat(1_100_000) }), 413, 'tooLarge'],
  ])('%s is refused', async (_what, type, body, status, code) => {
    const answer = await send('/api/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(answer.status).toBe(status);
    expect((await problemOf(answer)).code).toBe(code);
  });

  it('a path that cannot be decoded is malformed, not a bug', async () => {
    expect(
      (
        await send('/api/v1/tables/%E0%A4%A', {
          headers: { authorization: `Bearer ${await west.tokenOf('chair')}` },
        })
      ).status,
    ).toBe(400);
  });

  it('a bug tells nothing outside and everything in the log; a store that is away is not a bug', async () => {
    const router = express.Router();
    router.get('/broken', () => {
      throw new Error('at line 3 of the secret plan');
    });
    let reason: string | null = null;
    const broken = await serve({
      more: [{ router, describes: [words({ method: 'get', path: '/broken', summary: 'x', open: true })] }],
      readiness: () => Promise.resolve(reason),
    });
    const bug = await send('/api/v1/broken', {}, broken);
    expect(bug.status).toBe(500);
    expect(JSON.stringify(await problemOf(bug))).not.toContain('secret plan');
    expect(broken.lines.join('')).toContain('secret plan');
    reason = 'the store is down';
    expect((await send('/api/v1/broken', {}, broken)).status).toBe(503);
    await broken.stop();
  });
});

describe('headers', () => {
  it('let nothing of an API answer run, be framed or be kept', async () => {
    const { headers } = await send('/api/v1/sign-in');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('leave the content policy of pages to the pages', async () => {
    const { headers } = await send('/');
    expect(headers.get('content-security-policy')).toBeNull();
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('forgery', () => {
  const remove = async (headers: Record<string, string>, to = west) =>
    (await send('/api/v1/sessions', { method: 'DELETE', headers }, to)).status;
  const cookie = async () => `bb_session=${await west.sessions.begin('chair')}`;
  const host = () => new URL(west.url).host;

  it('a cookie counts for a write only from our own page', async () => {
    expect(await remove({ cookie: await cookie(), origin: 'https://evil.example' })).toBe(403);
    expect(await remove({ cookie: await cookie(), origin: 'null' })).toBe(403);
    expect(await remove({ cookie: await cookie(), origin: `http://evil.example#${host()}` })).toBe(403);
    expect(await remove({ cookie: await cookie() })).toBe(403);
    expect(await remove({ cookie: await cookie(), 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await remove({ cookie: await cookie(), 'sec-fetch-site': 'same-origin' })).toBe(204);
    expect(await remove({ cookie: await cookie(), origin: `http://${host()}` })).toBe(204);
  });

  it('a refused write has not been done', async () => {
    const mine = await cookie();
    expect(await remove({ cookie: mine, origin: 'https://evil.example' })).toBe(403);
    expect((await send('/api/v1/me', { headers: { cookie: mine } })).status).toBe(200);
  });

  it('a bearer token needs no origin, and is not helped by a cookie', async () => {
    expect(
      await remove({
        authorization: `Bearer ${await west.sessions.begin('chair')}`,
        origin: 'https://evil.example',
      }),
    ).toBe(204);
    expect(
      await remove({
        authorization: 'Bearer bbs_wrong',
        cookie: await cookie(),
        origin: 'https://evil.example',
      }),
    ).toBe(401);
    expect(
      await remove({ authorization: 'Basic x', cookie: await cookie(), origin: 'https://evil.example' }),
    ).toBe(403);
  });

  it('another site cannot sign somebody in either', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
    expect(
      (await send('/api/v1/sessions', { method: 'POST', headers, body: '{"email":"chair@demo.example"}' }))
        .status,
    ).toBe(403);
  });

  it('PUBLIC_URL is ours too, and a forwarded host only behind a proxy that we trust', async () => {
    const proxied = await serve({
      config: { publicUrl: 'https://bouwberaad.example', demo: true, trustProxy: false },
    });
    const mine = { cookie: `bb_session=${await proxied.sessions.begin('chair')}` };
    expect(
      await remove({ ...mine, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }, proxied),
    ).toBe(403);
    expect(await remove({ ...mine, origin: 'https://bouwberaad.example' }, proxied)).toBe(204);
    expect((await send('/', {}, proxied)).headers.get('strict-transport-security')).toContain('max-age');
    await proxied.stop();

    const trusting = await serve({ config: { publicUrl: null, demo: true, trustProxy: 1 } });
    const theirs = { cookie: `bb_session=${await trusting.sessions.begin('chair')}` };
    expect(
      await remove(
        { ...theirs, origin: 'https://plan.example', 'x-forwarded-host': 'plan.example' },
        trusting,
      ),
    ).toBe(204);
    await trusting.stop();
  });
});

describe('limits', () => {
  it('count by session, so that one room is not one visitor', async () => {
    const small = await serve({ limits: { requestsPerMinute: 3 } });
    for (let n = 0; n < 3; n += 1) expect((await small.call('chair', 'GET', '/me')).status).toBe(200);
    const refused = await small.call('chair', 'GET', '/me');
    expect([refused.status, refused.code]).toEqual([429, 'tooMany']);
    expect((await small.call('member', 'GET', '/me')).status).toBe(200);
    expect((await small.call(null, 'GET', '/sign-in')).status).toBe(200);
    await small.stop();
  });

  it('count by address only sign-ins that failed', async () => {
    const small = await serve({ limits: { failedSignInsPerQuarter: 2 } });
    for (let n = 0; n < 5; n += 1)
      expect((await small.call(null, 'POST', '/sessions', { email: 'chair@demo.example' })).status).toBe(201);
    for (let n = 0; n < 2; n += 1)
      expect((await small.call(null, 'POST', '/sessions', { email: 'x@demo.example' })).status).toBe(403);
    expect((await small.call(null, 'POST', '/sessions', { email: 'chair@demo.example' })).status).toBe(429);
    await small.stop();
  });

  it('spare a mailbox, known here or not', async () => {
    const small = await serve({ limits: { linksToOnePerQuarter: 1 } });
    for (const email of ['member@demo.example', 'nobody@demo.example']) {
      expect((await small.call(null, 'POST', '/sign-in-links', { email })).status).toBe(202);
      expect((await small.call(null, 'POST', '/sign-in-links', { email: email.toUpperCase() })).status).toBe(
        429,
      );
    }
    await small.stop();
  });
});

describe('routes of other parts', () => {
  it('know who asks, and turn away who is not signed in', async () => {
    const router = express.Router();
    router.get(
      '/tables/:table/exports/table.json',
      (_request, response) => void response.json({ mine: true }),
    );
    const more = await serve({
      more: [
        {
          router,
          describes: [words({ method: 'get', path: '/tables/{table}/exports/table.json', summary: 'x' })],
        },
      ],
    });
    expect((await more.call(null, 'GET', '/tables/west/exports/table.json')).status).toBe(401);
    expect((await more.call('chair', 'GET', '/secret')).code).toBe('notFound');
    expect((await more.call('chair', 'GET', '/tables/atlantis/exports/table.json')).code).toBe(
      'unknownTable',
    );
    expect((await more.call('chair', 'GET', '/tables/west/exports/table.json')).json).toEqual({ mine: true });
    const document = (await more.call(null, 'GET', '/openapi.json')).json as {
      paths: Record<string, unknown>;
    };
    expect(Object.keys(document.paths)).toContain('/api/v1/tables/{table}/exports/table.json');
    await more.stop();
  });
});

import { describe, expect, it, vi } from 'vitest';
import { createApi } from './api-client.ts';

function answering(response: () => Response) {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(response()));
  const onSignedOut = vi.fn();
  return { fetch, onSignedOut, api: createApi({ fetch, onSignedOut }) };
}

const problemBody = (status: number, code: string, detail: string): Response =>
  new Response(JSON.stringify({ title: 'x', status, code, detail }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });

describe('createApi', () => {
  it('gives the value of a good answer, from below /api/v1', async () => {
    const { api, fetch } = answering(() => Response.json([{ id: 'twente' }]));
    expect(await api.get('/tables')).toEqual({ ok: true, value: [{ id: 'twente' }] });
    expect(fetch).toHaveBeenCalledWith(
      '/api/v1/tables',
      expect.objectContaining({ method: 'GET', credentials: 'same-origin' }),
    );
  });

  it('sends JSON as JSON, and a form as a form', async () => {
    const { api, fetch } = answering(() => Response.json({}, { status: 201 }));
    await api.post('/sessions', { body: { email: 'a@b.example' } });
    const json = fetch.mock.calls[0]?.[1];
    expect(json?.body).toBe('{"email":"a@b.example"}');
    expect(new Headers(json?.headers).get('content-type')).toBe('application/json');
    await api.post('/tables/x/imports', { body: new FormData() });
    // The browser has to write this one itself, with its boundary.
    expect(new Headers(fetch.mock.calls[1]?.[1]?.headers).get('content-type')).toBeNull();
  });

  it('accepts an answer without a body where there is none to give', async () => {
    expect(await answering(() => new Response(null, { status: 204 })).api.delete('/sessions')).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await answering(() => new Response('', { status: 202 })).api.post('/sign-in-links')).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it('turns problem+json into a value with the code and the words of the server', async () => {
    const { api, onSignedOut } = answering(() => problemBody(409, 'alreadyOpen', 'A meeting is open.'));
    expect(await api.post('/x')).toEqual({
      ok: false,
      status: 409,
      code: 'alreadyOpen',
      message: 'A meeting is open.',
    });
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it('has a code for a failure that is not ours to word: a proxy in between', async () => {
    const { api } = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(await api.get('/x')).toMatchObject({ ok: false, status: 502, code: '502' });
    expect(await answering(() => new Response('<html>', { status: 200 })).api.get('/x')).toMatchObject({
      ok: false,
      code: 'shape',
    });
  });

  it('says that nobody is signed in, unless the caller stays', async () => {
    const { api, onSignedOut } = answering(() => problemBody(401, 'notSignedIn', ''));
    await api.get('/me', { stay: true });
    expect(onSignedOut).not.toHaveBeenCalled();
    expect(await api.get('/me')).toMatchObject({ ok: false, code: 'notSignedIn' });
    expect(onSignedOut).toHaveBeenCalledOnce();
  });

  it('is a value too when the network is gone', async () => {
    const api = createApi({
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
      onSignedOut: vi.fn(),
    });
    expect(await api.get('/x')).toMatchObject({ ok: false, code: 'network', status: 0 });
  });
});

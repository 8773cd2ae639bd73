import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi } from '../api-client.ts';
import { AdminDesk } from './admin-desk.svelte.ts';
import type { KnownPerson } from './admin-types.ts';

const wim: KnownPerson = {
  id: 'wim',
  name: 'Wim Otten',
  email: 'wim@raalte.example',
  organisation: { id: 'raalte', name: 'Gemeente Raalte', kind: 'municipality' },
  admin: false,
  seats: [{ table: 'west', role: 'member' }],
  signedIn: false,
};

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What the server has; what it answers to writes, in order (then: done); and what it was sent. */
let people: readonly KnownPerson[];
let answers: (() => Promise<Response>)[];
let sent: Sent[];
let desk: AdminDesk;

function serve(path: string, { method = 'GET', body }: RequestInit): Promise<Response> {
  if (method !== 'GET') {
    sent.push({ method, path, body: typeof body === 'string' ? JSON.parse(body) : null });
    return answers.shift()?.() ?? Promise.resolve(Response.json({}));
  }
  return Promise.resolve(Response.json(path === '/admin/people' ? people : []));
}

const refusal = (detail: string): Response =>
  new Response(JSON.stringify({ code: 'notAllowed', detail }), {
    status: 403,
    headers: { 'content-type': 'application/problem+json' },
  });

beforeEach(async () => {
  people = [wim];
  answers = [];
  sent = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => serve(path.replace('/api/v1', ''), init));
  desk = new AdminDesk(createApi({ fetch: (...request) => fetch(...request), onSignedOut: () => undefined }));
  await desk.refresh();
});
afterEach(() => vi.unstubAllGlobals());

const roleShown = () => desk.seatsAt('west')[0]?.role;

describe('a role that is changed', () => {
  it('is shown at once and sent as a PATCH', async () => {
    desk.setRole('west', wim, 'chair');
    expect(roleShown()).toBe('chair');
    await vi.waitFor(() => expect(desk.said).toBe('Wim Otten is nu voorzitter.'));
    expect(sent).toEqual([
      { method: 'PATCH', path: '/admin/tables/west/seats/wim', body: { role: 'chair' } },
    ]);
  });

  it('goes back when it is refused, and says why', async () => {
    answers = [() => Promise.resolve(refusal('Dat kan alleen een beheerder.'))];
    desk.setRole('west', wim, 'chair');
    await vi.waitFor(() => expect(desk.refused).toBe('Dat kan alleen een beheerder.'));
    expect(roleShown()).toBe('member');
  });

  it('is sent after the one before it has been answered, so that the last one wins', async () => {
    let release: (response: Response) => void = () => undefined;
    answers = [() => new Promise((resolve) => (release = resolve))];
    desk.setRole('west', wim, 'observer');
    desk.setRole('west', wim, 'secretary');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(roleShown()).toBe('secretary');
    release(Response.json({}));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ body }) => body)).toEqual([{ role: 'observer' }, { role: 'secretary' }]);
  });
});

describe('what is fetched', () => {
  it('replaces what was there only when it is newer', async () => {
    const first = desk.refresh();
    people = [{ ...wim, name: 'Nieuwe naam' }];
    await Promise.all([desk.refresh(), first]);
    expect(desk.people[0]?.name).toBe('Nieuwe naam');
  });

  it('after a refusal is there again, with the reason in words', async () => {
    answers = [() => Promise.resolve(refusal('Er is al een organisatie die Rijk heet.'))];
    expect(await desk.settle(desk.add('/organisations', { name: 'Rijk' }))).toBe(
      'Er is al een organisatie die Rijk heet.',
    );
  });

  it('that fails leaves what was there, and says so', async () => {
    const broken = new AdminDesk({
      get: () => Promise.resolve({ ok: false, code: 'network', message: '', status: 0 }),
      post: () => Promise.reject(new Error('not asked')),
      delete: () => Promise.reject(new Error('not asked')),
    });
    await broken.refresh();
    expect([broken.ready, broken.failure?.code]).toEqual([false, 'network']);
  });
});

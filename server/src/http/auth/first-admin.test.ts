import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type Served } from '../test/serve.ts';
import { firstAdmin } from './first-admin.ts';

let west: Served;
const make = (email: string) =>
  firstAdmin({ email, access: west.access, sessions: west.sessions, links: west.links });

async function demote(): Promise<void> {
  const admin = west.access.person('admin');
  if (admin !== null) await west.access.directory.put('person', { ...admin, admin: false });
}

beforeEach(async () => {
  west = await serve({ config: { publicUrl: null, demo: false, trustProxy: false } });
});
afterEach(() => west.stop());

describe('the first administrator', () => {
  it('is made once, with a link that signs in', async () => {
    await demote();
    const link = await make('Beheer@gemeente.example');
    const code = link?.url.split('/').at(-1) ?? '';
    const begun = (await west.call(null, 'POST', `/sign-in-links/${code}`)).json as { person: object };
    expect(begun.person).toMatchObject({
      email: 'Beheer@gemeente.example',
      admin: true,
      organisation: { id: 'beheer', name: 'Beheer', kind: 'other' },
    });
    expect(await make('beheer@gemeente.example')).toBeNull();
    expect(west.access.people().filter(({ admin }) => admin)).toHaveLength(1);
  });

  it('gets another link at every start until they signed in', async () => {
    await demote();
    const first = await make('beheer@gemeente.example');
    const second = await make('beheer@gemeente.example');
    expect(second?.url).not.toBe(first?.url);
    expect(west.access.people().filter(({ admin }) => admin)).toHaveLength(1);
  });

  it('is not a second one', async () => {
    expect(await make('ander@gemeente.example')).toBeNull();
    expect(west.access.personByEmail('ander@gemeente.example')).toBeNull();
  });

  it('has a link that outlasts lunch, not the week', async () => {
    await demote();
    const link = await make('beheer@gemeente.example');
    west.clock.advance(24 * 3_600_000);
    expect((await west.call(null, 'POST', `/sign-in-links/${link?.url.split('/').at(-1) ?? ''}`)).code).toBe(
      'linkSpent',
    );
  });
});

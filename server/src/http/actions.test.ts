import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Action } from '@bouwberaad/shared/model/action.ts';
import { createOwnActions } from './own-actions.ts';
import { serve, type Served } from './test/serve.ts';

let house: Served;
beforeAll(async () => {
  house = await serve();
});
afterAll(() => house.stop());

let action: string;

async function make(
  fields: Record<string, string | null> = {},
  table = 'west',
  by = 'chair',
): Promise<string> {
  const id = newId();
  await house.edit(
    {
      type: 'createRecord',
      root: 'actions',
      id,
      fields: {
        text: 'Rekenen',
        assignee: 'member',
        due: '2026-12-10',
        state: 'open',
        by,
        at: '2026-11-24T12:00:00.000Z',
        ...fields,
      },
    },
    by,
    table,
  );
  return id;
}

beforeEach(async () => {
  action = await make();
});

const does = (who: string, body: object, id = action, table = 'west') =>
  house.call(who, 'POST', `/tables/${table}/actions/${id}/events`, body);
const now = (answer: { json: unknown }): Action => (answer.json as { action: Action }).action;
const mine = async (who: string, query = ''): Promise<string[]> => {
  const { json } = await house.call(who, 'GET', `/me/actions${query}`);
  return (json as { actions: { action: Action }[] }).actions.map((one) => one.action.id);
};

describe('what happens to an action, over HTTP', () => {
  test('it is begun, finished with what shows it, and opened again', async () => {
    expect(now(await does('member', { type: 'start' })).state).toBe('doing');
    expect(now(await does('member', { type: 'finish', evidence: 'Verslag gedeeld' }))).toMatchObject({
      state: 'done',
      evidence: 'Verslag gedeeld',
    });
    expect(await does('member', { type: 'finish' })).toMatchObject({
      status: 409,
      code: 'impossible',
      json: { at: 'alreadyDone' },
    });
    expect(now(await does('member', { type: 'reopen' })).state).toBe('open');
  });

  test('handing over waits for the other, who may refuse with a reason', async () => {
    const asked = now(await does('member', { type: 'handOver', to: 'secretary' }));
    expect(asked).toMatchObject({ assignee: 'member', handover: { to: 'secretary', by: 'member' } });
    expect(await mine('secretary')).toContain(action);
    expect(await does('chair', { type: 'accept' })).toMatchObject({
      code: 'impossible',
      json: { at: 'notAsked' },
    });
    expect((await does('secretary', { type: 'refuse', reason: ' ' })).code).toBe('impossible');
    expect(now(await does('secretary', { type: 'refuse', reason: 'Geen tijd' }))).toMatchObject({
      assignee: 'member',
      handover: { refused: { by: 'secretary', reason: 'Geen tijd' } },
    });
    await does('member', { type: 'handOver', to: 'zwolle' });
    expect(now(await does('secretary', { type: 'accept' }))).toMatchObject({
      assignee: 'zwolle',
      handover: null,
    });
    expect(await mine('chair')).toContain(action);
  });

  test('an observer reads; who has no seat hears nothing; what is not there is not found', async () => {
    expect((await does('observer', { type: 'finish' })).code).toBe('notAllowed');
    expect((await does('elders', { type: 'finish' })).code).toBe('notAllowed');
    expect((await does('admin', { type: 'finish' })).code).toBe('notAllowed');
    expect((await does('member', { type: 'finish' }, 'gossip')).code).toBe('unknownAction');
    expect((await does('member', { type: 'explode' })).status).toBe(400);
    expect((await does('member', { type: 'drop' })).status).toBe(400);
  });
});

describe('my actions', () => {
  test('mine and my organisation’s, over my tables only, soonest first', async () => {
    const first = await make({ assignee: 'bouw', due: '2026-11-25' });
    const elsewhere = await make({ assignee: 'member', due: '2026-11-25' }, 'twente', 'elders');
    const ids = await mine('member');
    expect(ids.indexOf(first)).toBeLessThan(ids.indexOf(action));
    expect(ids).not.toContain(elsewhere);
    await does('member', { type: 'finish' });
    expect(await mine('member')).not.toContain(action);
    expect(await mine('member', '?all=1')).toContain(action);
  });

  test('what I laid down for somebody else I can follow', async () => {
    expect(await mine('chair')).not.toContain(action);
    expect(await mine('chair', '?followed=1')).toContain(action);
  });

  test('a table that cannot be read hides nothing of the others, and is named', async () => {
    const { workspaces } = house.ports;
    const own = createOwnActions({
      access: {
        ...house.access,
        seatsOf: () => [...house.access.seatsOf('member'), ...house.access.seatsOf('elders')],
      },
      workspaces: {
        read: (table, look) =>
          table === 'twente' ? Promise.reject(new Error('damaged')) : workspaces.read(table, look),
      },
    });
    const found = await own.of({ id: 'member', organisation: 'bouw' }, { all: false });
    expect(found.missing).toEqual(['Bouwberaad Twente']);
    expect(found.actions.map((one) => one.action.id)).toContain(action);
  });

  test('a table that nobody changed is not opened for it again', async () => {
    let reads = 0;
    const own = createOwnActions({
      access: house.access,
      workspaces: {
        read: (table, look) => {
          reads += 1;
          return house.rooms.read(table, look);
        },
      },
    });
    const me = { id: 'member', organisation: 'bouw' };
    await own.of(me, { all: false });
    await own.of(me, { all: false });
    expect(reads).toBe(1);
    const added = await make();
    expect((await own.of(me, { all: false })).actions.map((one) => one.action.id)).toContain(added);
    expect(reads).toBe(2);
    own.opened('west');
    await own.of(me, { all: false });
    expect(reads).toBe(3);
  });
});

describe('the key of my calendar', () => {
  test('is told once, opens my feed and nobody else’s, and a new one closes the old', async () => {
    const { calendarKeys } = house.ports;
    expect((await house.call('member', 'GET', '/me/calendar-key')).json).toEqual({ since: null });
    const keyOf = (json: unknown): string =>
      new URL((json as { url: string }).url).searchParams.get('key') ?? '';
    const first = keyOf((await house.call('member', 'PUT', '/me/calendar-key', {})).json);
    expect(await calendarKeys.personOf(first)).toBe('member');
    const told = (await house.call('member', 'GET', '/me/calendar-key')).json;
    expect(told).toEqual({ since: '2026-11-24T13:00:00.000Z' });
    const second = keyOf((await house.call('member', 'PUT', '/me/calendar-key', {})).json);
    expect(await calendarKeys.personOf(first)).toBeNull();
    expect(await calendarKeys.personOf(second)).toBe('member');
    expect(await calendarKeys.personOf('bbc_guess')).toBeNull();
    expect(await calendarKeys.personOf('')).toBeNull();
    // Not in the store as it is, not in the log.
    const kept = await house.store.directory.list('calendarKey');
    expect(JSON.stringify(kept)).not.toContain(second);
    expect(kept).toHaveLength(1);
    expect(house.lines.join('')).not.toContain(second);
    house.ports.log.info(`asked ${second}`, { url: `/me/actions.ics?key=${second}` });
    expect(house.lines.join('')).not.toContain(second);
  });
});

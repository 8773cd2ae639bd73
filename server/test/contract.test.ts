import { readFileSync } from 'node:fs';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import { ContractClient } from './contract-client.ts';
import { startServer, tempDir, type ServerProcess } from './server-process.ts';
import { projectMap } from './sync-server.ts';

/**
 * The product as programs outside see it (docs/contract.md), from an import to a decision that survives a kill: a real
 * process, on each store.
 */
const mongo = process.env['TEST_MONGODB_URL'];
const stores = [
  ['embedded', (): Record<string, string> => ({})],
  [
    'mongo',
    (): Record<string, string> => ({
      MONGODB_URL: `${(mongo ?? '').replace(/\/[^/]*$/, '')}/contract_${newId()}`,
    }),
  ],
] as const;

const WORKBOOK = readFileSync(new URL('../test-fixtures/import/diwi-import.xlsx', import.meta.url));
const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

type Answer = { ok: boolean; seq?: number; round?: string; outcome?: string; code?: string };

function command(
  socket: Socket,
  type: string,
  more: Record<string, unknown> = {},
  id: string = newId(),
): Promise<Answer> {
  return socket
    .timeout(10_000)
    .emitWithAck('command', { id, table: 'west-overijssel', type, ...more }) as Promise<Answer>;
}

interface Preview {
  readonly id: string;
  readonly creates: number;
  readonly unchanged: number;
  readonly notShared: number;
  readonly totals: Record<string, unknown>;
}

const signIn = (url: string, who: string): Promise<ContractClient> =>
  ContractClient.signIn(url, who, cleanup);
const upload = (client: ContractClient, table: string): Promise<Preview> => client.upload(table, WORKBOOK);

interface Listed {
  readonly projects: readonly {
    readonly id: string;
    readonly externalId: string;
    readonly likelihood: number | null;
  }[];
}

describe.each(stores)('on the %s store', (name, environment) => {
  async function start(): Promise<{ server: ServerProcess; again: () => Promise<ServerProcess> }> {
    if (name === 'mongo' && mongo === undefined) {
      throw new Error(
        'TEST_MONGODB_URL is not set: `npm test` starts a MongoDB and sets it, or name one of your own.',
      );
    }
    const dir = tempDir();
    const env = environment();
    cleanup.push(dir.remove);
    const open = async (): Promise<ServerProcess> => {
      const server = await startServer(env, dir.path);
      cleanup.push(server.kill);
      return server;
    };
    return { server: await open(), again: open };
  }

  test('a workbook is imported exactly once, its stricter plans only by hand, and again it changes nothing', async () => {
    const { server } = await start();
    const secretary = await signIn(server.url, 'secretaris');
    const preview = await upload(secretary, 'twente');
    expect(preview).toMatchObject({ creates: 18, updates: 0, conflicts: 0, unchanged: 0, notShared: 42 });
    expect(preview.totals).toMatchObject({
      projects: 60,
      blocks: 126,
      homesBuilt: 5408,
      perYear: { 2026: 524, 2033: 816, 2035: 278 },
    });
    const confirm = (): Promise<unknown> =>
      secretary.post(`tables/twente/imports/${preview.id}/confirm`, { share: 'all' });
    expect(await confirm()).toEqual({ applied: 60 });
    expect(await confirm()).toEqual({ applied: 60 });
    expect(await upload(secretary, 'twente')).toMatchObject({
      creates: 0,
      updates: 0,
      conflicts: 0,
      unchanged: 60,
      notShared: 0,
    });
    await server.kill();
  });

  test('a plain provider edits, others see it, and after a kill it is there, with its history', async () => {
    const { server, again } = await start();
    const town = await signIn(server.url, 'gemeente');
    const corporation = await signIn(server.url, 'corporatie');
    const one = town.provider('deventer');
    const two = corporation.provider('deventer');
    await vi.waitFor(() => {
      expect(one.synced && two.synced).toBe(true);
    }, 10_000);
    one.doc
      .getMap('projects')
      .set(
        'contract-1',
        projectMap('gemeente', { municipality: '0150', organisation: 'gemeente-deventer', likelihood: 40 }),
      );
    const map = one.doc.getMap('projects').get('contract-1') as Y.Map<unknown>;
    map.set('likelihood', 80);
    await vi.waitFor(() => {
      expect(
        (two.doc.getMap('projects').get('contract-1') as Y.Map<unknown> | undefined)?.get('likelihood'),
      ).toBe(80);
    }, 10_000);
    // What another person sees is durable: no orderly end is needed.
    await server.kill();
    const risen = await again();
    const later = await signIn(risen.url, 'gemeente');
    const { projects } = await later.get<Listed>('tables/deventer/projects');
    expect(projects.find(({ id }) => id === 'contract-1')).toMatchObject({ likelihood: 80 });
    const { rows } = await later.get<{ rows: { path: string; from: unknown; to: unknown; by: string }[] }>(
      'tables/deventer/history?path=projects/contract-1/likelihood',
    );
    expect(rows.at(-1)).toMatchObject({
      path: 'projects/contract-1/likelihood',
      from: 40,
      to: 80,
      by: 'gemeente',
    });
    expect(await risen.stop()).toBe(0);
  });

  test('a consent round becomes a decision, is applied to the plans, and the register verifies after a kill', async () => {
    const { server, again } = await start();
    const chair = await signIn(server.url, 'voorzitter');
    const corporation = await signIn(server.url, 'corporatie');
    const provider = chair.provider('west-overijssel');
    await vi.waitFor(() => {
      expect(provider.synced).toBe(true);
    }, 10_000);
    const [project] = [...provider.doc.getMap('projects')].find(
      ([, map]) => (map as Y.Map<unknown>).get('likelihood') !== 90,
    ) ?? [''];
    const before = (provider.doc.getMap('projects').get(project) as Y.Map<unknown>).get(
      'likelihood',
    ) as number;
    const path = `projects/${project}/likelihood`;
    provider.doc.getMap('proposals').set(
      'contract-p',
      new Y.Map(
        Object.entries({
          title: 'Doorpakken',
          kind: 'doorpakken',
          reason: null,
          state: 'draft',
          changes: [{ path, from: before, to: 90 }],
          by: 'voorzitter',
          at: '2026-11-24T10:00:00.000Z',
          removed: false,
        }),
      ),
    );
    const [one, two] = [chair.live(), corporation.live()];
    const heard: { type: string }[] = [];
    two.on('register', ({ events }: { events: { event: { type: string } }[] }) =>
      heard.push(...events.map(({ event }) => event)),
    );
    expect(await command(two, 'openMeeting')).toMatchObject({ ok: false });
    expect(await command(one, 'openMeeting')).toMatchObject({ ok: true });
    let opened: Answer = { ok: false };
    await vi.waitFor(async () => {
      opened = await command(one, 'openRound', { proposal: 'contract-p', form: 'consent' });
      expect(opened.ok).toBe(true);
    }, 10_000);
    const round = opened.round;
    const id = newId();
    const first = await command(two, 'takePosition', { round, position: 'noObjection' }, id);
    expect(first.ok).toBe(true);
    expect(await command(two, 'takePosition', { round, position: 'noObjection' }, id)).toEqual(first);
    expect(await command(one, 'closeRound', { round })).toMatchObject({ ok: false, code: 'incomplete' });
    expect(await command(one, 'takePosition', { round, position: 'noObjection' })).toMatchObject({
      ok: true,
    });
    expect(await command(one, 'closeRound', { round })).toMatchObject({ ok: true, outcome: 'agreed' });
    await vi.waitFor(() => {
      expect((provider.doc.getMap('projects').get(project) as Y.Map<unknown>).get('likelihood')).toBe(90);
      expect(heard.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['roundOpened', 'positionTaken', 'decided', 'applied']),
      );
    }, 10_000);
    await server.kill();
    const risen = await again();
    const later = await signIn(risen.url, 'voorzitter');
    const { events, head } = await later.get<{ events: unknown[]; head: string }>(
      'tables/west-overijssel/register',
    );
    expect(verifyChain(events, head)).toMatchObject({ ok: true });
    expect(await later.get('tables/west-overijssel/register/verify')).toMatchObject({ ok: true, head });
    const { projects } = await later.get<Listed>('tables/west-overijssel/projects');
    expect(projects.find((one) => one.id === project)).toMatchObject({ likelihood: 90 });
  });
});

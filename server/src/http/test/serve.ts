import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import { EMPTY_HEAD, headAfter, makeEntry } from '@bouwberaad/shared/register/chain.ts';
import { createLog } from '../../log.ts';
import { createCourier } from '../../notify/courier.ts';
import type { Mailer } from '../../notify/mailer.ts';
import { createAccess } from '../../store/access.ts';
import { openEmbedded } from '../../store/embedded/open.ts';
import { Rooms } from '../../sync/rooms.ts';
import { createHttp, endpointsOf } from '../app.ts';
import { digestWith } from '../auth/secrets.ts';
import { createCalendarKeys } from '../auth/calendar-keys.ts';
import { createSessions } from '../auth/sessions.ts';
import { createSignInLinks } from '../auth/sign-in-links.ts';
import { createOwnActions } from '../own-actions.ts';
import type { HttpPorts } from '../ports.ts';
import { createReferenceDates } from '../reference-dates.ts';

const RULES = { audience: 'overheden', editing: 'own', observersAnnotate: false } as const;

/** West with a chair, a secretary, a member and an observer; Twente, where only `elders` sits; and an administrator. */
async function fill(directory: HttpPorts['access']['directory']): Promise<void> {
  await directory.put('organisation', {
    id: 'zwolle',
    name: 'Gemeente Zwolle',
    kind: 'municipality',
    municipality: '0193',
  });
  await directory.put('organisation', {
    id: 'bouw',
    name: 'Bouwbedrijf Noorderkade',
    kind: 'developer',
    municipality: null,
  });
  await directory.put('table', {
    id: 'overijssel',
    name: 'Brede Bouwcoalitie',
    kind: 'provincial',
    parent: null,
    municipalities: [],
    settings: RULES,
  });
  await directory.put('table', {
    id: 'west',
    name: 'Bouwberaad West',
    kind: 'regional',
    parent: 'overijssel',
    municipalities: ['0193'],
    settings: RULES,
  });
  await directory.put('table', {
    id: 'twente',
    name: 'Bouwberaad Twente',
    kind: 'regional',
    parent: 'overijssel',
    municipalities: ['0153'],
    settings: RULES,
  });
  for (const [id, organisation] of [
    ['chair', 'zwolle'],
    ['secretary', 'zwolle'],
    ['member', 'bouw'],
    ['observer', 'bouw'],
    ['elders', 'bouw'],
    ['admin', 'zwolle'],
  ] as const) {
    await directory.put('person', {
      id,
      name: `Naam ${id}`,
      email: `${id}@demo.example`,
      organisation,
      admin: id === 'admin',
    });
  }
  for (const role of ['chair', 'secretary', 'member', 'observer'] as const)
    await directory.put('seat', { id: `west/${role}`, table: 'west', person: role, role });
  await directory.put('seat', { id: 'twente/elders', table: 'twente', person: 'elders', role: 'chair' });
}

export interface ServeOptions extends Partial<
  Pick<HttpPorts, 'limits' | 'more' | 'pages' | 'readiness' | 'damage'>
> {
  readonly config?: Partial<HttpPorts['config']>;
  readonly mailer?: Mailer;
}

export type Served = Awaited<ReturnType<typeof serve>>;

/** The whole of http on a real store, real rooms and a free port; time stands still until a test moves it. */
export async function serve({ config, mailer, ...others }: ServeOptions = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'bouwberaad-http-'));
  const opened = await openEmbedded({ dir });
  if (!opened.ok) throw new Error(opened.message);
  const store = opened.value;
  const clock = fixedClock('2026-11-24T13:00:00.000Z');
  const lines: string[] = [];
  const log = createLog({ level: 'debug', readable: false, write: (line) => void lines.push(line) });
  const access = await createAccess(store.directory);
  await fill(access.directory);
  const rooms = new Rooms({ store, clock, log });
  const digest = digestWith('a key of at least thirty-two characters');
  const sessions = createSessions({ access, clock, digest });
  const links = createSignInLinks({ access, clock, digest, baseUrl: () => 'https://bouwberaad.example' });
  const courier = createCourier({ outgoing: store.outgoing, mailer: mailer ?? null, clock, log });
  courier.start();
  const live = new Set<string>();
  const ports: HttpPorts = {
    config: { publicUrl: null, demo: true, trustProxy: false, tiles: null, ...config },
    clock,
    log,
    access,
    store,
    workspaces: rooms,
    sessions,
    links,
    calendarKeys: createCalendarKeys({ directory: access.directory, clock, digest }),
    calendarUrl: (key) => `https://bouwberaad.example/api/v1/me/actions.ics?key=${key}`,
    ownActions: createOwnActions({ access, workspaces: rooms }),
    courier,
    referenceDates: createReferenceDates({ kept: store.referenceDates, workspaces: rooms, clock }),
    announceReferenceDate: (table, by, date) =>
      appendEvent('referenceDateMade', { referenceDate: date }, by, table),
    meetingOpen: (table) => Promise.resolve(live.has(table)),
    demoPeople: [
      {
        email: 'chair@demo.example',
        name: 'Naam chair',
        role: 'Voorzitter',
        organisation: 'Gemeente Zwolle',
        does: 'Zit voor',
      },
    ],
    readiness: () => Promise.resolve(null),
    damage: () => rooms.damage(),
    more: [],
    pages: (_request, response) => void response.send('a page'),
    ...others,
  };

  async function appendEvent(type: string, body: unknown, actor = 'chair', table = 'west'): Promise<void> {
    const last = (await store.register.read(table, 0)).at(-1);
    const head = last === undefined ? EMPTY_HEAD : headAfter(last);
    await store.register.append(
      makeEntry({ table, head, type, at: '2026-11-24T13:00:00.000Z', actor, body, salt: '00'.repeat(16) }),
    );
  }

  const server = createServer(createHttp(ports));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = new Map<string, string>();

  return {
    url,
    ports,
    store,
    access,
    rooms,
    sessions,
    links,
    clock,
    lines,
    live,
    courier,
    appendEvent,
    tokenOf,
    /** A request as that person (null: as nobody); a good answer is checked against the schema of its route. */
    async call(who: string | null, method: string, path: string, body?: unknown) {
      const headers: Record<string, string> = {};
      if (who !== null) headers['authorization'] = `Bearer ${await tokenOf(who)}`;
      if (body !== undefined) headers['content-type'] = 'application/json';
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = (text === '' ? null : JSON.parse(text)) as unknown;
      if (response.ok) checkAnswer(ports, method, path, response.status, json);
      return { status: response.status, headers: response.headers, json, code: codeOf(json) };
    },
    async edit(edit: Edit, by = 'chair', table = 'west'): Promise<void> {
      const done = await rooms.edit(table, edit, by);
      if (!done.ok) throw new Error(`${done.code}: ${done.message}`);
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await courier.stop();
      await rooms.stop();
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };

  async function tokenOf(who: string): Promise<string> {
    const token = tokens.get(who) ?? (await sessions.begin(who));
    tokens.set(who, token);
    return token;
  }
}

/** What is answered is what is described: the schemas are strict, so a field too many fails here as well. */
function checkAnswer(ports: HttpPorts, method: string, path: string, status: number, json: unknown): void {
  const plain = path.split('?')[0] ?? '';
  const route = endpointsOf(ports).find(
    (one) =>
      one.method === method.toLowerCase() &&
      new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  );
  if (route === undefined) return;
  if (route.status !== status)
    throw new Error(`${method} ${path} answered ${status}, but is described with ${route.status}`);
  if (route.answer === null && json !== null)
    throw new Error(`${method} ${path} is described without an answer`);
  route.answer?.parse(json);
}

function codeOf(json: unknown): string | null {
  return typeof json === 'object' && json !== null && 'code' in json && typeof json.code === 'string'
    ? json.code
    : null;
}

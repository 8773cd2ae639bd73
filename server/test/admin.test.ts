import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { startServer, tempDir } from './server-process.ts';
import { projectMap } from './sync-server.ts';

/** A real installation from its first start to a plan that is kept, with nothing in it but what an administrator made. */

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const ADMIN_LINK = /^Sign in as administrator \(works once\): (\S+)$/;
const ADMIN = 'beheer@overijssel.example';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

/** The first start, whose link stands on stdout between lines that `startServer` does not keep. */
async function firstStart(dataDir: string): Promise<{ url: string; link: string; stop(): Promise<unknown> }> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATA_DIR: dataDir,
      ADMIN_EMAIL: ADMIN,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<unknown> => {
    child.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    return code;
  };
  cleanup.push(stop);
  let link: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    link ??= ADMIN_LINK.exec(line)?.[1];
    const url = /^Bouwberaad: (http\S+)$/.exec(line)?.[1];
    if (url !== undefined && link !== undefined) return { url, link, stop };
  }
  throw new Error('the server did not start, or gave no link');
}

interface Begun {
  readonly token: string;
  readonly person: { readonly id: string; readonly admin: boolean };
}

/** `/api/v1` with a token, or as nobody. */
function caller(url: string, token: string | null) {
  return async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
}

async function redeem(url: string, link: string): Promise<Begun> {
  const code = new URL(link).pathname.split('/').at(-1) ?? '';
  return caller(url, null)('POST', `sign-in-links/${code}`);
}

function provider(url: string, token: string, table: string): WebsocketProvider {
  const made = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, `${table}/workspace`, new Y.Doc(), {
    params: { token },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  cleanup.push(() => made.destroy());
  return made;
}

async function invitationFor(
  url: string,
  admin: string,
  person: string,
): Promise<{ id: string; link: string }> {
  const call = caller(url, admin);
  await call('POST', `admin/people/${person}/invitation`);
  const mails = await call<{ id: string; link: string; person: { id: string } }[]>('GET', 'admin/mails');
  const mail = mails.find((one) => one.person.id === person);
  if (mail === undefined) throw new Error('the invitation is not there to pass on');
  await call('POST', `admin/mails/${encodeURIComponent(mail.id)}/copied`);
  return mail;
}

/** A municipality with its table, and one member there. */
async function makeTable(url: string, token: string) {
  const call = caller(url, token);
  const { id: organisation } = await call<{ id: string }>('POST', 'admin/organisations', {
    name: 'Gemeente Raalte',
    kind: 'municipality',
    municipality: '0177',
  });
  const { id: table } = await call<{ id: string }>('POST', 'admin/tables', {
    name: 'Platform Wonen Raalte',
    kind: 'local',
    municipalities: ['0177'],
  });
  const { id: person } = await call<{ id: string }>('POST', 'admin/people', {
    name: 'Wim Otten',
    email: 'wim.otten@raalte.example',
    organisation,
  });
  await call('PATCH', `admin/tables/${table}/seats/${person}`, { role: 'member' });
  return { organisation, table, person };
}

describe('a real installation', () => {
  test('begins with one link, and ends its first day with a plan that an invited member wrote', async () => {
    const dir = tempDir();
    cleanup.push(dir.remove);
    const first = await firstStart(dir.path);
    const { url } = first;
    const admin = await redeem(url, first.link);
    expect(admin.person.admin).toBe(true);
    const call = caller(url, admin.token);
    expect(await call('GET', 'tables')).toEqual([]);

    const { organisation, table, person } = await makeTable(url, admin.token);
    expect(table).toBe('platform-wonen-raalte');
    const { link } = await invitationFor(url, admin.token, person);
    expect(new URL(link).origin).toBe(url);
    const wim = await redeem(url, link);
    expect(wim.person).toMatchObject({ id: person, admin: false });

    expect(await caller(url, wim.token)('GET', 'tables')).toMatchObject([
      { id: table, role: 'member', projects: 0 },
    ]);
    const line = provider(url, wim.token, table);
    await vi.waitFor(() => {
      expect(line.synced).toBe(true);
    }, 10_000);
    line.doc
      .getMap('projects')
      .set('eerste', projectMap(person, { name: 'Salland Thuis', municipality: '0177', organisation }));
    await vi.waitFor(async () => {
      expect(await caller(url, wim.token)('GET', `tables/${table}/projects`)).toMatchObject({
        projects: [{ id: 'eerste', name: 'Salland Thuis' }],
      });
    }, 10_000);

    // Whoever made it all sees that there is one plan, and not which.
    expect(await call('GET', 'tables')).toMatchObject([{ id: table, role: null, projects: 1 }]);
    const refused = await fetch(`${url}/api/v1/tables/${table}/projects`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(refused.status).toBe(403);
    expect(await first.stop()).toBe(0);

    const again = await startServer({ DEMO: '0', ADMIN_EMAIL: ADMIN }, dir.path);
    cleanup.push(again.kill);
    expect(await caller(again.url, wim.token)('GET', `tables/${table}/projects`)).toMatchObject({
      projects: [{ id: 'eerste', name: 'Salland Thuis' }],
    });
  }, 60_000);

  test('who loses the seat leaves the room at once, and who gets another role has its rights at once', async () => {
    const dir = tempDir();
    cleanup.push(dir.remove);
    const { url, link: adminLink } = await firstStart(dir.path);
    const admin = await redeem(url, adminLink);
    const call = caller(url, admin.token);
    const { table, person } = await makeTable(url, admin.token);
    const wim = await redeem(url, (await invitationFor(url, admin.token, person)).link);
    await call('PATCH', `admin/tables/${table}/seats/${person}`, { role: 'observer' });
    const line = provider(url, wim.token, table);
    await vi.waitFor(() => {
      expect(line.synced).toBe(true);
    }, 10_000);

    await call('PATCH', `admin/tables/${table}/seats/${person}`, { role: 'chair' });
    line.doc.getMap('projects').set('van-wim', projectMap(person, { municipality: '0177' }));
    await vi.waitFor(async () => {
      expect(await call('GET', 'tables')).toMatchObject([{ projects: 1 }]);
    }, 10_000);

    const closed = new Promise<number>((resolve) => {
      line.on('connection-close', (event) => {
        if (event !== null) resolve(event.code);
      });
    });
    await call('DELETE', `admin/tables/${table}/seats/${person}`);
    expect(await closed).toBe(4403);
    expect(await caller(url, wim.token)('GET', 'tables')).toEqual([]);
  }, 60_000);
});

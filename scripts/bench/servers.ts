import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How a server wants to be spoken to. */
export interface Address {
  /** ws:// with path and query. */
  readonly url: string;
  readonly pid: number;
  /** Hocuspocus puts the document's name before every message and waits for a token. */
  readonly prefix: string | null;
  /** It answers step 1; a relay does not. */
  readonly syncs: boolean;
  /** It tells how many frames are durable. */
  readonly saves: boolean;
}

export interface Running {
  readonly address: Address;
  /** Microseconds of CPU used so far, and bytes of heap after a collection. */
  probe(): Promise<{ readonly cpuMicros: number; readonly heapBytes: number }>;
  /** SIGTERM and waits until it is gone; the data stays. */
  stop(): Promise<void>;
}

export interface Contender {
  readonly id: string;
  readonly name: string;
  start(dataDir: string): Promise<Running>;
}

/** Who writes: the chair of our demo region, who may edit every plan. */
export const WRITER = 'voorzitter';
export const TABLE = 'meting';
/** At the table that is measured; both may edit everything. */
const SEATS = { [WRITER]: 'chair', secretaris: 'secretary' } as const;
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export function ours(env: Record<string, string> = {}, nodeOptions: readonly string[] = []): Contender {
  return {
    id: 'ours',
    name: 'Bouwberaad',
    start: async (dataDir) => {
      const settings = {
        PORT: '0',
        DATA_DIR: dataDir,
        DEMO: '1',
        LOG_LEVEL: 'error',
        NODE_ENV: 'production',
      };
      const program = at('../../server/src/main.ts');
      const child = launch([...nodeOptions, program], { ...settings, ...env });
      const url = await readyLine(child, /^Bouwberaad: (http\S+)$/);
      await makeTable(url);
      const token = await signIn(url, WRITER);
      const path = `/sync/${TABLE}/workspace?token=${token}&saved=1`;
      return running(child, { url: url.replace('http', 'ws') + path, syncs: true, saves: true });
    },
  };
}

function peer(id: string, name: string, args: readonly string[], more: Partial<Address> = {}): Contender {
  return {
    id,
    name,
    start: async (dataDir) => {
      const child = launch([at(`peers/${args[0] ?? ''}`), ...args.slice(1)], {
        DATA_DIR: dataDir,
        NODE_ENV: 'production',
      });
      const url = (await readyLine(child, /^ready: (http\S+)$/)).replace('http', 'ws');
      return running(child, { url: `${url}/${TABLE}`, ...more });
    },
  };
}

export const relay = peer('relay', 'byte relay (`ws`)', ['relay.mjs'], { syncs: false });
export const coalescing = peer('coalescing', 'relay, coalesced writes', ['relay.mjs', '--coalesce'], {
  syncs: false,
});
export const yWebsocket = peer('y-websocket', '@y/websocket-server', ['y-websocket.mjs']);
export const yWebsocketKeeping = peer('y-websocket', '@y/websocket-server + leveldb', [
  'y-websocket.mjs',
  '--leveldb',
]);
export const hocuspocus = peer('hocuspocus', 'Hocuspocus + sqlite', ['hocuspocus.mjs'], { prefix: TABLE });

/** Runs with a server on data of its own, and ends and removes both. */
export async function withServer<T>(contender: Contender, work: (server: Running) => Promise<T>): Promise<T> {
  return withFolder(async (dir) => {
    const server = await contender.start(dir);
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  });
}

export async function withFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'bouwberaad-bench-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export function launch(args: readonly string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--expose-gc', '--import', at('probe.mjs'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

function running(child: ChildProcess, special: Partial<Address> & Pick<Address, 'url'>): Running {
  const address = { pid: child.pid ?? 0, prefix: null, syncs: true, saves: false, ...special };
  let asked = 0;
  return {
    address,
    probe: async () => {
      const id = ++asked;
      child.send(id);
      for (;;) {
        const [answer] = (await once(child, 'message')) as [
          { id: number; cpuMicros: number; heapBytes: number },
        ];
        if (answer.id === id) return answer;
      }
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function readyLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout');
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => null);
  const found = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const url = pattern.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([found, ended]);
  if (url === null) throw new Error(`${child.spawnargs.join(' ')} ended before it was ready`);
  return url;
}

async function makeTable(url: string): Promise<void> {
  const admin = await signIn(url, 'beheerder');
  const table = { id: TABLE, name: 'Meting', kind: 'regional' };
  await ask(url, 'POST', 'admin/tables', table, admin, [201, 400]);
  for (const [person, role] of Object.entries(SEATS))
    await ask(url, 'PATCH', `admin/tables/${TABLE}/seats/${person}`, { role }, admin, [200]);
}

async function signIn(url: string, who: string): Promise<string> {
  const { token } = (await ask(url, 'POST', 'sessions', { email: `${who}@demo.example` }, null, [201])) as {
    token: string;
  };
  return token;
}

async function ask(
  url: string,
  method: string,
  path: string,
  body: unknown,
  token: string | null,
  expected: readonly number[],
): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!expected.includes(response.status)) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

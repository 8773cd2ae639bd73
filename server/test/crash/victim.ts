import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A server process that is going to be killed, perhaps before it is ready. */
export interface Victim {
  readonly pid: number;
  /** Its address; null when it ended before it was ready. */
  readonly ready: Promise<string | null>;
  /** What it wrote to stderr. */
  complaints(): string;
  /** The most memory that it has had so far, in MB; null where the system does not say. */
  peakMegabytes(): number | null;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and answers its exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
}

export function spawnServer(env: Record<string, string>, dataDir: string): Victim {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: '/usr/bin:/bin', PORT: '0', DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the server could not be started');
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    pid,
    ready: readyLine(child.stdout),
    complaints: () => said.join(''),
    peakMegabytes: () => peakOf(pid),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      const began = performance.now();
      child.kill('SIGTERM');
      const [code] = await ended;
      return { code, ms: performance.now() - began };
    },
  };
}

/** A server that is ready. Throws what it said when it did not come up. */
export async function startVictim(
  env: Record<string, string>,
  dataDir: string,
): Promise<Victim & { readonly url: string }> {
  const victim = spawnServer(env, dataDir);
  const url = await victim.ready;
  if (url === null) throw new Error(`the server did not start again: ${victim.complaints()}`);
  return { ...victim, url };
}

function readyLine(stdout: NodeJS.ReadableStream): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const lines = createInterface({ input: stdout });
  lines.on('line', (line) => {
    const url = /^Bouwberaad: (http\S+)$/.exec(line)?.[1];
    if (url !== undefined) resolve(url);
  });
  lines.on('close', () => {
    resolve(null);
  });
  return promise;
}

function peakOf(pid: number): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StorePlace } from './stores.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY = /^Bouwberaad: (http:\/\/\S+)$/;
const READY_WITHIN_MS = 60_000;
/** What SIGTERM may take before it is called hanging: the product promises 10 s. */
const STOP_WITHIN_MS = 12_000;

/** The product, as a process of its own, with the demo region in it. */
export interface TestServer {
  /** Its address, the same after a restart. */
  readonly url: string;
  /** `kill -9`: nothing is drained or saved. */
  kill(): Promise<void>;
  /** SIGTERM: everything is saved and tidied up first. */
  close(): Promise<void>;
  /** Lives on without doing anything, as a machine does whose disk hangs; `resume` wakes it. */
  pause(): void;
  resume(): void;
  /** Starts it again on the same address and the same data. */
  restart(): Promise<void>;
  /** SIGTERM, and its data is thrown away. Throws when it does not end with 0. */
  stop(): Promise<void>;
  /** What it wrote on stderr, to show beside a failure. */
  readonly log: () => string;
}

/** Starts the product on a free port, with the data of `place`. */
export async function startServer(place: StorePlace): Promise<TestServer> {
  const lines: string[] = [];
  let running = await run('0', place, lines).catch(async (error: unknown) => {
    await place.drop();
    throw error;
  });
  const { url } = running;
  const { port } = new URL(url);
  return {
    url,
    log: () => lines.slice(-200).join('\n'),
    async kill() {
      running.child.kill('SIGKILL');
      await running.ended;
    },
    close: () => end(running),
    pause: () => void running.child.kill('SIGSTOP'),
    resume: () => void running.child.kill('SIGCONT'),
    async restart() {
      running = await run(port, place, lines);
    },
    async stop() {
      try {
        await end(running);
      } finally {
        await place.drop();
      }
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly url: string;
}

async function run(port: string, place: StorePlace, lines: string[]): Promise<Running> {
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      DEMO: '1',
      PORT: port,
      LOG_LEVEL: 'warn',
      ...place.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Nothing that a test run started outlives it, however the run ends.
  const takeAlong = (): void => void child.kill('SIGKILL');
  process.once('exit', takeAlong);
  const ended = once(child, 'exit').finally(() => process.off('exit', takeAlong));
  createInterface(child.stderr).on('line', (line) => lines.push(line));
  const url = await ready(child, lines);
  const pages = await fetch(`${url}/login`);
  if (!pages.ok) {
    child.kill('SIGKILL');
    throw new Error(`there are no pages (${String(pages.status)}): npm run build`);
  }
  return { child, ended, url };
}

function ready(child: ChildProcess & { stdout: NodeJS.ReadableStream }, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(late);
      child.kill('SIGKILL');
      reject(new Error(`the server ${why}\n${lines.join('\n')}`));
    };
    const late = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    const gone = (code: number | null): void => fail(`ended with ${String(code)} before it was ready`);
    child.once('exit', gone);
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      const url = READY.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      child.off('exit', gone);
      resolve(url);
    });
  });
}

async function end({ child, ended }: Running): Promise<void> {
  // Killed or closed before: there is nothing left to say goodbye to.
  if (child.signalCode === 'SIGKILL' || child.exitCode === 0) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(late);
  if (child.exitCode !== 0)
    throw new Error(`the server did not stop cleanly: ${String(child.exitCode ?? child.signalCode)}`);
}

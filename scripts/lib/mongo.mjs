import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findProgram } from './find-program.mjs';
import { fingerprint } from './fingerprint.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { exitCodeOf, run } from './run.mjs';

const READY_WITHIN_MS = 60_000;
const STANDIN = 'scripts/mongo-standin';

/**
 * A MongoDB for the tests, over the wire: MONGODB_URL, else the mongod of this machine, else the stand-in (FerretDB
 * over SQLite), built on first use. `start()` answers `{ url, stop }`; the data goes with it.
 * @returns {Promise<{ what: string, start: () => Promise<{ url: string, stop: () => Promise<void> }> } | { missing: string }>}
 */
export async function prepareMongo() {
  const url = process.env.MONGODB_URL;
  if (url) return { what: 'the server at MONGODB_URL', start: async () => ({ url, stop: async () => {} }) };
  const mongod = findProgram(['mongod']);
  if (mongod) return { what: mongod, start: () => startMongod(mongod) };
  const built = await buildStandin();
  if ('missing' in built) return built;
  return { what: 'the stand-in (FerretDB 1.24 over SQLite)', start: () => startStandin(built.path) };
}

async function buildStandin() {
  // Named by its sources, so that a changed one is built anew and an old branch finds its own.
  const path = join(CACHE, `mongo-standin-${fingerprint(ROOT, [STANDIN]).slice(0, 12)}`);
  if (existsSync(path)) return { path };
  const go = findProgram(['go'], ['/usr/local/go/bin', '/usr/lib/go/bin']);
  if (!go) {
    return {
      missing: 'no MongoDB here: set MONGODB_URL, or install mongod, or Go 1.24 to build the stand-in',
    };
  }
  mkdirSync(CACHE, { recursive: true });
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' };
  const { code, output } = await run(go, ['build', '-trimpath', '-o', path, '.'], {
    cwd: join(ROOT, STANDIN),
    env,
  });
  if (code === 0) return { path };
  return { missing: `the MongoDB stand-in does not build with ${go}: ${output.trim().split('\n').at(-1)}` };
}

async function startStandin(program) {
  const dir = mkdtempSync(join(tmpdir(), 'bouwberaad-mongo-'));
  // Its stdin is a pipe of ours: when we die, it ends.
  const child = spawn(program, ['-dir', dir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const url = await readyOrDead(
    child,
    new Promise((resolve) => createInterface(child.stdout).once('line', resolve)),
  );
  return { url, stop: stopper(child, dir) };
}

async function startMongod(program) {
  const dir = mkdtempSync(join(tmpdir(), 'bouwberaad-mongo-'));
  const port = await freePort();
  const args = ['--dbpath', dir, '--port', String(port), '--bind_ip', '127.0.0.1', '--quiet'];
  const child = spawn(program, args, { stdio: 'ignore' });
  await readyOrDead(child, answers(port));
  return { url: `mongodb://127.0.0.1:${port}/`, stop: stopper(child, dir) };
}

function stopper(child, dir) {
  return async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(patience);
    }
    rmSync(dir, { recursive: true, force: true });
  };
}

function readyOrDead(child, ready) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${child.spawnfile} did not answer within ${READY_WITHIN_MS / 1000} s`));
    }, READY_WITHIN_MS);
    const settle = (finish, value) => {
      clearTimeout(late);
      finish(value);
    };
    child.once('error', (error) => settle(reject, error));
    child.once('exit', (code, signal) =>
      settle(
        reject,
        new Error(`${child.spawnfile} ended with code ${code ?? exitCodeOf(signal)} before it answered`),
      ),
    );
    void ready.then((value) => settle(resolve, value));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resolves once somebody listens on the port; `readyOrDead` bounds the wait. */
function answers(port) {
  return new Promise((resolve) => {
    const attempt = () => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', () => setTimeout(attempt, 100).unref());
    };
    attempt();
  });
}

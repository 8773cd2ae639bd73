import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInForeground } from '../lib/children.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { ensureInstalled } from '../lib/install.mjs';
import { NODE, projectEnv } from '../lib/paths.mjs';
import { step } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { ensureChromium } from '../lib/chromium.mjs';
import { ensureWebBuilt } from '../lib/web-build.mjs';

const PEERS = fileURLToPath(new URL('peers/', import.meta.url));
const RECORD = join(PEERS, 'node_modules', '.bouwberaad-lock');

/** Installs what is measured beside us, which the product does not depend on, and runs the measurement. */
export async function bench(args) {
  const env = {};
  if (!(await ensureInstalled()) || !(await ensurePeers()) || !(await ensureBrowser(args, env))) {
    process.exitCode = 1;
    return;
  }
  const main = join('scripts', 'bench', 'main.ts');
  process.exitCode = await runInForeground([{ command: NODE, args: [main, ...args], env }]);
}

/** Only who measures the pages needs a browser and pages. */
async function ensureBrowser(args, env) {
  if (!args.includes('web')) return true;
  const chromium = await ensureChromium();
  if ('missing' in chromium) {
    console.error(chromium.missing);
    return false;
  }
  env.CHROMIUM_PATH = chromium.path;
  return ensureWebBuilt();
}

async function ensurePeers() {
  const lock = fingerprint(PEERS, ['package-lock.json']);
  if (existsSync(RECORD) && readFileSync(RECORD, 'utf8') === lock) return true;
  // By our Node, whichever runs npm: two of the peers have parts that are compiled for one version of it.
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [NODE, [npm]] : ['npm', []];
  const done = await step('Installing the peers (npm ci)', () =>
    run(command, [...first, 'ci', '--no-progress'], { cwd: PEERS, env: projectEnv() }),
  );
  if (done) writeFileSync(RECORD, lock);
  return done;
}

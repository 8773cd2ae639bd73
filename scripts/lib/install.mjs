import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { NODE, ROOT } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const RECORD = join(ROOT, 'node_modules', '.bouwberaad-lock');

const lockfile = () => fingerprint(ROOT, ['package-lock.json']);

/** Called by npm itself after each install, so that one made by hand counts too. */
export function recordInstall() {
  writeFileSync(RECORD, lockfile());
}

function isInstalled() {
  return existsSync(NODE) && existsSync(RECORD) && readFileSync(RECORD, 'utf8') === lockfile();
}

/** Installs the npm packages when the lockfile is not the one last installed. False: it failed, and its log was shown. */
export async function ensureInstalled() {
  if (isInstalled()) return true;
  const npm = npmCommand();
  const done = await step('Installing packages (npm ci)', () =>
    run(npm.command, [...npm.args, 'ci', '--no-progress']),
  );
  if (done && !isInstalled()) {
    console.error(
      'npm ci ended well, but Node 24 is not in node_modules: were install scripts switched off (ignore-scripts)?',
    );
    return false;
  }
  return done;
}

/** The npm that started us, whatever is on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return { command: process.execPath, args: [cli] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

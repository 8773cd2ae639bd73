import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { NODE, projectEnv, ROOT } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const WEB = join(ROOT, 'web');
// In the build itself: whoever throws the build away, or stops one half-way, throws the record away too.
const RECORD = join(WEB, 'build', '.sources');

const MADE = ['web/build', 'web/.svelte-kit', 'web/src/lib/paraglide', 'web/project.inlang/cache'];

function leftOut(path) {
  return (
    MADE.includes(path) ||
    path === 'web/e2e' ||
    path.endsWith('/node_modules') ||
    path.endsWith('/README.md') ||
    path.endsWith('.test.ts')
  );
}

const sources = () => fingerprint(ROOT, ['package-lock.json', 'shared', 'web'], leftOut);

/** Runs the build of the web, however fresh the last one is. */
export async function buildWeb() {
  // Before the build: what changes while it runs is built the next time.
  const built = sources();
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = await run(NODE, [vite, 'build'], { cwd: WEB, env: projectEnv({ NODE_ENV: 'production' }) });
  if (result.code === 0) writeFileSync(RECORD, built);
  return result;
}

export function isWebBuilt() {
  return existsSync(RECORD) && readFileSync(RECORD, 'utf8') === sources();
}

/** Builds the web when its sources changed since the last build. False: it failed, and its log was shown. */
export async function ensureWebBuilt() {
  return isWebBuilt() || (await step('Building the web', buildWeb));
}

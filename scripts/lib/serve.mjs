import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInForeground } from './children.mjs';
import { ensureInstalled } from './install.mjs';
import { NODE, ROOT } from './paths.mjs';
import { ensureWebBuilt } from './web-build.mjs';

const SERVER = join('server', 'src', 'main.ts');
const SETTINGS = join(ROOT, '.env');

/** Under the project's Node; the server reads `.env` itself. */
export const serverArgs = (...nodeOptions) => [...nodeOptions, SERVER];

/** `DEMO=1`, unless the environment or `.env` says something about it. */
export function demoEnv() {
  const said =
    process.env.DEMO !== undefined ||
    (existsSync(SETTINGS) && /^\s*(export\s+)?DEMO\s*=/m.test(readFileSync(SETTINGS, 'utf8')));
  return said ? {} : { DEMO: '1' };
}

/** Installs and builds what changed, then serves until told to stop. Sets the exit code. */
export async function serve({ demo }) {
  if (!(await ensureInstalled()) || !(await ensureWebBuilt())) {
    process.exitCode = 1;
    return;
  }
  const env = { NODE_ENV: 'production', ...(demo ? demoEnv() : {}) };
  process.exitCode = await runInForeground([{ command: NODE, args: serverArgs(), env }]);
}

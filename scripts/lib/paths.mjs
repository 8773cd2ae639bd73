import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where everything lies that the scripts share. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CACHE = join(ROOT, '.cache');
export const BIN = join(ROOT, 'node_modules', '.bin');
/** The project's own Node 24, from the npm package `node`; the machine's may be older. */
export const NODE = join(
  ROOT,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** The environment for everything that runs under the project's Node. */
export function projectEnv(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: [BIN, process.env.PATH ?? ''].join(separator), ...extra };
}

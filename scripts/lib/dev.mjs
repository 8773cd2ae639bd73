import { join } from 'node:path';
import { runInForeground } from './children.mjs';
import { ensureInstalled } from './install.mjs';
import { NODE, ROOT } from './paths.mjs';
import { demoEnv, serverArgs } from './serve.mjs';

/** Server and web with hot reload on both sides; the page is Vite's, which passes the server's paths on. */
export async function dev() {
  if (!(await ensureInstalled())) {
    process.exitCode = 1;
    return;
  }
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const code = await runInForeground([
    {
      command: NODE,
      args: serverArgs('--watch', '--watch-preserve-output'),
      env: { WEB_DEV: '1', ...demoEnv() },
    },
    {
      command: NODE,
      args: [vite, 'dev', '--host', '127.0.0.1', '--port', '5173', '--strictPort'],
      cwd: join(ROOT, 'web'),
    },
  ]);
  // Ctrl-C is how one leaves, and `node --watch` calls it 130.
  process.exitCode = code > 128 ? 0 : code;
}

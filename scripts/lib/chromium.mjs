import { existsSync } from 'node:fs';
import { findProgram } from './find-program.mjs';
import { run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser of the journeys: CHROMIUM_PATH, one on PATH, or Debian's, which is installed where we may.
 * @returns {Promise<{ path: string } | { missing: string }>} missing: one line that says what to do
 */
export async function ensureChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given)
    return existsSync(given)
      ? { path: given }
      : { missing: `CHROMIUM_PATH is ${given}, and nothing is there` };
  const found = findProgram(NAMES);
  if (found) return { path: found };
  if (process.getuid?.() !== 0 || !findProgram(['apt-get'])) {
    return {
      missing: 'no Chromium here: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH',
    };
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env });
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
  });
  const path = findProgram(NAMES);
  if (path) return { path };
  return {
    missing: `apt-get could not install chromium: ${lastLine(install.output) ?? lastLine(update.output) ?? 'no reason given'}`,
  };
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) || undefined;
}

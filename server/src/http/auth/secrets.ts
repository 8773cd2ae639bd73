import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What our secrets begin with: a log, or a scanner of somebody's repository, knows them by it (log.ts). */
export const TOKEN = 'bbs_';
export const CODE = 'bbl_';
export const CALENDAR = 'bbc_';

/** 256 random bits; nobody guesses it, so it needs no slow hash. */
export function newSecret(kind: typeof TOKEN | typeof CODE | typeof CALENDAR): string {
  return kind + randomBytes(32).toString('base64url');
}

export type Digest = (secret: string) => string;

/**
 * What the store keeps of a token or a code (hex). Keyed, so that a stolen copy of the store opens nothing and cannot be
 * filled with sessions by somebody who may write there but does not know the key.
 */
export function digestWith(key: string): Digest {
  return (secret) => createHmac('sha256', key).update(secret).digest('hex');
}

const FILE = 'session-secret';

/** The key of this installation: the setting, else the one kept in its folder, made when it is not there. */
export async function sessionKey(config: {
  readonly sessionSecret: string | null;
  readonly dataDir: string;
}): Promise<string> {
  if (config.sessionSecret !== null) return config.sessionSecret;
  const file = join(config.dataDir, FILE);
  const kept = await readKept(file);
  if (kept !== null) return kept;
  const made = randomBytes(32).toString('base64url');
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  // Renamed into place: a crash half way leaves no half key behind.
  await writeFile(`${file}.new`, made, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return made;
}

async function readKept(file: string): Promise<string | null> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    return text.length >= 32 ? text : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

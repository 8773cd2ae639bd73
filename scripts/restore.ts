import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock, toIso } from '@bouwberaad/shared/lib/clock.ts';
import { problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { readConfig, readEnvironment, type Config } from '../server/src/config.ts';
import { askServer } from '../server/src/control/socket.ts';
import { checkBackup, type CheckedBackup, restoreBackup } from '../server/src/store/backup/restore.ts';
import { openStore } from '../server/src/store/open.ts';
import { renew } from '../server/src/sync/renew.ts';
import { docOf } from '../server/src/sync/rooms.ts';
import { tell } from './lib/tell-backup.ts';

const USAGE = 'Usage: npm run restore -- FILE [--replace | --check]';

interface Asked {
  readonly file: string;
  readonly replace: boolean;
  readonly check: boolean;
}

/**
 * npm run restore -- FILE: puts a backup into the store that the settings name, which has to be empty or, with
 * --replace, is emptied. Every checksum is checked first; --check does only that. The server must not run.
 */
async function main(asked: Asked | null): Promise<Result<CheckedBackup>> {
  if (asked === null) return problem('usage', USAGE);
  const config = readConfig(readEnvironment());
  if (!config.ok) return config;
  // First the file: a store is not made for one that is no good.
  const checked = await checkBackup({ file: asked.file, renew: renewNow });
  return asked.check || !checked.ok ? checked : intoStore(config.value, asked);
}

async function intoStore({ dataDir, mongoUrl }: Config, { file, replace }: Asked) {
  // On MongoDB no lock tells that a server runs; on this machine its socket does.
  if ((await askServer(dataDir, 'hello', '')) !== null)
    return problem('inUse', `A server is using the data in ${dataDir}: stop it first.`);
  const store = await openStore({ dataDir, mongoUrl: mongoUrl ?? undefined, halfRestored: true });
  if (!store.ok) return store;
  try {
    const at = toIso(systemClock.now());
    return await restoreBackup({ store: store.value, docOf, renew: renewNow, file, replace, at });
  } catch (error) {
    return problem(
      'failed',
      `The store could not be filled: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await store.value.close();
  }
}

function renewNow(parts: readonly Uint8Array[]): ReturnType<typeof renew> {
  return renew(parts, systemClock.now());
}

function readArguments(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0 || (values.replace && values.check)) return null;
    return { ...values, file: resolve(name) };
  } catch {
    return null;
  }
}

const asked = readArguments();
tell(asked?.check === true ? 'A sound backup' : 'Restored', await main(asked));

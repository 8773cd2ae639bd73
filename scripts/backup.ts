import { resolve } from 'node:path';
import { systemClock, toIso } from '@bouwberaad/shared/lib/clock.ts';
import { problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { readConfig, readEnvironment, type Config } from '../server/src/config.ts';
import { askServer } from '../server/src/control/socket.ts';
import { checkBackup, type CheckedBackup } from '../server/src/store/backup/restore.ts';
import { writeBackup } from '../server/src/store/backup/write.ts';
import { openStore } from '../server/src/store/open.ts';
import { renew } from '../server/src/sync/renew.ts';
import { docOf } from '../server/src/sync/rooms.ts';
import { tell } from './lib/tell-backup.ts';

/**
 * npm run backup -- FILE: everything that is kept, in one new file, while the server goes on. The running server writes
 * it, so the file is its user's; without one the store is opened here. Then it is read back and checked.
 */
async function main(args: readonly string[]): Promise<Result<CheckedBackup>> {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) return problem('usage', 'Usage: npm run backup -- FILE');
  const config = readConfig(readEnvironment());
  if (!config.ok) return config;
  const file = resolve(name);
  const written =
    (await askServer(config.value.dataDir, 'backup', file)) ?? (await fromStore(config.value, file));
  if (!written.ok) return written;
  return checkBackup({ file, renew: (parts) => renew(parts, systemClock.now()) });
}

/** Only when no server runs: the embedded store lets one process in. */
async function fromStore({ dataDir, mongoUrl }: Config, file: string): Promise<Result<unknown>> {
  const store = await openStore({ dataDir, mongoUrl: mongoUrl ?? undefined });
  if (!store.ok) return store;
  try {
    return await writeBackup({ store: store.value, docOf, file, at: toIso(systemClock.now()) });
  } finally {
    await store.value.close();
  }
}

tell('Backup written and read back', await main(process.argv.slice(2)));

import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { readConfig, readEnvironment, type Config } from '../server/src/config.ts';
import { controlCommands } from '../server/src/control/commands.ts';
import { askServer } from '../server/src/control/socket.ts';
import { digestWith, sessionKey } from '../server/src/http/auth/secrets.ts';
import { createSessions } from '../server/src/http/auth/sessions.ts';
import { createAccess } from '../server/src/store/access.ts';
import { openStore } from '../server/src/store/open.ts';

/** npm run token -- <e-mail>: prints a token for a program, and nothing else. */
async function main(email: string | undefined): Promise<Result<string>> {
  if (email === undefined) return problem('usage', 'Usage: npm run token -- <e-mail>');
  const config = readConfig(readEnvironment());
  if (!config.ok) return config;
  return (await askServer(config.value.dataDir, 'token', email)) ?? fromStore(config.value, email);
}

/** Only when no server runs: the embedded store lets one process in. */
async function fromStore(config: Config, email: string): Promise<Result<string>> {
  const store = await openStore({ dataDir: config.dataDir, mongoUrl: config.mongoUrl ?? undefined });
  if (!store.ok) return store;
  try {
    const access = await createAccess(store.value.directory);
    const sessions = createSessions({
      access,
      clock: systemClock,
      digest: digestWith(await sessionKey(config)),
    });
    return (
      (await controlCommands({ access, sessions })['token']?.(email)) ?? problem('unknownCommand', 'token')
    );
  } finally {
    await store.value.close();
  }
}

const result = await main(process.argv[2]);
if (result.ok) {
  process.stdout.write(`${result.value}\n`);
} else {
  process.stderr.write(`${result.message}\n`);
  process.exitCode = 1;
}

import { createApp, type App } from './app.ts';
import { readConfig, readEnvironment, type Config } from './config.ts';
import { signIn } from './demo/people.ts';
import { createLog } from './log.ts';

/** Longest that a stop may take; what is saved by then is saved, and whoever waits for us is told. */
const STOP_MS = 10_000;

async function main(): Promise<number | null> {
  const config = readConfig(readEnvironment());
  if (!config.ok) {
    for (const line of config.lines) console.error(line);
    return 1;
  }
  for (const warning of config.value.warnings) console.error(`WARNING: ${warning}`);
  const log = createLog({ level: config.value.logLevel });
  const app = createApp({ config: config.value, log });
  const started = await app.start();
  if (!started.ok) {
    console.error(started.message);
    return 1;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(app));
  announce(config.value, started.value.url, started.value.adminLink);
  return null;
}

/** The ready line comes last: programs that wait for it may begin at once. */
function announce(config: Config, url: string, adminLink: string | null): void {
  if (config.demo) {
    console.log('Demo region, everything in it is invented. Choose a person on the sign-in page:');
    for (const { role, does } of signIn) console.log(`  ${role}: ${does}`);
  }
  if (adminLink !== null) console.log(`Sign in as administrator (works once): ${adminLink}`);
  console.log(
    `Data: ${config.mongoUrl === null ? config.dataDir : 'MongoDB'}. Stop with Ctrl-C; everything is saved first.`,
  );
  console.log(`Bouwberaad: ${url}`);
}

async function stop(app: App): Promise<void> {
  const late = setTimeout(() => {
    console.error('Stopping took too long; what was shown as saved is saved.');
    process.exit(1);
  }, STOP_MS);
  await app.stop();
  clearTimeout(late);
  process.exit(0);
}

process.exitCode = (await main()) ?? undefined;

import { parseArgs } from 'node:util';
import { runOrdeal, type Outcome } from '../server/test/crash/ordeal.ts';
import { crashPlace, STORES, type StoreName } from '../server/test/crash/place.ts';

const USAGE = 'npm run crash -- [--kills 200] [--store embedded|mongo] [--seed N]';
/** What a kill has to meet on average for 10,000 edits over 200 of them. */
const SAVED_PER_KILL = 50;

/**
 * Kills the server at random moments under load, on each store: nothing that was shown as saved may be lost. MongoDB is
 * the one of TEST_MONGODB_URL, or what the tests would use. Exit 0: nothing was lost; 1: what was; 2: not started.
 */
async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    console.error(USAGE);
    return 2;
  }
  console.log(`seed ${asked.seed}`);
  const mongo = asked.stores.includes('mongo') ? await mongoServer() : null;
  try {
    let failed = 0;
    for (const store of asked.stores) if (!(await ordeal(store, asked, mongo?.url))) failed += 1;
    return failed > 0 ? 1 : 0;
  } finally {
    await mongo?.stop();
  }
}

interface Asked {
  readonly kills: number;
  readonly seed: number;
  readonly stores: readonly StoreName[];
}

function readArguments(): Asked | null {
  try {
    const { values } = parseArgs({
      options: { kills: { type: 'string' }, store: { type: 'string' }, seed: { type: 'string' } },
    });
    const kills = Number(values.kills ?? 200);
    const seed = Number(values.seed ?? (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1);
    const stores = STORES.filter((name) => values.store === undefined || values.store === name);
    const valid = Number.isSafeInteger(kills) && kills > 0 && Number.isSafeInteger(seed) && stores.length > 0;
    return valid ? { kills, seed, stores } : null;
  } catch {
    return null;
  }
}

async function mongoServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_MONGODB_URL'];
  if (given !== undefined) return { url: given, stop: () => Promise.resolve() };
  const { prepareMongo } = await import('./lib/mongo.mjs');
  const prepared = await prepareMongo();
  if ('missing' in prepared) throw new Error(prepared.missing);
  console.log(`MongoDB: ${prepared.what}`);
  return prepared.start();
}

async function ordeal(
  store: StoreName,
  { kills, seed }: Asked,
  mongoUrl: string | undefined,
): Promise<boolean> {
  const place = crashPlace(store, mongoUrl);
  const began = performance.now();
  const outcome = await runOrdeal({
    place,
    kills,
    seed,
    say: (line) => {
      console.log(`${store}: ${line}`);
    },
  });
  const wrongs = [...outcome.wrongs];
  if (outcome.saved < kills * SAVED_PER_KILL)
    wrongs.push(`only ${outcome.saved} edits were saved: too little load to say anything`);
  for (const wrong of wrongs.slice(0, 20)) console.error(`${store}: ${wrong}`);
  console.log(`${store}: ${summary(outcome, wrongs.length, performance.now() - began)}`);
  if (wrongs.length === 0) await place.remove();
  else console.error(`${store}: the data is kept in ${place.config.dataDir}`);
  return wrongs.length === 0;
}

function summary(outcome: Outcome, wrongs: number, ms: number): string {
  const { kills, whileStarting, made, saved, broughtAgain, registerEvents, peakMegabytes, logRows } = outcome;
  return [
    `${kills} kills (${whileStarting} of a server that was starting)`,
    `${made} edits`,
    `${saved} shown as saved`,
    `${broughtAgain} brought again by their clients`,
    `${registerEvents} register events confirmed`,
    `at most ${peakMegabytes ?? '?'} MB`,
    `${logRows} rows in the log`,
    wrongs === 0 ? 'nothing lost, all agree' : `${wrongs} WRONG`,
    `${(ms / 1000).toFixed(0)} s`,
  ].join(', ');
}

process.exitCode = await main();

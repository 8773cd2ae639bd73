import { type DbOptions, MongoClient, type MongoClientOptions, ReadConcern } from 'mongodb';
import { ok, type Problem, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Store } from '../store.ts';
import { createBarrier } from './barrier.ts';
import { createCheckpoints } from './checkpoints.ts';
import { type Collections, collectionsOf } from './collections.ts';
import { createDirectory } from './directory.ts';
import { createHistory } from './history.ts';
import { createOutgoing } from './outgoing.ts';
import { Parts } from './parts.ts';
import { createReferenceDates } from './reference-dates.ts';
import { createRegister } from './register.ts';
import { migrate } from './schema.ts';
import { createUpdateLog } from './updates.ts';
import { createWhole } from './whole.ts';

export interface MongoOptions {
  /** `mongodb://` or `mongodb+srv://`; without a database's name in it, `bouwberaad`. */
  readonly url: string;
  /** Also where replacing everything was not finished: to do it again. */
  readonly halfRestored?: boolean;
}

/** The promises of the store rest on these, so they are stated where the URL cannot say otherwise. */
const PROMISES: DbOptions = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  readConcern: new ReadConcern('majority'),
  readPreference: 'primary',
};

/**
 * Whoever waits for a server that does not answer has to hear of it: people see that saving falters, and the saver
 * tries again.
 */
const OPTIONS: MongoClientOptions = {
  appName: 'bouwberaad',
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  // Longer than a write may wait for its majority.
  socketTimeoutMS: 20_000,
  promoteBuffers: true,
};

/** Problems: `badUrl`, `unreachable`, `newer`, `halfRestored`. */
export async function openMongo({ url, halfRestored = false }: MongoOptions): Promise<Result<Store>> {
  let client: MongoClient;
  try {
    client = new MongoClient(url, OPTIONS);
  } catch (error) {
    return problem('badUrl', `MONGODB_URL is no address of a MongoDB: ${reasonOf(error)}.`);
  }
  try {
    await client.connect();
    const collections = collectionsOf(client.db(databaseOf(url), PROMISES));
    const usable = await makeUsable(collections, halfRestored);
    if (usable.ok) return ok(await createStore(client, collections));
    await client.close();
    return usable;
  } catch (error) {
    await client.close();
    return unreachable(client, error);
  }
}

async function makeUsable(collections: Collections, halfRestored: boolean): Promise<Result<undefined>> {
  const migrated = await migrate(collections);
  if (!migrated.ok || halfRestored) return migrated;
  if ((await collections.installation.findOne({ _id: 'restoring' })) === null) return migrated;
  return problem(
    'halfRestored',
    'A backup was being restored here and it was not finished: run npm run restore -- FILE --replace again.',
  );
}

async function createStore(client: MongoClient, collections: Collections): Promise<Store> {
  const barrier = createBarrier(collections);
  await barrier();
  const parts = new Parts(collections.parts);
  const updates = createUpdateLog(collections, parts, barrier);
  const checkpoints = createCheckpoints(collections, parts, barrier);
  return {
    updates,
    checkpoints,
    history: createHistory(collections, parts),
    register: createRegister(collections, barrier),
    referenceDates: createReferenceDates(collections, parts),
    directory: createDirectory(collections, parts, barrier),
    outgoing: createOutgoing(collections),
    whole: createWhole({ collections, parts, updates, checkpoints }),
    // A write that a majority has to confirm: a server without one still answers reads.
    ping: barrier,
    close: () => client.close(),
  };
}

/** The hosts and never the URL, which may hold a password. */
function unreachable(client: MongoClient, error: unknown): Problem {
  const hosts = client.options.srvHost ?? client.options.hosts.join(', ');
  return problem('unreachable', `MongoDB at ${hosts} can't be used: ${reasonOf(error)}.`);
}

function databaseOf(url: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(url)?.[1];
  return name === undefined ? 'bouwberaad' : decodeURIComponent(name);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

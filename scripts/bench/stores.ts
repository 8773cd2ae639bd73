import { MongoClient } from 'mongodb';
import { openStore } from '../../server/src/store/open.ts';
import type { Group, Store } from '../../server/src/store/store.ts';
import { prepareMongo } from '../lib/mongo.mjs';
import type { Clients } from './clients.ts';
import type { FanOutRow } from './measured.ts';
import { Latencies, type Percentiles } from './numbers.ts';
import { measureFanOut, type Plan } from './rows.ts';
import { coalescing, ours, withFolder, type Contender } from './servers.ts';

export interface MongoRows {
  /** Which MongoDB. */
  readonly what: string;
  readonly insert: Percentiles;
  readonly commit: Percentiles;
  readonly fanOut: readonly FanOutRow[];
}

/** One edit a commit: an update of 60 bytes and its history row, one after the other. Milliseconds. */
export async function measureEmbedded(commits: number): Promise<Percentiles> {
  return withFolder(async (dir) => {
    const store = await storeAt({ dataDir: dir });
    const [times] = await timedInTurn(commits, [(n) => store.updates.append(groupOf(n))]);
    await store.close();
    return times!;
  });
}

async function storeAt(place: Parameters<typeof openStore>[0]): Promise<Store> {
  const opened = await openStore(place);
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

function groupOf(n: number): Group {
  const update = new Uint8Array(60).fill(n % 251);
  const row = {
    path: `projects/p${n}/name`,
    from: 'Plan',
    to: `Plan ${n}`,
    by: 'voorzitter',
    at: '2026-11-24T10:00:00.000Z',
  };
  return { doc: 'bench/workspace', updates: [update], history: [row], claims: [] };
}

/** Each in turn, so that what else the machine does hits all alike. */
async function timedInTurn(
  count: number,
  works: readonly ((n: number) => Promise<unknown>)[],
): Promise<Percentiles[]> {
  const times = works.map(() => new Latencies());
  for (let n = 0; n < count; n++) {
    for (const [at, work] of works.entries()) {
      const started = performance.now();
      await work(n);
      // The first ones are the compiler's.
      if (n >= count / 10) times[at]!.add(performance.now() - started);
    }
  }
  return times.map((one) => one.percentiles());
}

/** The same on MongoDB, beside what its driver needs for one insert that a majority has in its journal. */
export async function measureMongo(
  clients: Clients,
  plan: Plan,
): Promise<MongoRows | { readonly missing: string }> {
  const prepared = await prepareMongo();
  if ('missing' in prepared) return prepared;
  const server = await prepared.start();
  const { url } = server;
  const driver = await MongoClient.connect(url);
  const made: string[] = [];
  const fresh = (): string => {
    const name = `bench_${process.pid}_${made.length}`;
    made.push(name);
    return name;
  };
  const addressOf = (name: string): string => `${url.replace(/\/[^/]*$/, '')}/${name}`;
  try {
    const bare = driver.db(fresh()).collection('bare', { writeConcern: { w: 'majority', journal: true } });
    const store = await storeAt({ dataDir: '', mongoUrl: addressOf(fresh()) });
    const [insert, commit] = await timedInTurn(plan.commits, [
      (n) => bare.insertOne({ n, bytes: Buffer.alloc(160, n % 251) }),
      (n) => store.updates.append(groupOf(n)),
    ]);
    await store.close();
    const onMongo: Contender = {
      id: 'ours',
      name: 'Bouwberaad on MongoDB',
      start: (dir) => ours({ MONGODB_URL: addressOf(fresh()) }).start(dir),
    };
    const fanOut = await measureFanOut(clients, plan, [coalescing, onMongo]);
    return { what: prepared.what, insert: insert!, commit: commit!, fanOut };
  } finally {
    for (const name of made) await driver.db(name).dropDatabase();
    await driver.close();
    await server.stop();
  }
}

import { MongoClient } from 'mongodb';
import { openStore } from '../../server/src/store/open.ts';
import type { Group, Store } from '../../server/src/store/store.ts';
import { prepareMongo } from '../lib/mongo.mjs';
import type { Clients } from './clients.ts';
import { Latencies } from './numbers.ts';
import { measureFanOut, type FanOutRow, type Plan } from './rows.ts';
import { coalescing, ours, withFolder, type Contender } from './servers.ts';

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

export interface MongoRows {
  readonly what: string;
  readonly insert: Percentiles;
  readonly commit: Percentiles;
  readonly fanOut: readonly FanOutRow[];
}

/** One edit a commit: an update of 60 bytes and its history row, one after the other. Milliseconds. */
export async function measureEmbedded(commits: number): Promise<Percentiles> {
  return withFolder(async (dir) => {
    const opened = await openStore({ dataDir: dir });
    if (!opened.ok) throw new Error(opened.message);
    return timeCommits(opened.value, commits);
  });
}

async function timeCommits(store: Store, commits: number): Promise<Percentiles> {
  const times = await timed(commits, (n) => store.updates.append(groupOf(n)));
  await store.close();
  return times;
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

async function timed(count: number, work: (n: number) => Promise<unknown>): Promise<Percentiles> {
  const times = new Latencies();
  for (let n = 0; n < count; n++) {
    const started = performance.now();
    await work(n);
    // The first ones are the compiler's.
    if (n >= count / 10) times.add(performance.now() - started);
  }
  return { p50: times.at(0.5), p99: times.at(0.99) };
}

/** The same on MongoDB, beside what its driver needs for one insert that a majority has in its journal. */
export async function measureMongo(
  clients: Clients,
  plan: Plan,
): Promise<MongoRows | { readonly missing: string }> {
  const prepared = await prepareMongo();
  if ('missing' in prepared) return prepared;
  const { url, stop } = await prepared.start();
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
    const insert = await timed(plan.commits, (n) => bare.insertOne({ n, bytes: Buffer.alloc(160, n % 251) }));
    const opened = await openStore({ dataDir: '', mongoUrl: addressOf(fresh()) });
    if (!opened.ok) throw new Error(opened.message);
    const commit = await timeCommits(opened.value, plan.commits);
    const onMongo: Contender = {
      id: 'ours',
      name: 'Bouwberaad on MongoDB',
      start: (dir) => ours({ MONGODB_URL: addressOf(fresh()) }).start(dir),
    };
    const fanOut = await measureFanOut(clients, plan, [coalescing, onMongo]);
    return { what: prepared.what, insert, commit, fanOut };
  } finally {
    for (const name of made) await driver.db(name).dropDatabase();
    await driver.close();
    await stop();
  }
}

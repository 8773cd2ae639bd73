import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { describeStore } from '../contract/contract.ts';
import { historyAt } from '../contract/history-at.ts';
import { startLine } from '../contract/line.ts';
import type { Store } from '../store.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { openMongo } from './open.ts';

const url = process.env['TEST_MONGODB_URL'];

/** A database of this run alone: several runs may share a server. */
function ownDatabase(server: string): { mongoUrl: string; drop: () => Promise<void> } {
  const name = `bouwberaad_test_${randomBytes(6).toString('hex')}`;
  const [address = server, query] = server.split('?');
  const base = /^(mongodb(?:\+srv)?:\/\/[^/]+)/.exec(address)?.[1] ?? address;
  async function drop(): Promise<void> {
    const client = new MongoClient(server);
    await client.db(name).dropDatabase();
    await client.close();
  }
  return { mongoUrl: `${base}/${name}${query === undefined ? '' : `?${query}`}`, drop };
}

async function openOrFail(address: string): Promise<Store> {
  const opened = await openMongo({ url: address });
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

if (url === undefined) {
  describe('mongo store', () => {
    test('needs a server', (context) => {
      context.skip(process.env['ALLOW_SKIP_MONGO'] === '1', 'no TEST_MONGODB_URL, and ALLOW_SKIP_MONGO=1');
      expect.fail(
        'TEST_MONGODB_URL is not set: `npm test` starts a MongoDB and sets it, or name one of your own.',
      );
    });
  });
} else {
  describeStore('mongo store', () => {
    const { mongoUrl, drop } = ownDatabase(url);
    return { config: { dataDir: 'unused', mongoUrl }, remove: drop };
  });

  describe('the database of the mongo store', () => {
    test('two servers on the same document: every group is kept, in one order for both', async () => {
      const { mongoUrl, drop } = ownDatabase(url);
      const [a, b] = await Promise.all([openOrFail(mongoUrl), openOrFail(mongoUrl)]);
      await Promise.all(
        [a, b].flatMap((store, who) =>
          Array.from({ length: 25 }, (_, n) =>
            store.updates.append({
              doc: 'd',
              updates: [Uint8Array.of(who, n, 0), Uint8Array.of(who, n, 1)],
              history: [],
              claims: [],
            }),
          ),
        ),
      );
      const [left, right] = await Promise.all([a.updates.tail('d'), b.updates.tail('d')]);
      expect(left).toHaveLength(100);
      expect(right).toEqual(left);
      expect(new Set(left.map((row) => row.update.join())).size).toBe(100);
      await a.close();
      await b.close();
      await drop();
    }, 30_000);

    test('a group that is tried again after its answer was lost stands there once', async () => {
      const { mongoUrl, drop } = ownDatabase(url);
      const store = await openOrFail(mongoUrl);
      const history = [
        { path: 'targets/t/homes', from: null, to: 1, by: 'p1', at: '2026-11-24T09:00:00.000Z' },
      ];
      const group = { doc: 'd', updates: [Uint8Array.of(1)], history, claims: [] };
      await store.updates.append(group);
      await store.updates.append(group);
      expect(await store.updates.tail('d')).toHaveLength(1);
      expect(await historyAt(store.history, 'd', 'targets/t')).toEqual(history);
      // The same content in another group is another group.
      await store.updates.append({ ...group });
      expect(await store.updates.tail('d')).toHaveLength(2);
      await store.close();
      await drop();
    });

    test('a server that breaks off before its answer, and one that is gone: rejected, and saved once when it is back', async () => {
      const { mongoUrl, drop } = ownDatabase(url);
      const line = await startLine(mongoUrl);
      const store = await openOrFail(line.url);
      const history = [
        { path: 'targets/t/homes', from: null, to: 1, by: 'p1', at: '2026-11-24T09:00:00.000Z' },
      ];
      const group = { doc: 'd', updates: [Uint8Array.of(1)], history, claims: [] };
      line.breakOffAnswersTo('insert');
      await expect(store.updates.append(group)).rejects.toThrow();
      const direct = await openOrFail(mongoUrl);
      expect(await direct.updates.tail('d'), 'the server has it, its writer was not told').toHaveLength(1);
      await direct.close();
      await line.close();
      await expect(store.updates.append(group)).rejects.toThrow();
      await expect(store.ping()).rejects.toThrow();
      await line.listen();
      await store.updates.append(group);
      expect(await store.updates.tail('d')).toHaveLength(1);
      expect(await historyAt(store.history, 'd', 'targets/t')).toEqual(history);
      await store.close();
      await line.close();
      await drop();
    }, 60_000);

    test('data of a later version is refused', async () => {
      const { mongoUrl, drop } = ownDatabase(url);
      const client = new MongoClient(mongoUrl);
      await client
        .db()
        .collection<{ _id: string; n: number }>('installation')
        .insertOne({ _id: 'schema', n: SCHEMA_VERSION + 1 });
      await client.close();
      expect(await openMongo({ url: mongoUrl })).toMatchObject({ ok: false, code: 'newer' });
      await drop();
    });
  });
}

describe('opening the mongo store', () => {
  test('an address that is none, and a server that is not there, are refused without naming the password', async () => {
    expect(await openMongo({ url: 'postgres://nowhere' })).toMatchObject({ ok: false, code: 'badUrl' });
    const refused = await openMongo({ url: 'mongodb://user:geheim@127.0.0.1:1/' });
    expect(refused).toMatchObject({ ok: false, code: 'unreachable' });
    expect(JSON.stringify(refused)).toContain('127.0.0.1:1');
    expect(JSON.stringify(refused)).not.toContain('geheim');
  }, 15_000);
});

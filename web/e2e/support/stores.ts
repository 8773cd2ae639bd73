import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';

/** Data of one server: the settings that lead to it, and how it is thrown away. */
export interface StorePlace {
  readonly env: Readonly<Record<string, string>>;
  drop(): Promise<void>;
}

/** A folder of its own; also where a server on MongoDB keeps its secret and its socket. */
export async function embeddedPlace(): Promise<StorePlace> {
  const dir = await mkdtemp(join(tmpdir(), 'bouwberaad-e2e-'));
  return { env: { DATA_DIR: dir }, drop: () => rm(dir, { recursive: true, force: true }) };
}

/** A database of its own on the server at `url`. */
export async function mongoPlace(url: string): Promise<StorePlace> {
  const folder = await embeddedPlace();
  const name = `bouwberaad_e2e_${randomBytes(6).toString('hex')}`;
  const address = new URL(url);
  address.pathname = `/${name}`;
  return {
    env: { ...folder.env, MONGODB_URL: address.href },
    async drop() {
      await folder.drop();
      const client = new MongoClient(url);
      try {
        await client.db(name).dropDatabase();
      } finally {
        await client.close();
      }
    },
  };
}

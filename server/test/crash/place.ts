import { MongoClient } from 'mongodb';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { StoreConfig } from '../../src/store/open.ts';
import { tempDir } from '../server-process.ts';

export const STORES = ['embedded', 'mongo'] as const;
export type StoreName = (typeof STORES)[number];

/** Where a run keeps its data, for servers and for a look at the store itself. */
export interface CrashPlace {
  readonly env: Record<string, string>;
  readonly config: StoreConfig & { readonly dataDir: string };
  remove(): Promise<void>;
}

/** `mongoUrl`: the server in which to make a database of its own. */
export function crashPlace(store: StoreName, mongoUrl: string | undefined): CrashPlace {
  const dir = tempDir();
  // Servers start a few hundred times; what they compile is the same each time.
  const compiled = { NODE_COMPILE_CACHE: `${dir.path}/compiled` };
  if (store === 'embedded')
    return {
      env: compiled,
      config: { dataDir: dir.path },
      remove: () => {
        dir.remove();
        return Promise.resolve();
      },
    };
  if (mongoUrl === undefined) {
    throw new Error(
      'TEST_MONGODB_URL is not set: `npm test` starts a MongoDB and sets it, or name one of your own.',
    );
  }
  const name = `crash_${newId()}`;
  const url = inDatabase(mongoUrl, name);
  return {
    env: { ...compiled, MONGODB_URL: url },
    config: { dataDir: dir.path, mongoUrl: url },
    remove: async () => {
      const client = new MongoClient(mongoUrl);
      await client.db(name).dropDatabase();
      await client.close();
      dir.remove();
    },
  };
}

function inDatabase(server: string, name: string): string {
  const [address = server, query] = server.split('?');
  const base = /^(mongodb(?:\+srv)?:\/\/[^/]+)/.exec(address)?.[1] ?? address;
  return `${base}/${name}${query === undefined ? '' : `?${query}`}`;
}

import type { Result } from '@bouwberaad/shared/lib/result.ts';
import { openEmbedded } from './embedded/open.ts';
import { openMongo } from './mongo/open.ts';
import type { Store } from './store.ts';

export interface StoreConfig {
  /** Where the embedded store keeps its file. */
  readonly dataDir: string;
  /** MONGODB_URL: when it is set MongoDB is the store, and nothing is kept in `dataDir`. */
  readonly mongoUrl?: string | undefined;
}

/**
 * Problems: `inUse` (another process has this data open), `unwritable`, `damaged` (not a file of ours, or broken),
 * `newer` (made by a later version of the product), `badUrl`, `unreachable`.
 */
export function openStore({ dataDir, mongoUrl }: StoreConfig): Promise<Result<Store>> {
  return mongoUrl === undefined || mongoUrl === ''
    ? openEmbedded({ dir: dataDir })
    : openMongo({ url: mongoUrl });
}

import type { Result } from '@bouwberaad/shared/lib/result.ts';
import { openEmbedded } from './embedded/open.ts';
import { openMongo } from './mongo/open.ts';
import type { Store } from './store.ts';

export interface StoreConfig {
  /** Where the embedded store keeps its file. */
  readonly dataDir: string;
  /** MONGODB_URL: when it is set MongoDB is the store, and nothing is kept in `dataDir`. */
  readonly mongoUrl?: string | undefined;
  /** Also a MongoDB in which a restore was not finished: to do it again. */
  readonly halfRestored?: boolean;
}

/**
 * Problems: `inUse` (another process has this data open), `unwritable`, `damaged` (not a file of ours, or broken),
 * `cutOff` (it lacks what was confirmed), `newer` (made by a later version of the product), `badUrl`, `unreachable`, `halfRestored`.
 */
export function openStore({ dataDir, mongoUrl, halfRestored = false }: StoreConfig): Promise<Result<Store>> {
  return mongoUrl === undefined || mongoUrl === ''
    ? openEmbedded({ dir: dataDir })
    : openMongo({ url: mongoUrl, halfRestored });
}

import type { Collections } from './collections.ts';
import { isDuplicate } from './duplicate.ts';

/**
 * Waits until everything that the primary knows is held by a majority, so that a majority read sees it: a write is
 * acknowledged only after all writes before it. Needed where the primary refused something because of a document that
 * a read does not show yet; without it the caller would read, decide and be refused in circles.
 */
export type Barrier = () => Promise<void>;

export function createBarrier({ installation }: Pick<Collections, 'installation'>): Barrier {
  return async () => {
    try {
      await installation.updateOne({ _id: 'probe' }, { $inc: { n: 1 } }, { upsert: true });
    } catch (error) {
      // Two servers at the first start: the other one has made it.
      if (!isDuplicate(error)) throw error;
      await installation.updateOne({ _id: 'probe' }, { $inc: { n: 1 } });
    }
  };
}

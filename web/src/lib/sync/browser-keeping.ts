import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { IDBPDatabase } from 'idb';
import { holdTab, openDevice, openRefused, tabsAlive } from './device.ts';
import type { Keep, Keeping, KeptEdit, KeptRefusal } from './keeping.ts';
import { KeptByTab } from './kept-by-tab.ts';
import { PlanCache } from './plan-cache.ts';

export interface BrowserKeepingOptions {
  readonly person: string;
  readonly table: string;
  /** Another tab has thrown the kept plans away. */
  readonly onDiscard: () => void;
  /** The device does not take it: a full disk, a private window. */
  readonly onFailure: (error: unknown) => void;
}

export interface BrowserKeeping {
  /** Null when this browser keeps nothing. */
  readonly keeping: Promise<Keeping | null>;
  stop(): void;
}

const NOT_KEPT: Keep<KeptRefusal> = { put: () => undefined, remove: () => undefined };

/** Keeps one person's work at one table in this browser, together with the other tabs that are open on it. */
export function keepInBrowser(options: BrowserKeepingOptions): BrowserKeeping {
  const { person, table, onDiscard, onFailure } = options;
  const tab: string = newId();
  const cache = new PlanCache(person, table, localStorage);
  const others = new BroadcastChannel(`bouwberaad:plans:${person}:${table}`);
  others.onmessage = ({ data }: MessageEvent<unknown>) => {
    // A tab with an older app does not say which.
    if (typeof data === 'number') cache.discarded(data);
    onDiscard();
  };
  let stopped = false;
  let release = (): void => undefined;

  async function open(): Promise<Keeping | null> {
    const device = await openDevice();
    if (device === null) {
      onFailure(new Error('this browser keeps nothing'));
      return null;
    }
    release = await holdTab(tab);
    if (stopped) release();
    const tabs = { person, table, tab, onFailure };
    // Typed by its schema; what is kept by tab is the same in both databases.
    const database = device as unknown as IDBPDatabase;
    const outbox = new KeptByTab<KeptEdit>({ ...tabs, database, store: 'outbox' });
    const refused = await openRefused();
    const refusals =
      refused === null ? null : new KeptByTab<KeptRefusal>({ ...tabs, database: refused, store: 'refusals' });
    return {
      plans: {
        attach: (doc) => cache.attach(doc),
        discard: () => {
          others.postMessage(cache.discard());
        },
      },
      outbox,
      refusals: refusals ?? NOT_KEPT,
      adopt: async () => {
        const alive = await tabsAlive();
        return { edits: await outbox.adopt(alive), refusals: (await refusals?.adopt(alive)) ?? [] };
      },
    };
  }

  return {
    keeping: open().catch((error: unknown) => {
      onFailure(error);
      return null;
    }),
    stop: () => {
      others.close();
      // The page may live on with another table, or come back to this one: what was not sent is the next one's then.
      stopped = true;
      release();
    },
  };
}

import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { holdTab, KeptOutbox, openDevice, tabsAlive } from './device.ts';
import type { Keeping } from './keeping.ts';
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

/** Keeps one person's work at one table in this browser, together with the other tabs that are open on it. */
export function keepInBrowser(options: BrowserKeepingOptions): BrowserKeeping {
  const { person, table, onDiscard, onFailure } = options;
  const tab: string = newId();
  const cache = new PlanCache(person, table, localStorage);
  const others = new BroadcastChannel(`bouwberaad:plans:${person}:${table}`);
  others.onmessage = onDiscard;
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
    const outbox = new KeptOutbox(device, person, table, tab, onFailure);
    return {
      plans: {
        attach: (doc) => cache.attach(doc),
        discard: () => {
          cache.discard();
          others.postMessage('discarded');
        },
      },
      outbox,
      adopt: async () => outbox.adopt(await tabsAlive()),
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

/** Whether the browser promises not to throw our things away when its disk fills up; `unknown` where it can't say. */
export async function askLasting(): Promise<'lasting' | 'denied' | 'unknown'> {
  // A page over plain http has no storage manager, whatever the types say.
  const storage = navigator.storage as StorageManager | undefined;
  if (storage === undefined) return 'unknown';
  try {
    return (await storage.persist()) ? 'lasting' : 'denied';
  } catch {
    return 'unknown';
  }
}

/** Nearly full: nine tenths of what the browser grants us. */
export async function isNearlyFull(): Promise<boolean> {
  const storage = navigator.storage as StorageManager | undefined;
  const { usage = 0, quota = 0 } = (await storage?.estimate()) ?? {};
  return quota > 0 && usage > quota * 0.9;
}

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptEdit } from './keeping.ts';

interface Schema extends DBSchema {
  /** By `[person, table, tab, number]` (kept-by-tab.ts). */
  outbox: { key: [string, string, string, number]; value: KeptEdit };
  /** What a page needs to open without a network, by name. */
  starts: { key: string; value: unknown };
}

/**
 * What this browser keeps through a reload: the outbox, and what pages need to open without a network. The plans
 * themselves are kept by y-indexeddb. Null when the browser keeps nothing (a private window, a full disk).
 */
export type Device = IDBPDatabase<Schema>;

const NAME = 'bouwberaad';
const REFUSED = 'bouwberaad:refused';
/** What the databases of kept plans begin with (plan-cache.ts). */
const PLANS = 'bouwberaad:plans:';

let opened: Promise<Device | null> | null = null;

export function openDevice(): Promise<Device | null> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Device | null> {
  if (typeof indexedDB === 'undefined') return null;
  try {
    return await openDB<Schema>(NAME, 1, {
      upgrade(db) {
        db.createObjectStore('outbox');
        db.createObjectStore('starts');
      },
    });
  } catch {
    return null;
  }
}

/**
 * What was refused, apart from the rest: another version of the database above would have to wait until every tab with
 * an older app is closed. Null when the browser keeps nothing.
 */
export async function openRefused(): Promise<IDBPDatabase | null> {
  if (typeof indexedDB === 'undefined') return null;
  try {
    return await openDB(REFUSED, 1, { upgrade: (db) => void db.createObjectStore('refusals') });
  } catch {
    return null;
  }
}

/**
 * Says that this tab is open, until it is released or the tab dies: then the browser itself lets go of the lock. Where a
 * page has no locks (http on a LAN) a tab is taken for dead, and its kept edits for done when they are.
 */
export async function holdTab(tab: string): Promise<() => void> {
  if (!('locks' in navigator)) return () => undefined;
  return new Promise((resolve) => {
    void navigator.locks.request(
      lockOf(tab),
      () =>
        new Promise<void>((release) => {
          resolve(release);
        }),
    );
  });
}

export async function tabsAlive(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(LOCK) === true ? [name.slice(LOCK.length)] : [])),
  );
}

const LOCK = 'bouwberaad:tab:';
const lockOf = (tab: string): string => LOCK + tab;

/** Of the entries of `starts`: the id of the person whose they all are. */
const WHO = 'who';

/**
 * Somebody is signed in here. What another person had read goes, also when that person never signed out: their session
 * may have run out. What they did not send stays, by person.
 */
export async function cameIn(person: string): Promise<void> {
  const device = await openDevice();
  if (device === null) return;
  const transaction = device.transaction('starts', 'readwrite');
  const before = await transaction.store.get(WHO);
  if (before !== person) {
    await transaction.store.clear();
    await transaction.store.put(person, WHO);
  }
  await transaction.done;
  if (before !== undefined && before !== person) await dropPlans((name) => !name.startsWith(plansOf(person)));
}

/** An answer of the server that a page opens with when there is no network, for the person who was here last. */
export async function keepStart(person: string, name: string, value: unknown): Promise<void> {
  await cameIn(person);
  await (await openDevice())?.put('starts', value, name);
}

export async function keptStart(name: string): Promise<unknown> {
  return (await openDevice())?.get('starts', name);
}

/**
 * At signing out: what was read does not stay on a shared computer. Edits that were not sent stay, by person: they are
 * shown and sent when that person comes back.
 */
export async function forgetRead(): Promise<void> {
  await (await openDevice())?.clear('starts');
  await dropPlans(() => true);
}

/** What the names of one person's kept plans begin with. */
export const plansOf = (person: string): string => `${PLANS}${person}:`;

async function dropPlans(which: (name: string) => boolean): Promise<void> {
  // Not every browser can list them; there the next generation of the same person's cache takes their place.
  const databases =
    (await (indexedDB.databases as IDBFactory['databases'] | undefined)?.call(indexedDB)) ?? [];
  for (const { name } of databases)
    if (name?.startsWith(PLANS) === true && which(name)) indexedDB.deleteDatabase(name);
}

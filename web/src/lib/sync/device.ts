import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptEdit } from './keeping.ts';

interface Schema extends DBSchema {
  /** By `[person, table, tab, number]`: a shared computer mixes nobody's work. */
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

/** The kept outbox of one tab at one table. Writing is not waited for: the screen never says saved because of it. */
export class KeptOutbox {
  readonly #device: Device;
  readonly #person: string;
  readonly #table: string;
  readonly #tab: string;
  readonly #onFailure: (error: unknown) => void;

  constructor(
    device: Device,
    person: string,
    table: string,
    tab: string,
    onFailure: (error: unknown) => void,
  ) {
    this.#device = device;
    this.#person = person;
    this.#table = table;
    this.#tab = tab;
    this.#onFailure = onFailure;
  }

  put(number: number, kept: KeptEdit): void {
    this.#device.put('outbox', kept, this.#key(number)).catch(this.#onFailure);
  }

  remove(numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    const transaction = this.#device.transaction('outbox', 'readwrite');
    for (const number of numbers) void transaction.store.delete(this.#key(number));
    transaction.done.catch(this.#onFailure);
  }

  /**
   * Takes over what tabs that are gone have left, oldest first; `alive` are the tabs that are open now. In one
   * transaction, so that of two tabs that open at once one gets it, and kept under this tab from then on.
   */
  async adopt(alive: ReadonlySet<string>): Promise<KeptEdit[]> {
    const transaction = this.#device.transaction('outbox', 'readwrite');
    const left: KeptEdit[] = [];
    const mine = IDBKeyRange.bound([this.#person, this.#table], [this.#person, this.#table, []]);
    for (let at = await transaction.store.openCursor(mine); at !== null; at = await at.continue()) {
      if (at.key[2] === this.#tab || alive.has(at.key[2])) continue;
      left.push(at.value);
      await at.delete();
    }
    left.sort((a, b) => a.at - b.at);
    // Below zero: the outbox of this tab counts from one.
    const adopted = left.map(({ edit, at }, index) => ({ edit, at, number: index - left.length }));
    for (const { number, ...kept } of adopted) void transaction.store.put(kept, this.#key(number));
    await transaction.done;
    return adopted;
  }

  #key(number: number): [string, string, string, number] {
    return [this.#person, this.#table, this.#tab, number];
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

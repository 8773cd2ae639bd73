import { randomUUID } from 'node:crypto';
import { openStore, type StoreConfig } from '../open.ts';
import type { Group, HistoryRow, Store } from '../store.ts';

/** Somewhere to keep data, empty at first, for one suite. */
export interface Place {
  /** All that a process needs to open it: also another process, and this one again. */
  readonly config: StoreConfig;
  remove(): Promise<void>;
}

/** The store under test, and the way to what it says after a restart. */
export class Subject {
  readonly place: Place;
  #store: Store | null = null;

  constructor(place: Place) {
    this.place = place;
  }

  get store(): Store {
    if (this.#store === null) throw new Error('the store is closed');
    return this.#store;
  }

  async open(): Promise<void> {
    const opened = await openStore(this.place.config);
    if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}`);
    this.#store = opened.value;
  }

  async close(): Promise<void> {
    await this.#store?.close();
    this.#store = null;
  }

  /** Nothing of what the first one held in memory is left. */
  async reopen(): Promise<void> {
    await this.close();
    await this.open();
  }
}

/** A name that no other test uses, so that the tests of a suite can share a place. */
export function fresh(kind: string): string {
  return `${kind}-${randomUUID().slice(0, 8)}`;
}

export function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function group(doc: string, rest: Partial<Omit<Group, 'doc'>>): Group {
  return { doc, updates: [], history: [], claims: [], ...rest };
}

export function historyRow(path: string, to: unknown, from: unknown = null): HistoryRow {
  return { path, from, to, by: 'p1', at: '2026-11-24T09:00:00.000Z' };
}

import type { IDBPDatabase } from 'idb';

export interface KeptByTabOptions {
  readonly database: IDBPDatabase;
  /** An object store without a key path. */
  readonly store: string;
  readonly person: string;
  readonly table: string;
  readonly tab: string;
  readonly onFailure: (error: unknown) => void;
}

type Key = [person: string, table: string, tab: string, number: number];

/**
 * What one tab keeps at one table, by `[person, table, tab, number]`: a shared computer mixes nobody's work. Writing is
 * not waited for: the screen never says saved because of it.
 */
export class KeptByTab<Value extends { readonly at: number }> {
  readonly #options: KeptByTabOptions;

  constructor(options: KeptByTabOptions) {
    this.#options = options;
  }

  put(number: number, value: Value): void {
    const { database, store, onFailure } = this.#options;
    database.put(store, value, this.#key(number)).catch(onFailure);
  }

  remove(numbers: readonly number[]): void {
    const { database, store, onFailure } = this.#options;
    if (numbers.length === 0) return;
    const transaction = database.transaction(store, 'readwrite');
    for (const number of numbers) void transaction.store.delete(this.#key(number));
    transaction.done.catch(onFailure);
  }

  /**
   * Takes over what tabs that are gone have left, oldest first; `alive` are the tabs that are open now. In one
   * transaction, so that of two tabs that open at once one gets it, and kept under this tab from then on.
   */
  async adopt(alive: ReadonlySet<string>): Promise<(Value & { readonly number: number })[]> {
    const { database, store, person, table, tab } = this.#options;
    const transaction = database.transaction(store, 'readwrite');
    const left: Value[] = [];
    const mine = IDBKeyRange.bound([person, table], [person, table, []]);
    for (let at = await transaction.store.openCursor(mine); at !== null; at = await at.continue()) {
      const owner = (at.key as Key)[2];
      if (owner === tab || alive.has(owner)) continue;
      left.push(at.value as Value);
      await at.delete();
    }
    left.sort((a, b) => a.at - b.at);
    for (const [index, value] of left.entries())
      void transaction.store.put(value, this.#key(adoptedNumber(index, left.length)));
    await transaction.done;
    return left.map((value, index) => ({ ...value, number: adoptedNumber(index, left.length) }));
  }

  #key(number: number): Key {
    const { person, table, tab } = this.#options;
    return [person, table, tab, number];
  }
}

/** Below zero: what a tab keeps of its own counts from one. */
const adoptedNumber = (index: number, count: number): number => index - count;

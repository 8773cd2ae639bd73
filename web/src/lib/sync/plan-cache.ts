import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import type { Doc } from 'yjs';
import { META } from '@bouwberaad/shared/model/layout.ts';
import { PLANS } from './device.ts';

/**
 * The plans as this browser keeps them, by person, table and generation. A discarded copy is never emptied in place,
 * which in another tab would silently end its keeping: the next generation has another name, and the old one goes.
 */
export class PlanCache {
  readonly #base: string;
  readonly #storage: Storage;

  constructor(person: string, table: string, storage: Storage) {
    this.#base = `${PLANS}${person}:${table}`;
    this.#storage = storage;
  }

  /** Fills the document with what is kept and keeps what comes; `true` when there were plans. */
  async attach(doc: Doc): Promise<boolean> {
    const persistence = new IndexeddbPersistence(this.#name(), doc);
    await persistence.whenSynced;
    return doc.getMap(META).has('layout');
  }

  /** Begins a new generation: what was kept is not right any more (a refusal, a restored backup). */
  discard(): void {
    const old = this.#name();
    this.#storage.setItem(this.#base, String(this.#epoch() + 1));
    clearDocument(old).catch(() => undefined);
  }

  #epoch(): number {
    return Number(this.#storage.getItem(this.#base) ?? '0');
  }

  #name(): string {
    return `${this.#base}:${String(this.#epoch())}`;
  }
}

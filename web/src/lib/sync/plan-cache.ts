import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import type { Doc } from 'yjs';
import { META } from '@bouwberaad/shared/model/layout.ts';
import { plansOf } from './device.ts';

/** Generations of one table that can be left on a device; more than one only after several discards in one sitting. */
const OLD_ONES = 20;

/**
 * The plans as this browser keeps them, by person, table and generation. A discarded copy is never emptied in place,
 * which in another tab would silently end its keeping: the next generation has another name, and the old one goes.
 */
export class PlanCache {
  readonly #base: string;
  readonly #storage: Storage;
  #tidied = false;
  /** The newest generation that this tab knows of. Another tab's writing in `storage` is seen later than its word. */
  #known = 0;

  constructor(person: string, table: string, storage: Storage) {
    this.#base = `${plansOf(person)}${table}`;
    this.#storage = storage;
  }

  /** Fills the document with what is kept and keeps what comes; `true` when there were plans. */
  async attach(doc: Doc): Promise<boolean> {
    const persistence = new IndexeddbPersistence(this.#name(this.#epoch()), doc);
    await persistence.whenSynced;
    this.#tidy();
    return doc.getMap(META).has('layout');
  }

  /** Begins a new generation, whose number it answers: what was kept is not right any more (a refusal, a restored backup). */
  discard(): number {
    this.#known = this.#epoch() + 1;
    this.#storage.setItem(this.#base, String(this.#known));
    return this.#known;
  }

  /** Another tab has begun this generation; what was kept before it is not looked at again. */
  discarded(epoch: number): void {
    this.#known = Math.max(this.#known, epoch);
  }

  /**
   * Old generations go when a page is opened later, and not at once: deleting a database closes it under a tab that has
   * not heard of it yet, which then keeps nothing and does not know it.
   */
  #tidy(): void {
    if (this.#tidied) return;
    this.#tidied = true;
    const epoch = this.#epoch();
    for (let old = Math.max(0, epoch - OLD_ONES); old < epoch; old++) {
      clearDocument(this.#name(old)).catch(() => undefined);
    }
  }

  #epoch(): number {
    return Math.max(this.#known, Number(this.#storage.getItem(this.#base) ?? '0'));
  }

  #name(epoch: number): string {
    return `${this.#base}:${String(epoch)}`;
  }
}

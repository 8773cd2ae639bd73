import * as Y from 'yjs';
import type { Incoming } from './incoming.ts';

/** The keys from a root down: `['projects', id, 'name']`; null stands for a position in a list (rich text). */
export type Keys = readonly (string | null)[];

/** `dead`: its parent was collected meanwhile, so that it will touch nothing. `wrong`: no honest client makes this. */
export type Located = Keys | 'dead' | 'wrong';

/** Finds where new and live items stand, in the document as it is and the update together. */
export class Locator {
  readonly #doc: Y.Doc;
  readonly #incoming: Incoming;
  readonly #items = new Map<Y.Item, Located>();
  readonly #types = new Map<unknown, Located>();

  constructor(doc: Y.Doc, incoming: Incoming) {
    this.#doc = doc;
    this.#incoming = incoming;
  }

  /** Items come dependencies first, so the recursion is as deep as the model nests. */
  locate(item: Y.Item): Located {
    const known = this.#items.get(item);
    if (known !== undefined) return known;
    const found = this.#find(item);
    this.#items.set(item, found);
    return found;
  }

  /** Where a live item of the document stands. */
  locateLive(item: Y.Item): Located {
    const parent = item.parent;
    if (!(parent instanceof Y.AbstractType)) return 'dead';
    return extend(this.#pathOfType(parent), item.parentSub);
  }

  #find(item: Y.Item): Located {
    if (typeof item.parent === 'string') return [item.parent, item.parentSub];
    if (item.parent instanceof Y.ID) return extend(this.#pathOfParent(item.parent), item.parentSub);
    // Without its own parent it stands beside its neighbours: same parent, and for a map the same key.
    const left = item.origin === null ? null : this.#neighbour(item.origin);
    const right = item.rightOrigin === null ? null : this.#neighbour(item.rightOrigin);
    if (left === null) return right ?? 'wrong';
    if (left === 'dead' || right === null || right === 'dead') return left;
    return left !== 'wrong' && right !== 'wrong' && sameKeys(left, right) ? left : 'wrong';
  }

  #neighbour(id: Y.ID): Located {
    const struct = this.#structAt(id);
    if (struct instanceof Y.GC) return 'dead';
    if (!(struct instanceof Y.Item)) return 'wrong';
    return this.#isNew(id) ? this.locate(struct) : this.locateLive(struct);
  }

  #pathOfParent(id: Y.ID): Located {
    const struct = this.#structAt(id);
    if (struct instanceof Y.GC) return 'dead';
    if (!(struct instanceof Y.Item)) return 'wrong';
    if (struct.content instanceof Y.ContentDeleted) return 'dead';
    if (!(struct.content instanceof Y.ContentType)) return 'wrong';
    return this.#isNew(id) ? this.locate(struct) : this.#pathOfType(struct.content.type);
  }

  #pathOfType(type: Y.AbstractType<unknown>): Located {
    const known = this.#types.get(type);
    if (known !== undefined) return known;
    const item = type._item;
    const found: Located = item === null ? [Y.findRootTypeKey(type)] : this.locateLive(item);
    this.#types.set(type, found);
    return found;
  }

  #isNew(id: Y.ID): boolean {
    return id.clock >= Y.getState(this.#doc.store, id.client);
  }

  #structAt(id: Y.ID): Y.Item | Y.GC | null {
    if (!this.#isNew(id)) return Y.getItem(this.#doc.store, id) as Y.Item | Y.GC;
    const structs = this.#incoming.structs.get(id.client);
    return structs === undefined
      ? null
      : (structs[Y.findIndexSS(structs as (Y.Item | Y.GC)[], id.clock)] ?? null);
  }
}

function extend(parent: Located, key: string | null): Located {
  return parent === 'dead' || parent === 'wrong' ? parent : [...parent, key];
}

function sameKeys(a: Keys, b: Keys): boolean {
  return a.length === b.length && a.every((key, at) => key === b[at]);
}

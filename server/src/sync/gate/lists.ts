import * as Y from 'yjs';
import type { Incoming } from './incoming.ts';
import { leftOf, Order, type Budget, type Placing, type SharedType } from './order.ts';
import { spotIn, spotInRoot, type Spot } from './places.ts';
import { CONTENT, TYPE, type Id, type Struct } from './scan.ts';

/** One list of items that an update touches: the children of a type, or the successive values under one key. */
export interface List {
  readonly spot: Spot;
  /** The new struct that brings the type it stands in; null when the document has it. */
  readonly owner: Struct | null;
  /** Which type it stands in, by Yjs' number. */
  readonly type: number;
  /** What it stands in is deleted by the update that brings it: nobody ever sees it. */
  readonly gone: boolean;
  readonly order: Order;
  /** New structs in it, dependencies first. */
  readonly structs: Struct[];
  /** Live items of it that the update deletes. */
  readonly deleted: Y.Item[];
}

/** `dead`: its parent was collected meanwhile, so that it will touch nothing. `wrong`: no honest client makes this. */
export type Located = List | 'dead' | 'wrong';

/** Where something stands: a type of the document, one that the update brings, or a root that nobody has written to. */
type Parent = SharedType | Struct | string;

/** Finds in which lists new and live items stand, in the document as it is and the update together. */
export class Lists {
  readonly #incoming: Incoming;
  readonly #budget: Budget;
  readonly #lists = new Map<Parent, Map<string | null, List>>();
  readonly #located = new Map<Struct, Located>();
  readonly #touched = new Set<List>();

  constructor(incoming: Incoming, budget: Budget) {
    this.#incoming = incoming;
    this.#budget = budget;
  }

  /** Lists that something was placed in or deleted from, those of a type after the one that it stands in. */
  get touched(): ReadonlySet<List> {
    return this.#touched;
  }

  /** Puts a new struct where it belongs; those that it rests on have been placed before. */
  place(struct: Struct): Placing | 'place' {
    const list = struct.content === CONTENT.gc ? 'dead' : this.#find(struct);
    this.#located.set(struct, list);
    if (list === 'wrong') return 'place';
    if (list === 'dead') return 'ok';
    this.#touched.add(list);
    list.structs.push(struct);
    return list.order.place(struct, leftOf(struct), struct.rightOrigin);
  }

  /** Takes note of a live item that the update deletes. */
  remove(item: Y.Item): void {
    const list = this.#ofLive(item);
    if (list === 'dead' || list === 'wrong') return;
    this.#touched.add(list);
    list.deleted.push(item);
  }

  /** All of an item's references must lead to the same list, or all to what was collected. */
  #find(struct: Struct): Located {
    const { parent, origin, rightOrigin } = struct;
    let found: Located | null = null;
    if (typeof parent === 'string') found = this.#inRoot(parent, struct.key);
    else if (parent !== null) found = this.#inItem(parent, struct.key);
    if (origin !== null) found = agree(found, this.#beside(origin));
    if (rightOrigin !== null) found = agree(found, this.#beside(rightOrigin));
    // Of a struct that the document knows in part, Yjs joins the rest to the part without looking.
    if (struct.offset > 0) found = agree(found, this.#beside(leftOf(struct) ?? struct));
    return found ?? 'wrong';
  }

  #beside(id: Id): Located {
    if (this.#incoming.isNew(id)) {
      const struct = this.#incoming.newAt(id);
      return struct === undefined ? 'wrong' : (this.#located.get(struct) ?? 'wrong');
    }
    const item = this.#incoming.liveAt(id);
    return item instanceof Y.Item ? this.#ofLive(item) : 'dead';
  }

  #ofLive(item: Y.Item): Located {
    const parent: unknown = item.parent;
    return isShared(parent) ? this.#list(parent, item.parentSub) : 'dead';
  }

  #inRoot(name: string, key: string | null): List {
    const root = this.#incoming.doc.share.get(name);
    return root === undefined ? this.#list(name, key) : this.#list(root, key);
  }

  #inItem(id: Id, key: string | null): Located {
    if (!this.#incoming.isNew(id)) {
      const item = this.#incoming.liveAt(id);
      if (!(item instanceof Y.Item) || item.content instanceof Y.ContentDeleted) return 'dead';
      const type: unknown = item.content instanceof Y.ContentType ? item.content.type : null;
      return isShared(type) ? this.#list(type, key) : 'wrong';
    }
    const struct = this.#incoming.newAt(id);
    const at = struct === undefined ? 'wrong' : (this.#located.get(struct) ?? 'wrong');
    if (struct === undefined || at === 'wrong') return 'wrong';
    if (at === 'dead' || struct.content === CONTENT.deleted) return 'dead';
    return struct.content === CONTENT.type ? this.#list(struct, key) : 'wrong';
  }

  #list(parent: Parent, key: string | null): List {
    let lists = this.#lists.get(parent);
    if (lists === undefined) this.#lists.set(parent, (lists = new Map<string | null, List>()));
    let list = lists.get(key);
    if (list === undefined) lists.set(key, (list = this.#make(parent, key)));
    return list;
  }

  #make(parent: Parent, key: string | null): List {
    const live = isShared(parent) ? parent : null;
    const owner = typeof parent === 'string' || isShared(parent) ? null : parent;
    const above = owner === null ? null : this.#located.get(owner);
    const gone =
      owner !== null &&
      (this.#incoming.isDeleted(owner) || (typeof above === 'object' && above?.gone === true));
    return {
      spot: this.#spot(parent, key),
      owner,
      type: owner?.type ?? typeOf(live),
      gone,
      order: new Order(live, key, this.#budget),
      structs: [],
      deleted: [],
    };
  }

  #spot(parent: Parent, key: string | null): Spot {
    if (typeof parent === 'string') return spotInRoot(parent, key);
    if (!isShared(parent)) {
      const at = this.#located.get(parent);
      return typeof at === 'object' ? spotIn(at.spot, parent.type, key) : spotInRoot('', key);
    }
    const item = parent._item;
    if (item === null) return spotInRoot(Y.findRootTypeKey(parent), key);
    const at = this.#ofLive(item);
    return typeof at === 'object' ? spotIn(at.spot, typeOf(parent), key) : spotInRoot('', key);
  }
}

function isShared(value: unknown): value is SharedType {
  return value instanceof Y.AbstractType;
}

function agree(found: Located | null, next: Located): Located {
  return found === null || found === next ? next : 'wrong';
}

function typeOf(type: SharedType | null): number {
  if (type instanceof Y.XmlText) return TYPE.text;
  if (type instanceof Y.XmlElement) return TYPE.element;
  return type instanceof Y.XmlFragment ? TYPE.fragment : TYPE.map;
}

import * as Y from 'yjs';
import { lastFrom, sameId } from './ids.ts';
import type { Id, Struct } from './scan.ts';

/** Any type of the document: what it holds is not looked at here. */
export type SharedType = NonNullable<ReturnType<Y.Doc['share']['get']>>;

/** Steps that the check of one update may still take; an honest one takes few. */
export interface Budget {
  steps: number;
}

/** `order`: no writer can have seen such neighbours. `tangled`: it takes too long to find out, and Yjs longer. */
export type Placing = 'ok' | 'order' | 'tangled';

/**
 * Where new structs land in one list: the children of a type, or the successive values under one key.
 *
 * An item names the neighbours between which it was written. Yjs believes it, and where they are no neighbours in any
 * order of history two servers that apply the same updates in different orders differ for ever: of 4,000 random
 * histories 3 % diverged with left before right as the only rule, none once connections may not cross either. So the
 * left one must stand before the right one, the left one's own right neighbour must not stand between them, nor the
 * right one's own left neighbour.
 */
export class Order {
  readonly #budget: Budget;
  readonly #parent: SharedType | null;
  readonly #key: string | null;
  readonly #placed: Struct[] = [];
  #tangle: Tangle | null = null;

  /** `parent` null: the type is new too, or a root that nobody has written to. */
  constructor(parent: SharedType | null, key: string | null, budget: Budget) {
    this.#parent = parent;
    this.#key = key;
    this.#budget = budget;
  }

  /** The structs come dependencies first. `left` and `right` are items of this list. */
  place(struct: Struct, left: Id | null, right: Id | null): Placing {
    // A value of a map has no right neighbour.
    if (this.#key !== null && right !== null) return 'order';
    if (this.#tangle === null && this.#isPlain(left, right)) {
      this.#placed.push(struct);
      return 'ok';
    }
    if (this.#tangle === null) {
      const tangle = new Tangle(this.#live(), this.#budget);
      for (const before of this.#placed) tangle.place(before, leftOf(before), before.rightOrigin);
      this.#tangle = tangle;
    }
    this.#placed.push(struct);
    return this.#tangle.place(struct, left, right);
  }

  /** The struct that stands last and so is the value of a key; null when a live one stays. */
  get winner(): Struct | null {
    return this.#tangle === null ? (this.#placed.at(-1) ?? null) : this.#tangle.last;
  }

  /** Nearly every edit: the first new item between two live neighbours, or one that goes on after the new one before it. */
  #isPlain(left: Id | null, right: Id | null): boolean {
    const before = this.#placed.at(-1);
    if (before !== undefined)
      return left !== null && isLast(before, left) && sameId(before.rightOrigin, right);
    if (this.#key !== null) {
      const tail = this.#parent?._map.get(this.#key);
      return tail === undefined ? left === null : left !== null && isLastOf(tail, left);
    }
    return this.#parent === null ? left === null && right === null : areNeighbours(this.#parent, left, right);
  }

  #live(): Y.Item[] {
    const items: Y.Item[] = [];
    if (this.#parent === null) return items;
    if (this.#key === null) {
      for (let item = this.#parent._start; item !== null; item = item.right) items.push(item);
      return items;
    }
    for (let item = this.#parent._map.get(this.#key) ?? null; item !== null; item = item.left)
      items.push(item);
    return items.reverse();
  }
}

/** The item that a struct follows: what is known of it already, or its origin. */
export function leftOf(struct: Struct): Id | null {
  return struct.offset > 0
    ? { client: struct.client, clock: struct.clock + struct.offset - 1 }
    : struct.origin;
}

interface Node {
  readonly client: number;
  readonly clock: number;
  length: number;
  readonly origin: Id | null;
  readonly rightOrigin: Id | null;
  readonly struct: Struct | null;
  prev: Node | null;
  next: Node | null;
}

/** The whole list with the new structs in it, placed by the rules of Yjs' `Item.integrate`. */
class Tangle {
  readonly #budget: Budget;
  readonly #byClient = new Map<number, Node[]>();
  #head: Node | null = null;
  #tail: Node | null = null;

  constructor(live: readonly Y.Item[], budget: Budget) {
    this.#budget = budget;
    for (const { id, length, origin, rightOrigin } of live) {
      const { client, clock } = id;
      const node = { client, clock, length, origin, rightOrigin, struct: null, prev: null, next: null };
      this.#link(node, this.#tail);
      const nodes = this.#byClient.get(client);
      if (nodes === undefined) this.#byClient.set(client, [node]);
      else nodes.push(node);
    }
    for (const nodes of this.#byClient.values()) nodes.sort((a, b) => a.clock - b.clock);
  }

  get last(): Struct | null {
    return this.#tail?.struct ?? null;
  }

  place(struct: Struct, leftId: Id | null, rightId: Id | null): Placing {
    // The right one first: where both lie in one run in the wrong order, the left one must not end before itself.
    const right = rightId === null ? null : this.#beginningAt(rightId);
    const left = leftId === null ? null : this.#endingAt(leftId);
    if (left === undefined || right === undefined) return 'order';
    const between = this.#between(left, right);
    if (between !== 'ok') return between;
    const clock = struct.clock + struct.offset;
    const length = struct.length - struct.offset;
    const node: Node = {
      client: struct.client,
      clock,
      length,
      origin: leftId,
      rightOrigin: rightId,
      struct,
      prev: null,
      next: null,
    };
    const after = this.#resolve(node, left, right);
    if (after === 'tangled') return 'tangled';
    this.#link(node, after);
    this.#index(node);
    return 'ok';
  }

  /** Left before right, and no connection of theirs crosses. */
  #between(left: Node | null, right: Node | null): Placing {
    for (let node = this.#after(left); node !== right; node = node.next) {
      if (node === null) return 'order';
      if (--this.#budget.steps < 0) return 'tangled';
      if (holds(node, right?.origin ?? null) || holds(node, left?.rightOrigin ?? null)) return 'order';
    }
    return 'ok';
  }

  /** After which node it goes: the conflict resolution of Yjs, so that the two agree. */
  #resolve(node: Node, left: Node | null, right: Node | null): Node | null | 'tangled' {
    let after = left;
    const before = new Set<Node>();
    const conflicting = new Set<Node>();
    for (let other = this.#after(left); other !== null && other !== right; other = other.next) {
      if (--this.#budget.steps < 0) return 'tangled';
      before.add(other);
      conflicting.add(other);
      if (sameId(node.origin, other.origin)) {
        if (other.client < node.client) {
          after = other;
          conflicting.clear();
        } else if (sameId(node.rightOrigin, other.rightOrigin)) break;
        continue;
      }
      const origin = other.origin === null ? undefined : this.#at(other.origin);
      if (origin === undefined || !before.has(origin)) break;
      if (!conflicting.has(origin)) {
        after = other;
        conflicting.clear();
      }
    }
    return after;
  }

  #after(node: Node | null): Node | null {
    return node === null ? this.#head : node.next;
  }

  #at(id: Id): Node | undefined {
    const nodes = this.#byClient.get(id.client) ?? [];
    const node = nodes[lastFrom(nodes, id.clock)];
    return node !== undefined && holds(node, id) ? node : undefined;
  }

  #endingAt(id: Id): Node | undefined {
    const node = this.#at(id);
    if (node !== undefined && id.clock < node.clock + node.length - 1) this.#split(node, id.clock + 1);
    return node;
  }

  #beginningAt(id: Id): Node | undefined {
    const node = this.#at(id);
    return node !== undefined && id.clock > node.clock ? this.#split(node, id.clock) : node;
  }

  #split(node: Node, clock: number): Node {
    const length = node.clock + node.length - clock;
    node.length -= length;
    const rest: Node = { ...node, clock, length, origin: { client: node.client, clock: clock - 1 } };
    this.#link(rest, node);
    this.#index(rest);
    return rest;
  }

  #index(node: Node): void {
    const nodes = this.#byClient.get(node.client) ?? [];
    nodes.splice(lastFrom(nodes, node.clock) + 1, 0, node);
    this.#byClient.set(node.client, nodes);
  }

  #link(node: Node, after: Node | null): void {
    node.prev = after;
    node.next = this.#after(after);
    if (node.prev === null) this.#head = node;
    else node.prev.next = node;
    if (node.next === null) this.#tail = node;
    else node.next.prev = node;
  }
}

function areNeighbours(parent: SharedType, left: Id | null, right: Id | null): boolean {
  const after = left === null ? parent._start : itemAt(parent, left);
  if (left === null) return after === null ? right === null : right !== null && sameId(after.id, right);
  if (after === null) return false;
  if (!isLastOf(after, left))
    return right !== null && right.client === left.client && right.clock === left.clock + 1;
  return after.right === null ? right === null : right !== null && sameId(after.right.id, right);
}

/** A live item that is known to be there. */
function itemAt(parent: SharedType, id: Id): Y.Item | null {
  const { doc } = parent;
  if (doc === null || id.clock >= Y.getState(doc.store, id.client)) return null;
  const item: unknown = Y.getItem(doc.store, Y.createID(id.client, id.clock));
  return item instanceof Y.Item ? item : null;
}

function holds(node: Id & { readonly length: number }, id: Id | null): boolean {
  return (
    id !== null && node.client === id.client && node.clock <= id.clock && id.clock < node.clock + node.length
  );
}

function isLast(struct: Struct, id: Id): boolean {
  return struct.client === id.client && struct.clock + struct.length - 1 === id.clock;
}

function isLastOf(item: Y.Item, id: Id): boolean {
  return item.id.client === id.client && item.id.clock + item.length - 1 === id.clock;
}

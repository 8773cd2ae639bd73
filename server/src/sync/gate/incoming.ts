import * as Y from 'yjs';
import { lastFrom } from './ids.ts';
import type { Block, DeleteRange, Id, Scanned, Struct } from './scan.ts';

/** The new part of an update beside the live document that it was made for; nothing of it is applied. */
export class Incoming {
  readonly doc: Y.Doc;
  readonly bytes: Uint8Array;
  readonly blocks: ReadonlyMap<number, readonly Struct[]>;
  readonly #deletes: ReadonlyMap<number, readonly DeleteRange[]>;

  constructor(doc: Y.Doc, bytes: Uint8Array, scanned: Pick<Scanned, 'blocks' | 'deletes'>) {
    this.doc = doc;
    this.bytes = bytes;
    this.blocks = new Map(scanned.blocks.map((block: Block) => [block.client, block.structs]));
    this.#deletes = Map.groupBy(scanned.deletes, (range) => range.client);
  }

  /** The clock from which on the document knows nothing of a client. */
  known(client: number): number {
    return Y.getState(this.doc.store, client);
  }

  isNew(id: Id): boolean {
    return id.clock >= this.known(id.client);
  }

  /** The clock after the last one of a client, in the document and the update together. */
  end(client: number): number {
    const last = this.blocks.get(client)?.at(-1);
    return last === undefined ? this.known(client) : last.clock + last.length;
  }

  /** The new struct that holds a clock. */
  newAt(id: Id): Struct | undefined {
    const structs = this.blocks.get(id.client);
    return structs === undefined ? undefined : structs[lastFrom(structs, id.clock)];
  }

  /** The struct of the document that holds a clock which it knows. */
  liveAt(id: Id): Y.Item | Y.GC {
    return Y.getItem(this.doc.store, Y.createID(id.client, id.clock));
  }

  /** Whether the update deletes what it brings: nobody ever sees it. */
  isDeleted(struct: Struct): boolean {
    const ranges = this.#deletes.get(struct.client);
    const range = ranges?.[lastFrom(ranges, struct.clock + struct.offset)];
    return range !== undefined && struct.clock + struct.length <= range.clock + range.length;
  }

  /** Live items that it deletes, each once and with whether it is split for that. */
  deletions(): { item: Y.Item; split: boolean }[] {
    const hit: { item: Y.Item; split: boolean }[] = [];
    for (const [client, ranges] of this.#deletes) {
      const known = this.known(client);
      const structs = this.doc.store.clients.get(client) ?? [];
      let last: Y.Item | null = null;
      for (const { clock, length } of ranges) {
        const end = clock + length;
        if (clock >= known) continue;
        for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
          const item = structs[at];
          if (item === undefined || item.id.clock >= end) break;
          if (!(item instanceof Y.Item) || item.deleted) continue;
          const split = item.id.clock < clock || item.id.clock + item.length > end;
          if (item !== last || split) hit.push({ item, split });
          last = item;
        }
      }
    }
    return hit;
  }

  /** Entries of clients' lists that Yjs moves to split what a new struct is put into. */
  splits(struct: Struct): number {
    const { origin, rightOrigin } = struct;
    let moves = 0;
    if (origin !== null && !this.isNew(origin)) {
      const item = this.liveAt(origin);
      if (item.id.clock + item.length - 1 !== origin.clock) moves += this.sizeOf(origin.client);
    }
    if (
      rightOrigin !== null &&
      !this.isNew(rightOrigin) &&
      this.liveAt(rightOrigin).id.clock !== rightOrigin.clock
    )
      moves += this.sizeOf(rightOrigin.client);
    return moves;
  }

  /** How many structs the document holds of a client. */
  sizeOf(client: number): number {
    return this.doc.store.clients.get(client)?.length ?? 0;
  }

  /** Whether it deletes what neither the document nor the update holds. */
  deletesUnknown(): boolean {
    for (const [client, ranges] of this.#deletes) {
      const last = ranges.at(-1);
      if (last !== undefined && last.clock + last.length > this.end(client)) return true;
    }
    return false;
  }
}

/**
 * The new structs with each one's dependencies before it. `pending`: one rests on what is not there. `cycle`: two rest
 * on each other, or one on itself, which no writer can make; Yjs would wait for ever.
 *
 * The walk is that of Yjs' own `integrateStructs`: client by client, and into another one only as far as needed, so
 * that it is linear in the number of structs.
 */
export function sortByDependency(incoming: Incoming): Struct[] | 'pending' | 'cycle' {
  const sorted: Struct[] = [];
  const next = new Map<number, number>();
  const stack: { client: number; until: number }[] = [];
  const waiting = new Set<number>();
  const placed = (client: number): number => {
    const struct = incoming.blocks.get(client)?.[next.get(client) ?? 0];
    return struct === undefined ? incoming.end(client) : Math.max(struct.clock, incoming.known(client));
  };
  for (const client of incoming.blocks.keys()) {
    stack.push({ client, until: incoming.end(client) });
    waiting.add(client);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const struct =
        placed(top.client) < top.until
          ? incoming.blocks.get(top.client)?.[next.get(top.client) ?? 0]
          : undefined;
      if (struct === undefined) {
        waiting.delete(top.client);
        stack.pop();
        continue;
      }
      const need = firstMissing(struct, placed);
      if (need === null) {
        sorted.push(struct);
        next.set(top.client, (next.get(top.client) ?? 0) + 1);
        continue;
      }
      if (need.clock >= incoming.end(need.client)) return 'pending';
      if (waiting.has(need.client)) return 'cycle';
      stack.push({ client: need.client, until: need.clock + 1 });
      waiting.add(need.client);
    }
  }
  return sorted;
}

function firstMissing(struct: Struct, placed: (client: number) => number): Id | null {
  const { origin, rightOrigin, parent } = struct;
  if (origin !== null && origin.clock >= placed(origin.client)) return origin;
  if (rightOrigin !== null && rightOrigin.clock >= placed(rightOrigin.client)) return rightOrigin;
  if (parent !== null && typeof parent !== 'string' && parent.clock >= placed(parent.client)) return parent;
  return null;
}

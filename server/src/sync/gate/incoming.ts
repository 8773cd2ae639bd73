import * as Y from 'yjs';

/**
 * The new part of an update, sorted out against the live document without applying anything: which structs are new,
 * in an order in which each one's dependencies come first, and which live items it deletes.
 */
export interface Incoming {
  /** New items, dependencies first. Collected ones (GC) touch nothing and are left out. */
  readonly items: readonly Y.Item[];
  /** All new structs by client, in order of their clocks. */
  readonly structs: ReadonlyMap<number, readonly (Y.Item | Y.GC)[]>;
  /** Live items of the document that it deletes. */
  readonly deleted: readonly Y.Item[];
  /** Client ids that it brings new structs of, with the clock after the last one. */
  readonly ends: ReadonlyMap<number, number>;
  /** Where every client of it, known or not, ends: what the document must know for the frame to be durable. */
  readonly reaches: ReadonlyMap<number, number>;
}

export type Sorted =
  | { readonly kind: 'incoming'; readonly incoming: Incoming }
  /** It rests on something that the document does not know: never applied, a resync is asked for. */
  | { readonly kind: 'pending'; readonly reaches: ReadonlyMap<number, number> }
  | { readonly kind: 'malformed'; readonly reason: string };

type Struct = Y.Item | Y.GC | Y.Skip;

export function sortIncoming(doc: Y.Doc, update: Uint8Array): Sorted {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return { kind: 'malformed', reason: 'unreadable' };
  }
  const queues = new Map<number, (Y.Item | Y.GC)[]>();
  const reaches = new Map<number, number>();
  let gap = false;
  for (const struct of decoded.structs as Struct[]) {
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    const known = Y.getState(doc.store, client);
    if (struct.length < 1 || !Number.isSafeInteger(end)) return { kind: 'malformed', reason: 'length' };
    reaches.set(client, Math.max(end, reaches.get(client) ?? 0));
    if (end <= known) continue;
    if (struct instanceof Y.Skip) {
      gap = true;
      continue;
    }
    const queue = queues.get(client) ?? [];
    const last = queue.at(-1);
    const expected = last === undefined ? known : last.id.clock + last.length;
    if (clock > expected) gap = true;
    else if (last !== undefined && clock < expected) return { kind: 'malformed', reason: 'overlap' };
    queue.push(struct);
    queues.set(client, queue);
  }
  if (gap) return { kind: 'pending', reaches };
  const ordered = orderByDependency(doc, queues);
  if (ordered === 'cycle') return { kind: 'malformed', reason: 'cycle' };
  if (ordered === 'pending') return { kind: 'pending', reaches };
  const deleted = liveDeletions(doc, decoded.ds, ordered.ends);
  if (deleted === null) return { kind: 'pending', reaches };
  return { kind: 'incoming', incoming: { ...ordered, deleted, reaches } };
}

type Ordered = Pick<Incoming, 'items' | 'structs' | 'ends'>;

/** Walks every client's queue as far as its dependencies are there, round and round until all are placed or none moves. */
function orderByDependency(
  doc: Y.Doc,
  queues: ReadonlyMap<number, (Y.Item | Y.GC)[]>,
): Ordered | 'pending' | 'cycle' {
  const ends = new Map<number, number>();
  for (const [client, queue] of queues) {
    const last = queue.at(-1);
    if (last !== undefined) ends.set(client, last.id.clock + last.length);
  }
  const placed = new Map<number, number>();
  const reached = (id: Y.ID, limit: ReadonlyMap<number, number>): boolean =>
    id.clock < Y.getState(doc.store, id.client) || id.clock < (limit.get(id.client) ?? 0);
  const items: Y.Item[] = [];
  const next = new Map([...queues.keys()].map((client) => [client, 0]));
  for (let moved = true; moved;) {
    moved = false;
    for (const [client, queue] of queues) {
      let at = next.get(client) ?? 0;
      for (let struct = queue[at]; struct !== undefined; struct = queue[++at]) {
        const needs = struct instanceof Y.Item ? dependencies(struct) : [];
        if (needs.some((id) => !reached(id, ends))) return 'pending';
        if (needs.some((id) => !(id.client === client && id.clock < struct.id.clock) && !reached(id, placed)))
          break;
        if (needs.some((id) => id.client === client && id.clock >= struct.id.clock)) return 'cycle';
        placed.set(client, struct.id.clock + struct.length);
        moved = true;
        if (struct instanceof Y.Item) items.push(struct);
      }
      next.set(client, at);
    }
  }
  const left = [...queues].some(([client, queue]) => (next.get(client) ?? 0) < queue.length);
  return left ? 'cycle' : { items, structs: queues, ends };
}

function dependencies(item: Y.Item): Y.ID[] {
  const needs: Y.ID[] = [];
  if (item.origin !== null) needs.push(item.origin);
  if (item.rightOrigin !== null) needs.push(item.rightOrigin);
  if (item.parent instanceof Y.ID) needs.push(item.parent);
  return needs;
}

interface DeleteRange {
  readonly clock: number;
  readonly len: number;
}

/** The live items that the ranges hit; null when a range names what neither the document nor the update knows. */
function liveDeletions(
  doc: Y.Doc,
  ds: { clients: Map<number, DeleteRange[]> },
  ends: ReadonlyMap<number, number>,
): Y.Item[] | null {
  const hit: Y.Item[] = [];
  for (const [client, ranges] of ds.clients) {
    const known = Y.getState(doc.store, client);
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      if (clock + len > Math.max(known, ends.get(client) ?? 0)) return null;
      if (clock >= known) continue;
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (struct instanceof Y.Item && !struct.deleted) hit.push(struct);
      }
    }
  }
  return hit;
}

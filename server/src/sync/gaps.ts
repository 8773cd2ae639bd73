import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/**
 * Puts collected structs (content that is deleted and forgotten) where updates rest on others that are gone, so that
 * they come in: a field that somebody wrote after the lost edit stands, what was written inside of what is lost goes with
 * it. Answers whether there was nothing to fill.
 *
 * The document is another one afterwards than that of anybody who has the lost edits: it has to begin a new generation.
 */
export function fillGaps(doc: Y.Doc): boolean {
  const { store } = doc;
  const whole = !hasGaps(doc);
  // Each round fills one gap up to a clock that something waits for, so it comes to an end.
  for (let gap = nextGap(doc); gap !== null; gap = nextGap(doc)) Y.applyUpdate(doc, collected(gap));
  store.pendingStructs = null;
  store.pendingDs = null;
  return whole;
}

/** Something in it rests on what is not there. */
export function hasGaps({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}

interface Gap {
  readonly client: number;
  readonly from: number;
  readonly size: number;
}

function nextGap({ store }: Y.Doc): Gap | null {
  if (store.pendingStructs === null) return null;
  const waiting = Y.decodeUpdateV2(store.pendingStructs.update).structs;
  for (const client of store.pendingStructs.missing.keys()) {
    const from = Y.getState(store, client);
    const size = (firstOf(waiting, client) ?? lastNamed(waiting, client) + 1) - from;
    if (size > 0) return { client, from, size };
  }
  return null;
}

/** The clock at which what waits of this client begins. */
function firstOf(waiting: readonly Struct[], client: number): number | null {
  const clocks = waiting
    .filter((struct) => struct.id.client === client && (struct instanceof Y.Item || struct instanceof Y.GC))
    .map(({ id }) => id.clock);
  return clocks.length === 0 ? null : Math.min(...clocks);
}

/** The last clock of this client that something rests on. */
function lastNamed(waiting: readonly Struct[], client: number): number {
  let last = -1;
  for (const struct of waiting) {
    if (!(struct instanceof Y.Item)) continue;
    for (const named of [struct.origin, struct.rightOrigin, struct.parent])
      if (named instanceof Y.ID && named.client === client) last = Math.max(last, named.clock);
  }
  return last;
}

/** An update of one collected struct. */
function collected({ client, from, size }: Gap): Uint8Array {
  const encoder = encoding.createEncoder();
  const [clients, structs, deletions] = [1, 1, 0];
  encoding.writeVarUint(encoder, clients);
  encoding.writeVarUint(encoder, structs);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, from);
  encoding.writeUint8(encoder, 0);
  encoding.writeVarUint(encoder, size);
  encoding.writeVarUint(encoder, deletions);
  return encoding.toUint8Array(encoder);
}

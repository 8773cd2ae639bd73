import * as Y from 'yjs';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { LAYOUT, META } from '@bouwberaad/shared/model/layout.ts';
import type { Claim } from '../store/store.ts';
import { fillGaps } from './gaps.ts';
import { SERVER } from './room.ts';

/** A workspace of a new generation. */
export interface Renewed {
  readonly state: Uint8Array;
  readonly generation: number;
  /** The client id under which the generation was written. */
  readonly claim: Claim;
  /** False: updates were there that rest on others which were not. What could not stand without those is gone. */
  readonly complete: boolean;
}

/**
 * Joins what a workspace was kept in and begins a new generation of it: a browser that kept the plans of an older one
 * throws them away and replays its outbox, instead of filling up what was put back.
 *
 * The number is the moment of renewal (milliseconds since the epoch) rather than the next one: the same backup put back
 * twice makes two generations, and nobody knows which were given out after it was made. Problem `damaged`.
 */
export function renew(parts: readonly Uint8Array[], now: number): Result<Renewed> {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const part of parts) Y.applyUpdate(doc, part);
    });
  } catch (error) {
    return problem('damaged', error instanceof Error ? error.message : String(error));
  }
  const meta = doc.getMap(META);
  const before = meta.get('generation');
  const generation = Math.max(now, typeof before === 'number' ? before + 1 : 1);
  const complete = fillGaps(doc);
  doc.transact(() => {
    if (!meta.has('layout')) meta.set('layout', LAYOUT);
    meta.set('generation', generation);
  });
  const renewed: Renewed = {
    state: Y.encodeStateAsUpdate(doc),
    generation,
    claim: { client: doc.clientID, person: SERVER },
    complete,
  };
  doc.destroy();
  return ok(renewed);
}

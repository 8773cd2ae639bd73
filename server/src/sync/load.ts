import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Claim, Store } from '../store/store.ts';

export interface Loaded {
  readonly ydoc: Y.Doc;
  readonly claims: readonly Claim[];
  /** Rows of the log that it was read from: those that no checkpoint had absorbed. */
  readonly rows: readonly string[];
  /** Checkpoints whose bytes do not match their checksum. */
  readonly damaged: number;
}

/** A document from its newest sound checkpoint and the log; right with any mix of the two. */
export async function loadDocument(
  store: Pick<Store, 'updates' | 'checkpoints'>,
  doc: string,
): Promise<Loaded> {
  // The log first: rows leave it only once a checkpoint that holds them is there to be read.
  const tail = await store.updates.tail(doc);
  const [checkpoints, claims] = await Promise.all([store.checkpoints.list(doc), store.updates.claims(doc)]);
  const sound = checkpoints.find((checkpoint) => hashOf(checkpoint.state) === checkpoint.sha256);
  const ydoc = new Y.Doc();
  // One transaction: applying 100,000 rows one by one takes three times as long.
  ydoc.transact(() => {
    if (sound !== undefined) Y.applyUpdate(ydoc, sound.state, 'load');
    for (const { update } of tail) Y.applyUpdate(ydoc, update, 'load');
  }, 'load');
  const damaged = sound === undefined ? checkpoints.length : checkpoints.indexOf(sound);
  return { ydoc, claims, rows: tail.map((row) => row.id), damaged };
}

/** Writes a checkpoint of what the store holds, and then takes away exactly the rows that went into it. */
export async function compactDocument(
  store: Pick<Store, 'updates' | 'checkpoints'>,
  doc: string,
  at: string,
): Promise<void> {
  const { ydoc, rows } = await loadDocument(store, doc);
  const state = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  await store.checkpoints.put({ doc, state, sha256: hashOf(state), at });
  await store.updates.drop(doc, rows);
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

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

/** What the store holds of a document, as it lies there. */
export interface Stored {
  /** The newest sound checkpoint, then the rows of the log. */
  readonly parts: readonly Uint8Array[];
  readonly claims: readonly Claim[];
  readonly rows: readonly string[];
  readonly damaged: number;
}

export async function readStored(
  store: Pick<Store, 'updates' | 'checkpoints'>,
  doc: string,
): Promise<Stored> {
  // The log first: rows leave it only once a checkpoint that holds them is there to be read.
  const tail = await store.updates.tail(doc);
  const [checkpoints, claims] = await Promise.all([store.checkpoints.list(doc), store.updates.claims(doc)]);
  const sound = checkpoints.find((checkpoint) => hashOf(checkpoint.state) === checkpoint.sha256);
  return {
    parts: [...(sound === undefined ? [] : [sound.state]), ...tail.map(({ update }) => update)],
    claims,
    rows: tail.map((row) => row.id),
    damaged: sound === undefined ? checkpoints.length : checkpoints.indexOf(sound),
  };
}

/** The document of it; right with any mix of checkpoint and log. */
export function build({ parts, claims, rows, damaged }: Stored): Loaded {
  const ydoc = new Y.Doc();
  // One transaction: applying 100,000 rows one by one takes three times as long.
  ydoc.transact(() => {
    for (const part of parts) Y.applyUpdate(ydoc, part, 'load');
  }, 'load');
  return { ydoc, claims, rows, damaged };
}

export async function loadDocument(
  store: Pick<Store, 'updates' | 'checkpoints'>,
  doc: string,
): Promise<Loaded> {
  return build(await readStored(store, doc));
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

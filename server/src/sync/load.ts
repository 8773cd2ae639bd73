import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Checkpoint, Claim, LogRow, Store } from '../store/store.ts';

/** What the store holds of a document, as it lies there. */
export interface Stored {
  /** The newest sound checkpoint, then the rows of the log that it lacks. */
  readonly parts: readonly Uint8Array[];
  readonly claims: readonly Claim[];
  /** Rows of the log that no checkpoint has absorbed. */
  readonly rows: readonly string[];
  /** Rows of the log that the newest sound checkpoint holds: they go when there is another one. */
  readonly absorbed: readonly string[];
  /** No sound checkpoint was there: the rows are all there is. */
  readonly onlyRows: boolean;
  readonly damage: Damage;
}

/** What of a document is not as it was written. */
export interface Damage {
  /** Checkpoints whose bytes do not match their checksum. */
  readonly checkpoints: number;
  /** Rows of the log whose bytes do not match theirs, and that no sound checkpoint holds. */
  readonly rows: readonly string[];
  /** Of these, the ones that the document goes without already, since an earlier opening. */
  readonly given: readonly string[];
  /** Why what is left cannot stand for the document; null when it can. */
  readonly fatal: string | null;
}

export interface Loaded extends Stored {
  readonly ydoc: Y.Doc;
}

/** The document is stored, and what is left of it can't stand for it. */
export class DocumentDamaged extends Error {
  constructor(doc: string, reason: string) {
    super(`${doc} is damaged: ${reason}`);
    this.name = 'DocumentDamaged';
  }
}

export async function readStored(
  store: Pick<Store, 'updates' | 'checkpoints'>,
  doc: string,
): Promise<Stored> {
  // The log first: rows leave it only once a checkpoint that holds them is there to be read.
  const tail = await store.updates.tail(doc);
  const [checkpoints, claims] = await Promise.all([store.checkpoints.list(doc), store.updates.claims(doc)]);
  const sound = checkpoints.findIndex((checkpoint) => hashOf(checkpoint.state) === checkpoint.sha256);
  const base = checkpoints[sound];
  const held = new Set(base?.madeOf?.rows);
  const given = new Set(base?.madeOf?.without);
  const beyond = tail.filter(({ id }) => !held.has(id));
  const rows = beyond.filter((row) => row.damaged === undefined);
  const lost = beyond.filter((row) => row.damaged === true).map(({ id }) => id);
  return {
    parts: [...(base === undefined ? [] : [base.state]), ...rows.map(({ update }) => update)],
    claims,
    rows: rows.map(({ id }) => id),
    absorbed: tail.filter(({ id }) => held.has(id)).map(({ id }) => id),
    onlyRows: base === undefined,
    damage: {
      checkpoints: sound === -1 ? checkpoints.length : sound,
      rows: lost,
      given: lost.filter((id) => given.has(id)),
      fatal: whyNotWhole(checkpoints, sound, tail, claims),
    },
  };
}

/**
 * Whether the log fills the gap that damaged checkpoints leave: rows stay in it until a checkpoint after the one that they
 * went into, so with the newest one damaged the one before it and the log are everything.
 */
function whyNotWhole(
  checkpoints: readonly Checkpoint[],
  sound: number,
  tail: readonly LogRow[],
  claims: readonly Claim[],
): string | null {
  if (checkpoints.length === 0) {
    return tail.length === 0 && claims.length > 0
      ? 'people have written in it, and neither a checkpoint nor a row of the log is left'
      : null;
  }
  if (sound === 0) return null;
  const base = checkpoints[sound];
  const damaged = base === undefined ? checkpoints : checkpoints.slice(0, sound);
  const there = new Set([...(base?.madeOf?.rows ?? []), ...tail.map(({ id }) => id)]);
  const everything =
    damaged.every(({ madeOf }) => madeOf?.rows.every((id) => there.has(id)) === true) &&
    (base !== undefined || damaged.at(-1)?.madeOf?.onlyRows === true);
  if (everything) return null;
  return base === undefined
    ? `all ${checkpoints.length} checkpoints are damaged, and the log does not go back to the beginning`
    : 'the newest checkpoint is damaged, and the log does not go back to the one before it';
}

/** The document of it; right with any mix of checkpoint and log. Throws when what is stored is no update at all. */
export function build(stored: Stored): Loaded {
  const ydoc = new Y.Doc();
  // One transaction: applying 100,000 rows one by one takes three times as long.
  ydoc.transact(() => {
    for (const part of stored.parts) Y.applyUpdate(ydoc, part, 'load');
  }, 'load');
  return { ...stored, ydoc };
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

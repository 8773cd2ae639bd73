import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Store } from '../store.ts';

// The store knows nothing of Yjs; these few lines stand for the sync core, which the store may not import.

type DocumentStore = Pick<Store, 'updates' | 'checkpoints'>;

/** A document of the newest sound checkpoint and the tail, and the rows that went into it. */
export async function loadDocument(
  store: DocumentStore,
  doc: string,
): Promise<{ ydoc: Y.Doc; rows: string[] }> {
  const tail = await store.updates.tail(doc);
  const sound = (await store.checkpoints.list(doc)).find(({ state, sha256 }) => hashOf(state) === sha256);
  const ydoc = new Y.Doc();
  ydoc.transact(() => {
    if (sound !== undefined) Y.applyUpdate(ydoc, sound.state);
    for (const { update } of tail) Y.applyUpdate(ydoc, update);
  });
  return { ydoc, rows: tail.map((row) => row.id) };
}

export async function putCheckpoint(store: DocumentStore, doc: string): Promise<string[]> {
  const { ydoc, rows } = await loadDocument(store, doc);
  const state = Y.encodeStateAsUpdate(ydoc);
  await store.checkpoints.put({ doc, state, sha256: hashOf(state), at: '2026-11-24T09:00:00.000Z' });
  return rows;
}

export function contentOf(ydoc: Y.Doc): Record<string, unknown> {
  if (ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null)
    throw new Error('the document has a gap');
  return ydoc.getMap('m').toJSON();
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import { writeSync } from 'node:fs';
import * as Y from 'yjs';
import { openStore, type StoreConfig } from '../open.ts';
import type { Store } from '../store.ts';
import { loadDocument, putCheckpoint } from './document.ts';
import { numberedGroup } from './numbered-group.ts';

// A process to be killed: writes without end, and says on stdout what was acknowledged, one number a line.

export interface WriterTask {
  readonly config: StoreConfig;
  readonly mode: 'groups' | 'document';
  readonly doc: string;
  readonly from: number;
}

/** Edits between two compactions of `document`: few, so that a random moment often falls into one. */
const COMPACT_EVERY = 10;

function say(word: string | number): void {
  writeSync(1, `${word}\n`);
}

async function writeGroups(store: Store, { doc, from }: WriterTask): Promise<void> {
  for (let n = from; ; n++) {
    await store.updates.append(numberedGroup(doc, n));
    say(n);
  }
}

async function writeDocument(store: Store, { doc, from }: WriterTask): Promise<void> {
  const { ydoc } = await loadDocument(store, doc);
  for (let n = from; ; n++) {
    const before = Y.encodeStateVector(ydoc);
    ydoc.getMap('m').set(`k${n}`, n);
    const updates = [Y.encodeStateAsUpdate(ydoc, before)];
    await store.updates.append({ doc, updates, history: [], claims: [] });
    say(n);
    if (n % COMPACT_EVERY !== 0) continue;
    const rows = await putCheckpoint(store, doc);
    await store.updates.drop(doc, rows);
  }
}

const task = JSON.parse(process.argv[2] ?? '') as WriterTask;
const opened = await openStore(task.config);
if (!opened.ok) throw new Error(opened.message);
await (task.mode === 'groups' ? writeGroups : writeDocument)(opened.value, task);

import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';
import { MemoryStore } from '../../test/memory-store.ts';
import { person, projectMap, startSyncServer } from '../../test/sync-server.ts';
import { limits } from './limits.ts';

const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function plan(doc: Y.Doc): Y.Map<unknown> | undefined {
  return doc.getMap('projects').get('p1') as Y.Map<unknown> | undefined;
}

const LONG = 'x'.repeat(500_000);

/** Half a megabyte of notes in the place of what was there; the plan's name says how often. */
function rewrite(doc: Y.Doc, name: string): void {
  doc.transact(() => {
    const notes = plan(doc)?.get('notes') as Y.XmlFragment;
    notes.delete(0, notes.length);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(LONG)]);
    notes.insert(0, [paragraph]);
    plan(doc)?.set('name', name);
  });
}

test('who does not read is sent away with 4508, and nobody else waits for them', async () => {
  const server = await startSyncServer(new MemoryStore(), [person('a'), person('b'), person('slow')]);
  ends.push(server.stop);
  const writer = server.connect('a');
  const reader = server.connect('b');
  await vi.waitFor(() => {
    expect(writer.provider.synced && reader.provider.synced).toBe(true);
  });
  writer.doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
  const slow = new WebSocket(`${server.url}/west/workspace?token=slow`);
  ends.push(() => slow.terminate());
  let code = 0;
  slow.on('close', (said) => (code = said));
  await vi.waitFor(() => {
    expect(server.rooms.counts().get('west')).toBe(3);
  });
  slow.pause();
  // Twice the limit: what the systems of both sides hold between them comes on top.
  let edits = 0;
  while (server.rooms.counts().get('west') === 3 && edits * LONG.length < limits.slowReaderBytes * 2) {
    const name = `${++edits}`;
    rewrite(writer.doc, name);
    await vi.waitFor(() => {
      expect(plan(reader.doc)?.get('name')).toBe(name);
    }, 10_000);
  }
  expect(edits * LONG.length).toBeGreaterThan(limits.slowReaderBytes);
  expect(server.rooms.counts().get('west')).toBe(2);
  slow.resume();
  await vi.waitFor(() => {
    expect(code).toBe(CLOSE.tooSlow);
  });
});

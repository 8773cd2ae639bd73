import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { EditReader } from './edit-reader.ts';
import { stateIn } from './crowd.ts';
import { world } from './world.ts';

const editsIn = (update: Uint8Array, writerOf: ReadonlyMap<number, number>): string[] => {
  const edits: string[] = [];
  new EditReader(Buffer.from(update), 0).each(writerOf, (writer, clock) => edits.push(`${writer}:${clock}`));
  return edits;
};

describe.each([0, 3000])('edits of %i bytes', (bytes) => {
  const { messages, writerOf, doc, base } = world(4, 40, bytes);
  const updates = messages.map((message) => stateIn(message)!);

  it('are read one by one, each as the next of its writer', () => {
    expect(messages[0]![1]).toBe(SYNC.update);
    for (const [at, update] of updates.entries())
      expect(editsIn(update, writerOf)).toEqual([`${at % 4}:${Math.floor(at / 4)}`]);
  });

  it('are all found in an update that was merged of many', () => {
    const found = editsIn(Y.mergeUpdates(updates), writerOf).sort();
    expect(found).toEqual(updates.map((_, at) => `${at % 4}:${Math.floor(at / 4)}`).sort());
  });

  it('make with the plans that they are of the document that every server should end with', () => {
    const copy = new Y.Doc();
    for (const update of [...base, ...updates]) Y.applyUpdate(copy, update);
    expect(copy.getMap('projects').toJSON()).toEqual(doc.getMap('projects').toJSON());
    expect(copy.store.pendingStructs).toBeNull();
  });
});

it('does not count the making of the plans, and stumbles over what is no edit of the world', () => {
  const { base, writerOf } = world(4, 40);
  expect(base.flatMap((update) => editsIn(update, writerOf))).toEqual([]);
  const stranger = new Y.Doc();
  stranger.clientID = [...writerOf.keys()][0]!;
  stranger.getMap('projects').set('p', new Y.Map());
  expect(() => editsIn(Y.encodeStateAsUpdate(stranger), writerOf)).toThrow('no edit here makes');
});

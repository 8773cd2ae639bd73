import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { content, forge } from '../../../test/gate/forge.ts';
import { contentOf, soundness } from '../../../test/gate/oracle.ts';
import { World } from '../../../test/gate/world.ts';
import { judge } from './gate.ts';
import type { Id } from './scan.ts';

/** A text in the notes of a plan, in a document of its own. */
function startingDocument(): { doc: Y.Doc; text: Y.XmlText } {
  const { server: doc } = new World();
  const text = new Y.XmlText();
  const project = doc.getMap<Y.Map<unknown>>('projects').get('p1')!;
  (project.get('notes') as Y.XmlFragment).insert(0, [text]);
  return { doc, text };
}

function idsOf(text: Y.XmlText): Id[] {
  const ids: Id[] = [];
  for (let item = text._start; item !== null; item = item.right)
    for (let at = 0; at < item.length; at++) ids.push({ client: item.id.client, clock: item.id.clock + at });
  return ids;
}

const context = { ...new World().context(0, false), ownerOf: () => 'anna' };

/** Items that name any two things of the list, a left one and a right one somewhere after it or before it. */
const histories = fc.array(
  fc.record({ client: fc.nat(3), left: fc.nat(), right: fc.nat(), after: fc.boolean() }),
  {
    minLength: 12,
    maxLength: 12,
  },
);

test('G14 what names neighbours that no writer saw is refused, and what is accepted stands the same in any order', () => {
  const tally = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(histories, (history) => {
      const { doc, text } = startingDocument();
      const updates = [Y.encodeStateAsUpdate(doc)];
      for (const { client, left, right, after } of history) {
        const ids = idsOf(text);
        const at = (left % (ids.length + 1)) - 1;
        const to = after ? at + 1 + (right % (ids.length - at)) : right % (ids.length + 1);
        const id = client + 1;
        const struct = {
          ...content.string('x'),
          origin: ids[at] ?? null,
          right: ids[to] ?? null,
          parent: text._item!.id,
        };
        const update = forge([{ client: id, clock: Y.getState(doc.store, id), structs: [struct] }]);
        const verdict = judge(update, { ...context, doc });
        tally[verdict.kind === 'accepted' ? 'accepted' : 'refused'] += 1;
        if (verdict.kind === 'refused') expect(verdict).toMatchObject({ close: 4400, code: 'order' });
        if (verdict.kind !== 'accepted') continue;
        Y.applyUpdate(doc, update);
        updates.push(update);
      }
      expect(soundness(doc)).toBeNull();
      // The same updates in one go: merged, so that Yjs goes through them client by client.
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.mergeUpdates(updates));
      expect(contentOf(other)).toBe(contentOf(doc));
    }),
    { numRuns: 600 },
  );
  expect(tally.refused).toBeGreaterThan(400);
  expect(tally.accepted).toBeGreaterThan(400);
});

test('G14 a left neighbour after the right one in the same run of text', () => {
  const { doc, text } = startingDocument();
  text.insert(0, 'aan de kade');
  const ids = idsOf(text);
  const struct = { ...content.string('x'), origin: ids[3]!, right: ids[1]! };
  const verdict = judge(forge([{ client: 7, clock: 0, structs: [struct] }]), { ...context, doc });
  expect(verdict).toMatchObject({ kind: 'refused', close: 4400, code: 'order' });
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Slots } from './row-slots.ts';

const rows = (...ids: string[]): { id: string; kind: 'project' }[] =>
  ids.map((id) => ({ id, kind: 'project' }));

it('keeps the elements of a row that stays, and gives those of one that went to one that comes', () => {
  const slots = new Slots();
  const [a, b, c] = slots.take(rows('a', 'b', 'c'));
  expect(slots.take(rows('b', 'c', 'd'))).toEqual([b, c, a]);
});

it('gives a group no elements of a project', () => {
  const slots = new Slots();
  const [project] = slots.take(rows('a'));
  expect(slots.take([{ id: 'g', kind: 'group' }])).not.toEqual([project]);
});

it('never draws two rows with the same elements, and needs no more than were drawn at once', () => {
  const window = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(window, { minLength: 1, maxLength: 20 }), (windows) => {
      const slots = new Slots();
      const made = new Set<string>();
      let most = 0;
      for (const ids of windows) {
        most = Math.max(most, ids.length);
        const taken = slots.take(rows(...ids.map(String)));
        expect(new Set(taken).size).toBe(ids.length);
        for (const slot of taken) made.add(slot);
      }
      expect(made.size).toBe(most);
    }),
  );
});

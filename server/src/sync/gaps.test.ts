import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fillGaps, hasGaps } from './gaps.ts';

/** A few people who write in the same maps and text, in each other's work too; every edit is an update. */
function history(steps: readonly { readonly who: number; readonly what: number }[]): Uint8Array[] {
  const docs = [0, 1, 2].map((id) => {
    const doc = new Y.Doc();
    doc.clientID = 100 + id;
    return doc;
  });
  const updates: Uint8Array[] = [];
  for (const doc of docs)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'others') return;
      updates.push(update);
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'others');
    });
  for (const [n, { who, what }] of steps.entries()) {
    const doc = docs[who];
    if (doc === undefined) continue;
    const plans = doc.getMap<Y.Map<unknown>>('projects');
    const plan = plans.get(`p${what % 4}`);
    if (plan === undefined) plans.set(`p${what % 4}`, new Y.Map<unknown>([['notes', new Y.Text()]]));
    else if (what % 3 === 0) (plan.get('notes') as Y.Text).insert(0, `${n} `);
    else if (what % 7 === 0) (plan.get('notes') as Y.Text).delete(0, (plan.get('notes') as Y.Text).length);
    else plan.set(`f${what % 5}`, n);
  }
  return updates;
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

const steps = fc.array(fc.record({ who: fc.nat(2), what: fc.nat(1000) }), { minLength: 5, maxLength: 80 });

test('D13: whichever updates are gone, the rest comes in, and what comes out loads like any other document', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), (made, gone) => {
      const updates = history(made);
      const left = updates.filter((_, n) => gone[n] !== true);
      const doc = docOf(left);
      const gaps = hasGaps(doc);
      expect(fillGaps(doc)).toBe(!gaps);
      expect(hasGaps(doc)).toBe(false);
      const again = docOf([Y.encodeStateAsUpdate(doc)]);
      expect(hasGaps(again)).toBe(false);
      expect(again.getMap('projects').toJSON()).toEqual(doc.getMap('projects').toJSON());
      // Nobody's work ends before the gap any more.
      for (const update of left)
        for (const [client, clock] of Y.parseUpdateMeta(update).to)
          expect(Y.getState(doc.store, client)).toBeGreaterThanOrEqual(clock);
      // One can go on writing in it.
      again.getMap('projects').set('more', 1);
    }),
    { numRuns: 300 },
  );
});

test('D13: with nothing gone nothing is changed', () => {
  fc.assert(
    fc.property(steps, (made) => {
      const updates = history(made);
      const doc = docOf(updates);
      const before = Y.encodeStateAsUpdate(doc);
      expect(fillGaps(doc)).toBe(true);
      expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    }),
    { numRuns: 50 },
  );
});

test('D13: a field that was written anew after the lost edit stands; what was written in the lost record goes with it', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const plans = doc.getMap<Y.Map<unknown>>('projects');
  plans.set('p1', new Y.Map());
  plans.set('lost', new Y.Map());
  plans.get('p1')?.set('name', 'Kade');
  plans.get('lost')?.set('name', 'Haven');
  plans.get('p1')?.set('place', 'Deventer');
  const left = docOf(updates.filter((_, n) => n !== 1));
  expect(left.getMap('projects').toJSON()).toEqual({ p1: {} });
  fillGaps(left);
  expect(left.getMap('projects').toJSON()).toEqual({ p1: { name: 'Kade', place: 'Deventer' } });
});

import { expect, test, vi } from 'vitest';
import { Doc } from 'yjs';
import { PlanCache } from './plan-cache.ts';

const opened: string[] = [];
vi.mock('y-indexeddb', () => ({
  IndexeddbPersistence: class {
    readonly whenSynced = Promise.resolve();
    constructor(name: string) {
      opened.push(name);
    }
  },
  clearDocument: () => Promise.resolve(),
}));

/** What one tab sees of it: another tab's writing comes later, or not yet. */
function storage(): Storage {
  const items = new Map<string, string>();
  return {
    length: 0,
    clear: () => undefined,
    key: () => null,
    removeItem: () => undefined,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}

test('C6 a tab that is told of a discard does not look at the old plans again, though it does not see it written yet', async () => {
  const first = new PlanCache('lotte', 'deventer', storage());
  const second = new PlanCache('lotte', 'deventer', storage());
  await second.attach(new Doc());
  const epoch = first.discard();
  second.discarded(epoch);
  await first.attach(new Doc());
  await second.attach(new Doc());
  const [before, ...after] = opened;
  expect(before).not.toBe(after[0]);
  expect(after[0]).toBe(after[1]);
  // And its own next one is newer than both.
  expect(second.discard()).toBeGreaterThan(epoch);
});

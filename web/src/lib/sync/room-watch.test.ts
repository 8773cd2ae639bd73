import { expect, test } from 'vitest';
import { RoomWatch, type RoomTrouble } from './room-watch.ts';

/** A browser with a disk of 1,000; what is told of it, and how often it was asked. */
function browser(lasting: boolean | 'unable') {
  const disk = { usage: 0, now: 0, asked: 0, told: [] as (RoomTrouble | null)[] };
  const watch = new RoomWatch({
    storage: {
      persist: () => {
        disk.asked += 1;
        return lasting === 'unable' ? Promise.reject(new Error('not here')) : Promise.resolve(lasting);
      },
      estimate: () => Promise.resolve({ usage: disk.usage, quota: 1000 }),
    },
    clock: { now: () => disk.now },
    onTrouble: (trouble) => disk.told.push(trouble),
  });
  return { disk, watch };
}

test('a browser that denies to keep things is told of, and asked once', async () => {
  const { disk, watch } = browser(false);
  await watch.grew();
  expect(disk.told).toEqual(['denied']);
  disk.now += 60_000;
  await watch.grew();
  expect(disk.told).toEqual(['denied']);
  expect(disk.asked).toBe(1);
});

test('nothing is told of a browser that keeps things, or can’t say', async () => {
  for (const lasting of [true, 'unable'] as const) {
    const { disk, watch } = browser(lasting);
    await watch.grew();
    expect(disk.told).toEqual([]);
  }
  const told: unknown[] = [];
  const clock = { now: () => 0 };
  await new RoomWatch({ storage: undefined, clock, onTrouble: (trouble) => told.push(trouble) }).grew();
  expect(told).toEqual([]);
});

test('a disk that fills up later is found as it grows, and told of when there is room again', async () => {
  const { disk, watch } = browser(false);
  disk.usage = 899;
  await watch.grew();
  disk.usage = 901;
  // Within seconds it is not asked again.
  disk.now += 1000;
  await watch.grew();
  expect(disk.told).toEqual(['denied']);
  disk.now += 60_000;
  await watch.grew();
  expect(disk.told).toEqual(['denied', 'full']);
  disk.usage = 100;
  disk.now += 60_000;
  await watch.grew();
  expect(disk.told).toEqual(['denied', 'full', 'denied']);
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedClock, systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { Bucket, Thinned } from './pace.ts';

const allowance = { burst: 10, perSecond: 5 };

function takenOf(bucket: Bucket, tries: number): number {
  return Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;
}

describe('a bucket', () => {
  test('gives its burst at once, then so many a second, and never saves up more than its burst', () => {
    const clock = fixedClock(0);
    const bucket = new Bucket(allowance, clock);
    expect(takenOf(bucket, 100)).toBe(10);
    clock.advance(1000);
    expect(takenOf(bucket, 100)).toBe(5);
    clock.advance(3_600_000);
    expect(takenOf(bucket, 100)).toBe(10);
  });

  test('gives several or none', () => {
    const bucket = new Bucket(allowance, fixedClock(0));
    expect(bucket.take(11)).toBe(false);
    expect(bucket.take(10)).toBe(true);
    expect(bucket.take()).toBe(false);
  });

  test('a credit goes beyond the burst, and is used once', () => {
    const clock = fixedClock(0);
    const bucket = new Bucket(allowance, clock);
    bucket.credit(20_000);
    clock.advance(1000);
    expect(takenOf(bucket, 1000)).toBe(110);
    clock.advance(3_600_000);
    expect(takenOf(bucket, 1000)).toBe(10);
  });

  test('a clock that is set back takes nothing away and gives nothing twice', () => {
    const clock = fixedClock(10_000);
    const bucket = new Bucket(allowance, clock);
    bucket.take(10);
    clock.set(0);
    expect(bucket.take()).toBe(false);
    clock.advance(200);
    expect(takenOf(bucket, 10)).toBe(1);
  });
});

describe('something thinned', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('is done at once, and once more for all who asked too fast', () => {
    const act = vi.fn();
    const thinned = new Thinned(new Bucket(allowance, systemClock), act);
    for (let n = 0; n < 1000; n++) thinned.ask();
    expect(act).toHaveBeenCalledTimes(10);
    vi.advanceTimersByTime(200);
    expect(act).toHaveBeenCalledTimes(11);
    vi.advanceTimersByTime(60_000);
    expect(act).toHaveBeenCalledTimes(11);
  });

  test('is done no more once it is stopped', () => {
    const act = vi.fn();
    const thinned = new Thinned(new Bucket(allowance, systemClock), act);
    for (let n = 0; n < 20; n++) thinned.ask();
    thinned.stop();
    vi.advanceTimersByTime(60_000);
    expect(act).toHaveBeenCalledTimes(10);
  });
});

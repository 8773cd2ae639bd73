import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldMedians, Latencies, median, quantile } from './numbers.ts';

describe('latencies', () => {
  it('answer the time below which a part of all lies, to a hundredth of a millisecond', () => {
    const latencies = new Latencies();
    for (let ms = 1; ms <= 100; ms++) latencies.add(ms);
    expect(latencies.percentiles()).toEqual({ p50: 50, p99: 99 });
    expect(latencies.at(1)).toBe(100);
    latencies.add(0.256);
    expect(latencies.at(0.001)).toBe(0.26);
  });

  it('are not a number without any, and keep what is longer than they count as the longest', () => {
    const latencies = new Latencies();
    expect(latencies.at(0.5)).toBeNaN();
    latencies.add(60_000);
    latencies.add(-1);
    expect(latencies.at(0.5)).toBe(0);
    expect(latencies.at(1)).toBeCloseTo(5000, 0);
  });

  it('are never below what a sorted list says, and at most a step above', () => {
    const times = fc.array(fc.double({ min: 0, max: 4000, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, part) => {
        const latencies = new Latencies();
        for (const one of all) latencies.add(one);
        const exact = [...all].sort((a, b) => a - b)[Math.ceil(all.length * part) - 1]!;
        expect(Math.abs(latencies.at(part) - exact)).toBeLessThanOrEqual(0.0051);
      }),
    );
  });
});

describe('medians', () => {
  it('take the middle, or the mean of the two there', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 9, 5, 2])).toBe(3.5);
    expect(median([])).toBeNaN();
    expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5);
  });

  it('go field by field, and leave what is no number as the first run had it', () => {
    const runs = [
      { p50: 3, cpu: null, name: 'a' },
      { p50: 1, cpu: null, name: 'b' },
      { p50: 2, cpu: null, name: 'c' },
    ];
    expect(fieldMedians(runs)).toEqual({ p50: 2, cpu: null, name: 'a' });
    expect(() => fieldMedians([])).toThrow('no run');
  });
});

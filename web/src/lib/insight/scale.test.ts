import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisSteps } from './scale.ts';

test('an axis for 1.900 homes has round steps up to 2.000', () => {
  expect(axisSteps(1900)).toEqual([0, 500, 1000, 1500, 2000]);
});

test('an axis starts at 0, holds the largest value and has at most five lines above it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (max) => {
      const steps = axisSteps(max);
      expect(steps[0]).toBe(0);
      expect(steps.at(-1)).toBeGreaterThanOrEqual(max);
      expect(steps.length).toBeLessThanOrEqual(6);
    }),
  );
});

test('nothing at all still has an axis', () => {
  expect(axisSteps(0)).toEqual([0, 1]);
});

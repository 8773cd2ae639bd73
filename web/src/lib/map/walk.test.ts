import { expect, test } from 'vitest';
import fc from 'fast-check';
import { nextToward, type Direction } from './walk.ts';

const at = (x: number, y: number) => ({ x, y });

test('an arrow goes to the nearest point on its side, rather ahead than aside', () => {
  const ahead = at(30, 4);
  const aside = at(10, 40);
  expect(nextToward(at(0, 0), [ahead, aside, at(-5, 0)], 'right')).toBe(ahead);
  expect(nextToward(at(0, 0), [ahead, aside], 'down')).toBe(aside);
  expect(nextToward(at(0, 0), [ahead, aside], 'left')).toBeNull();
});

test('what is reached by an arrow lies on that side, and something is reached where anything lies', () => {
  const spot = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
  const directions: readonly Direction[] = ['up', 'down', 'left', 'right'];
  fc.assert(
    fc.property(spot, fc.array(spot), fc.constantFrom(...directions), (from, spots, direction) => {
      const lies = (one: { x: number; y: number }): boolean =>
        ({ up: one.y < from.y, down: one.y > from.y, left: one.x < from.x, right: one.x > from.x })[
          direction
        ];
      const next = nextToward(from, spots, direction);
      expect(next !== null && lies(next)).toBe(spots.some(lies));
    }),
  );
});

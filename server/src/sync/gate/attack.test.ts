import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attack, attacks } from '../../../test/gate/attack.ts';

test('G18 an accepted update never throws, hangs, pends, loads differently or writes what was not judged', () => {
  const tally = { judged: 0, accepted: 0 };
  fc.assert(
    fc.property(attacks, (one) => attack(one, tally)),
    { numRuns: 60 },
  );
  // Broken bytes are nearly always refused; a test in which nothing is accepted would prove nothing.
  expect(tally.accepted).toBeGreaterThan(tally.judged / 100);
});

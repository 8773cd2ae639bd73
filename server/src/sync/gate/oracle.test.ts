import fc from 'fast-check';
import { test } from 'vitest';
import { commands, World } from '../../../test/gate/world.ts';

test('G19 every honest update is accepted, and what it touches is what Yjs says it changes', () => {
  fc.assert(
    fc.property(commands, (list) => {
      new World().run(list);
    }),
    { numRuns: 200 },
  );
});

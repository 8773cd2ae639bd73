import fc from 'fast-check';
import { test } from 'vitest';
import { commands, World, type Command } from '../../../test/gate/world.ts';

test('G19 every honest update is accepted, and what it touches is what Yjs says it changes', () => {
  fc.assert(
    fc.property(commands, (list) => {
      new World().run(list);
    }),
    { numRuns: 200 },
  );
});

/** Found by the fuzz, shrunk: what was once refused or judged wrongly. */
const seeds: [string, [who: number, kind: Command['kind'], a?: number, b?: number][]][] = [
  [
    'values that were replaced and kept for undo come as one struct of several',
    [
      [0, 'field'],
      [0, 'field'],
      [0, 'field'],
      [0, 'field'],
      [0, 'sendState'],
    ],
  ],
  [
    'a value that lost against one which its writer then deletes',
    [
      [1, 'field', 15, 195],
      [1, 'sendState'],
      [0, 'field', 235, 643],
      [0, 'pull'],
      [0, 'clear', 225, 507],
      [0, 'sendMerged'],
    ],
  ],
  [
    'a format on letters that somebody else deletes',
    [
      [1, 'paragraph'],
      [1, 'sendState'],
      [1, 'erase'],
      [2, 'pull'],
      [2, 'bold'],
    ],
  ],
  [
    'a block of a plan that is new too',
    [
      [1, 'addProject'],
      [1, 'addBlock'],
      [1, 'sendState'],
    ],
  ],
];
test.each(seeds)('G19 %s', (_name, list) => {
  new World().run(list.map(([who, kind, a = 0, b = 0]) => ({ who, kind, a, b })));
});

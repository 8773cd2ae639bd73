import { expect, it } from 'vitest';
import { below } from './below.ts';

const tables = [
  { id: 'deventer', parent: 'west' },
  { id: 'west', parent: 'overijssel' },
  { id: 'twente', parent: 'overijssel' },
  { id: 'overijssel', parent: null },
];

it('is the table itself and all below it, however deep', () => {
  expect([...below(tables, 'overijssel')].sort()).toEqual(['deventer', 'overijssel', 'twente', 'west']);
  expect([...below(tables, 'west')].sort()).toEqual(['deventer', 'west']);
  expect([...below(tables, 'twente')]).toEqual(['twente']);
});

it('ends on a circle, which should not exist', () => {
  expect(
    [
      ...below(
        [
          { id: 'a', parent: 'b' },
          { id: 'b', parent: 'a' },
        ],
        'a',
      ),
    ].sort(),
  ).toEqual(['a', 'b']);
});

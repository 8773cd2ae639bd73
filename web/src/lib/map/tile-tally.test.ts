import { expect, test } from 'vitest';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { tallyByMunicipality } from './tile-tally.ts';

const row = (id: string, municipality: string | null): Pick<ProjectRow, 'id' | 'project'> => ({
  id,
  project: { municipality } as ProjectRow['project'],
});

test('every plan of a municipality counts, and of those that are shown how sure their bottleneck is', () => {
  const rows = [row('a', '0150'), row('b', '0150'), row('c', '0150'), row('d', '0193'), row('e', null)];
  const tallies = tallyByMunicipality(
    rows,
    new Map([
      ['a', 'bevestigd'],
      ['b', 'vermoed'],
      ['e', 'bevestigd'],
    ]),
  );
  expect([...tallies]).toEqual([
    ['0150', { all: 3, shown: 2, confirmed: 1, suspected: 1 }],
    ['0193', { all: 1, shown: 0, confirmed: 0, suspected: 0 }],
  ]);
});

import { expect, test } from 'vitest';
import { figureRows, headlineFigures, yearBars } from './figures.ts';

const before = {
  'planned:region': 18940,
  'expected:2028': 1710,
  'planned:0193:2027': 590,
  'planned:0193:2028': 612,
  'planned:0193:2029': 640,
  'planned:0193:2030': 548,
  'concentration:0193:2028:hoogbouw:dure huur': 0.44,
  'signal:0193:2028:hoogbouw:dure huur': 1,
  'affordable:low': 0.63,
};
const after = {
  ...before,
  'expected:2028': 1734,
  'planned:0193:2028': 532,
  'planned:0193:2030': 628,
  'concentration:0193:2028:hoogbouw:dure huur': 0.36,
  'signal:0193:2028:hoogbouw:dure huur': 0,
};

test('rows say what changes, and the whole also when it does not', () => {
  const rows = figureRows(before, after);
  expect(rows.map(({ key }) => key)).toEqual([
    'planned:region',
    'expected:2028',
    'planned:0193:2028',
    'planned:0193:2030',
    'concentration:0193:2028:hoogbouw:dure huur',
  ]);
  expect(rows[0]).toMatchObject({ before: '18.940', after: '18.940', difference: 'gelijk', changed: false });
  expect(rows[1]).toMatchObject({ before: '1.710', after: '1.734', difference: '+24' });
  expect(rows[2]?.difference).toBe('−80');
  expect(rows[4]).toMatchObject({ after: '36\u00a0%', difference: 'signaal weg' });
});

test('bars show the years around what changes', () => {
  expect(yearBars(before, after)).toEqual([
    {
      municipality: '0193',
      years: [
        { year: 2027, before: 590, after: 590 },
        { year: 2028, before: 612, after: 532 },
        { year: 2029, before: 640, after: 640 },
        { year: 2030, before: 548, after: 628 },
      ],
    },
  ]);
});

test('a list gets the municipal years, at most two', () => {
  expect(headlineFigures(before, after).map(({ label }) => label)).toEqual(['Zwolle 2028', 'Zwolle 2030']);
});

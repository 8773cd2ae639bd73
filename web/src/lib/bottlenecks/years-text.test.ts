import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearsWords } from '#lib/projects/years-words.ts';
import { parseYears } from './years-text.ts';

describe('parseYears', () => {
  it.each([
    ['', []],
    ['2028', [2028]],
    ['2030, 2028', [2028, 2030]],
    ['2028-2030', [2028, 2029, 2030]],
    ['2028 t/m 2030', [2028, 2029, 2030]],
    ['2028 tot en met 2030', [2028, 2029, 2030]],
    ['2028 en 2030', [2028, 2030]],
    ['2026, 2028 tot en met 2029', [2026, 2028, 2029]],
  ])('reads “%s”', (text, years) => {
    expect(parseYears(text)).toEqual(years);
  });

  it.each(['28', '2028-', 'binnenkort', '2030-2028', '1800', '2028 2029'])(
    'reads no years in “%s”',
    (text) => {
      expect(parseYears(text)).toBeNull();
    },
  );

  it('reads back what the screen says of any years', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1990, max: 2100 }), { maxLength: 40 }), (years) => {
        expect(parseYears(yearsWords(years) ?? '')).toEqual([...years].sort((a, b) => a - b));
      }),
    );
  });
});

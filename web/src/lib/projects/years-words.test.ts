import { expect, test } from 'vitest';
import { yearsWords } from './years-words.ts';

test.each([
  [[], null],
  [[2028], '2028'],
  [[2029, 2028], '2028, 2029'],
  [[2028, 2029, 2030], '2028 tot en met 2030'],
  [[2026, 2028, 2029, 2030, 2030], '2026, 2028 tot en met 2030'],
])('the years %j are %j', (years, words) => {
  expect(yearsWords(years)).toBe(words);
});

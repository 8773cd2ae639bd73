import { describe, expect, test } from 'vitest';
import { columnName, dayOf, homesOf, serialDay, type Cell } from './grid.ts';

const cell = (value: Cell['value'], text = String(value)): Cell => ({ value, text });

describe('a date', () => {
  test.each([
    ['a serial number shown as such', cell(44713), '2022-06-01'],
    ['a serial number shown as a date', cell(44713, '01/06/2022'), '2022-06-01'],
    ['with a time of day', cell(44713.75), '2022-06-01'],
    ['Dutch text, day first', cell('1-6-2022'), '2022-06-01'],
    ['text with slashes', cell('01/06/2022'), '2022-06-01'],
    ['ISO text', cell('2022-06-01'), '2022-06-01'],
    ['a serial number as text', cell('44713'), '2022-06-01'],
    ['no day of any calendar', cell('31-02-2022'), null],
    ['a word', cell('volgend jaar'), null],
    ['a count of homes', cell(12), null],
  ])('%s', (_, given, day) => {
    expect(dayOf(given)).toBe(day);
  });

  test('of a workbook that counts from 1904', () => {
    expect(serialDay(44713 - 1462, true)).toBe('2022-06-01');
  });
});

describe('homes', () => {
  test.each([
    [cell(12), 12],
    [cell('12'), 12],
    [cell('1.240'), 1240],
    [cell(''), 0],
    [cell('-'), 0],
    [cell(12, '12 won.'), 12],
    [cell(12.5), 'unfit'],
    [cell(-3), 'unfit'],
    [cell('circa 12'), 'unfit'],
    [cell(1e9), 'unfit'],
  ])('%j', (given, homes) => {
    expect(homesOf(given)).toBe(homes);
  });
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [134, 'EE'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, name) => {
  expect(columnName(index)).toBe(name);
});

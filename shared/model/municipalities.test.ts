import { expect, test } from 'vitest';
import { MUNICIPALITIES, municipalityNamed, municipalityOf } from './municipalities.ts';

test('Overijssel has 25 municipalities, 14 of them in Twente', () => {
  expect(MUNICIPALITIES).toHaveLength(25);
  expect(MUNICIPALITIES.filter(({ region }) => region === 'twente')).toHaveLength(14);
  expect(new Set(MUNICIPALITIES.map(({ code }) => code)).size).toBe(25);
});

test('no two share a square of the tile map', () => {
  expect(new Set(MUNICIPALITIES.map(({ col, row }) => `${col}:${row}`)).size).toBe(25);
});

test.each([
  ['Almelo', '0141'],
  ['  gemeente ALMELO ', '0141'],
  ['Hengelo (O)', '0164'],
  ['Rijssen Holten', '1742'],
])('%s is found', (name, code) => {
  expect(municipalityNamed(name)?.code).toBe(code);
});

test('an unknown name or code is none', () => {
  expect(municipalityNamed('Apeldoorn')).toBeNull();
  expect(municipalityOf('0000')).toBeNull();
  expect(municipalityOf(null)).toBeNull();
});

import { describe, expect, test } from 'vitest';
import { blockWords, fieldWords, rowsWords, spanWords, stageWords, valuesWords } from './words.ts';

const nameOf = (id: string): string => (id === 'dev' ? 'Gemeente Deventer' : id);
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const block = { kind: 'build', year: 2028, homes: 120 } as const;

describe('a change in words', () => {
  test.each([
    [{ kind: 'field', field: 'homes', block }, 'Woningen 2028'],
    [
      { kind: 'field', field: 'homes', block: { kind: 'demolition', year: null, homes: 6 } },
      'Sloop zonder jaar',
    ],
    [{ kind: 'field', field: 'phase', block: null }, 'Fase'],
    [{ kind: 'field', field: 'year', block }, 'Jaar van 120 woningen in 2028'],
    [{ kind: 'addBlock', field: 'block', block }, 'Nieuw woningblok'],
  ] as const)('%j is about %s', (change, words) => {
    expect(plain(fieldWords(change))).toBe(words);
  });

  test.each([
    [{ kind: 'field', field: 'homes', block, from: 1200, to: 96 }, '1.200', '96'],
    [{ kind: 'field', field: 'year', block, from: 2028, to: 2030 }, '2028', '2030'],
    [
      { kind: 'field', field: 'phase', block: null, from: 'voorbereiding', to: null },
      'Voorbereiding',
      'onbekend',
    ],
    [{ kind: 'field', field: 'organisation', block: null, from: 'dev', to: 'x' }, 'Gemeente Deventer', 'x'],
    [{ kind: 'field', field: 'municipality', block: null, from: '0150', to: '0193' }, 'Deventer', 'Zwolle'],
    [
      { kind: 'field', field: 'segment', block, from: {}, to: { 'sociale huur': 60, 'dure koop': 1000 } },
      'onbekend',
      'sociale huur 60, dure koop 1.000',
    ],
    [{ kind: 'removeBlock', field: 'block', block, from: block, to: null }, '120 woningen in 2028', 'weg'],
    [
      {
        kind: 'field',
        field: 'source',
        block: null,
        from: { a: 1, b: 'x' },
        to: { a: 1, b: 'y', c: 2, d: 3 },
      },
      'b: x; c: onbekend en nog 1',
      'b: y; c: 2 en nog 1',
    ],
  ] as const)('%j', (change, from, to) => {
    const words = valuesWords(change, nameOf);
    expect([plain(words.from), plain(words.to)]).toEqual([from, to]);
  });
});

test('a block of demolition says so', () => {
  expect(plain(blockWords({ kind: 'demolition', year: 2028, homes: 1 }))).toBe('sloop van 1 woning in 2028');
});

test('a new project: its homes, years and stage', () => {
  expect(plain(spanWords({ homes: 148, years: [2031, 2033], demolished: 0 }))).toBe(
    '148 woningen, 2031 tot en met 2033',
  );
  expect(plain(spanWords({ homes: 36, years: [2029], demolished: 6 }))).toBe(
    '36 woningen, 2029, sloop van 6 woningen',
  );
  expect(plain(spanWords({ homes: 0, years: [], demolished: 0 }))).toBe('0 woningen');
  expect(stageWords({ phase: 'initiatief', planStatus: '4A' })).toBe('Initiatief, 4A');
});

test('rows by number, the first few', () => {
  expect(rowsWords([])).toBe('');
  expect(rowsWords([12])).toBe('rij 12');
  expect(rowsWords([1, 2, 3, 4, 5, 6, 7, 8])).toBe('rijen 1, 2, 3, 4, 5, 6 en nog 2');
});

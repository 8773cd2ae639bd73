import { describe, expect, it } from 'vitest';
import type { Comparison } from '@bouwberaad/shared/insight/compare.ts';
import { leadWords, meanWords, spanWords } from './compare-words.ts';
import { axisYears, mostChanged } from './years.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const date = (id: string, day: string) => ({ id, name: id, at: `${day}T06:00:00.000Z`, sha256: '' });

function comparison(
  older: number,
  newer: number,
  later: number,
  earlier: number,
  homeYears: number,
): Comparison {
  const moved = later + earlier;
  return {
    older: { net: older, hard: 0, soft: older, projects: 1 },
    newer: { net: newer, hard: 0, soft: newer, projects: 1 },
    difference: { added: 0, dropped: 0, grown: 0, shrunk: 0 },
    shift: { later, earlier, homeYears, years: moved === 0 ? null : homeYears / moved },
    years: [],
    projects: [
      {
        id: 'p',
        name: 'Rivierpoort',
        municipality: null,
        fates: ['later'],
        older,
        newer,
        shift: { later, earlier, homeYears, years: null },
      },
    ],
  };
}

describe('a comparison in a sentence', () => {
  it.each([
    [
      comparison(100, 100, 0, 0, 0),
      'Sinds 1 juli schoof er niets in de tijd. Het totaal bleef 100 woningen.',
    ],
    [
      comparison(18_830, 18_940, 214, 0, 278),
      'Sinds 1 juli schoven 214 woningen op, gemiddeld 1,3 jaar later. Netto kwamen er 110 woningen bij: van 18.830 naar 18.940.',
    ],
    [
      comparison(100, 90, 0, 60, -60),
      'Sinds 1 juli kwamen 60 woningen naar voren, gemiddeld 1 jaar eerder. Netto gingen er 10 woningen af: van 100 naar 90.',
    ],
    [
      comparison(100, 100, 150, 50, 120),
      'Sinds 1 juli schoven 150 woningen op en kwamen 50 woningen naar voren: samen gemiddeld 0,6 jaar later. Het totaal bleef 100 woningen.',
    ],
  ])('says what moved and what became of the total', (of, words) => {
    expect(plain(leadWords(of, 'Sinds 1 juli').join(' '))).toBe(words);
  });

  it('names its span, with the year only where it is another one', () => {
    expect(spanWords(date('a', '2026-07-01'), null, '2026-11-24')).toBe('Sinds 1 juli');
    expect(spanWords(date('a', '2025-07-01'), date('b', '2026-10-01'), '2026-11-24')).toBe(
      'Tussen 1 juli 2025 en 1 oktober',
    );
  });

  it('calls a mean that shows as nothing no shift', () => {
    expect(meanWords(0.04)).toBe('even laat');
    expect(plain(meanWords(-0.6))).toBe('0,6 jaar eerder');
  });
});

it('an axis has no holes, and homes without a year are not on it', () => {
  const parts = (net: number) => ({ net, hard: 0, soft: net });
  const years = [
    { year: 2027, older: parts(10), newer: parts(5) },
    { year: 2029, older: parts(10), newer: parts(30) },
    { year: null, older: parts(900), newer: parts(0) },
  ];
  expect(axisYears(years).map(({ year }) => year)).toEqual([2027, 2028, 2029]);
  expect(mostChanged(years)?.year).toBe(2029);
  expect(mostChanged([])).toBeNull();
});

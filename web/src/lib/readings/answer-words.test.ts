import { describe, expect, test } from 'vitest';
import type { TwoReadings } from '@bouwberaad/shared/insight/readings.ts';
import { twoReadings } from '@bouwberaad/shared/insight/readings.ts';
import { block, plans, project } from '@bouwberaad/shared/insight/test/plans.ts';
import type { Reading } from '@bouwberaad/shared/model/reading.ts';
import { answerWords, differenceWords } from './answer-words.ts';

const one = project({ id: 'p', blocks: [block({ id: 'b', year: 2028, homes: 120 })] });

function figure(...readings: Partial<Reading>[]): TwoReadings {
  const made = readings.map(
    (fields, at) =>
      ({ id: String(at), organisation: 'o', state: 'open', removed: false, at: null, ...fields }) as Reading,
  );
  return twoReadings(plans({ projects: [one] }), made);
}

const plain = (text: string | null): string | null => text?.replaceAll('\u00a0', ' ') ?? null;

describe('the answer', () => {
  test('says the year with the largest difference, the total and the shift', () => {
    const { lead, second } = answerWords(figure({ path: 'projects/p/blocks/b/year', value: 2030 }));
    expect(plain(lead)).toBe('In 2028 rekenen eigenaren op 120 woningen, de anderen op 0.');
    expect(plain(second)).toBe('Samen evenveel tot en met 2030, gemiddeld 2 jaar later.');
  });

  test('says fewer where others expect fewer', () => {
    const { second } = answerWords(figure({ path: 'projects/p/blocks/b/homes', value: 80 }));
    expect(plain(second)).toBe('Samen 40 woningen minder tot en met 2028, gemiddeld in hetzelfde jaar.');
  });

  test('says so where there is none, or none in years and numbers', () => {
    expect(answerWords(figure()).lead).toBe('Niemand verwacht iets anders dan de eigenaar.');
    expect(answerWords(figure({ path: 'projects/p/likelihood', value: 50 }))).toEqual({
      lead: 'Eigenaren en anderen komen per jaar op hetzelfde aantal uit.',
      second: null,
    });
  });
});

test.each([
  [{ path: 'projects/p/blocks/b/year', value: 2029 }, '1 jaar later'],
  [{ path: 'projects/p/blocks/b/year', value: 2026 }, '2 jaar eerder'],
  [{ path: 'projects/p/blocks/b/homes', value: 130 }, '10 meer'],
  [{ path: 'projects/p/phase', value: 'concept' }, 'anders'],
])('%j reads as %j', (fields, words) => {
  const [difference] = figure(fields).differences;
  expect(difference === undefined ? null : differenceWords(difference)).toBe(words);
});

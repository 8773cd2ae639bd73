import { describe, expect, it } from 'vitest';
import { initials, presenceColor, presenceIndex } from './presence.ts';

describe('presenceIndex', () => {
  it('is the same for the same id, always', () => {
    expect(presenceIndex('voorzitter')).toBe(presenceIndex('voorzitter'));
    // Fixed on purpose: a colour that changes with a release is a colour nobody can learn.
    expect(['voorzitter', 'secretaris', 'gemeente', 'corporatie', 'markt', 'provincie'].map(presenceIndex))
      .toMatchInlineSnapshot(`
      [
        5,
        1,
        2,
        3,
        2,
        4,
      ]
    `);
  });

  it('stays within the seven colours and uses them all', () => {
    const seen = new Set(Array.from({ length: 200 }, (_, i) => presenceIndex(`person-${String(i)}`)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(presenceIndex('')).toBeLessThan(7);
    expect(presenceColor('x')).toMatch(/^var\(--presence-[0-6]\)$/);
  });
});

describe('initials', () => {
  it.each([
    ['Tom Hagedoorn', 'TH'],
    ['Lotte van Essen', 'LE'],
    ['Fatima el Amrani', 'FA'],
    ['Noor ten Hove', 'NH'],
    ['ilse', 'I'],
    ['  Éva   de  Boer ', 'ÉB'],
    ['Jan van den', 'J'],
    ['', '?'],
  ])('%s is %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

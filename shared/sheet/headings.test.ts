import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBottlenecks } from './bottleneck-text.ts';
import { placeOf } from './place.ts';
import { fromRd } from './rd.ts';
import { isTarget, targetOfHeading } from './targets.ts';

describe('a heading', () => {
  test.each([
    ['2027', 'year:2027'],
    ['opl. 2028', 'year:2028'],
    ['Oplevering 2029', 'year:2029'],
    ["'30", 'year:2030'],
    ['2031 e.v.', 'later:2030'],
    ['na 2032', 'later:2032'],
    ['2033 en later', 'later:2032'],
    ['Gemeente', 'municipality'],
    ['Status plan', 'planStatus'],
    ['Fase', 'phase'],
    ['Projectnaam', 'name'],
    ['Plan nr.', 'externalId'],
    ['Developer', 'developer'],
    ['Aantal woningen', 'total'],
    ['Sloop', 'demolition'],
    ['Sociale huur', 'segment:sociale huur'],
    ['Mogelijke knelpunten', 'bottlenecks'],
    ['stand 1 november 2026', null],
    ['Hoeveel in 2029', null],
    ['Opmerking', null],
  ])('%s is read as %s', (heading, target) => {
    expect(targetOfHeading(heading)).toBe(target);
  });

  test('whatever it says, is a target or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const target = targetOfHeading(text);
        expect(target === null || isTarget(target)).toBe(true);
      }),
    );
  });
});

describe('free text of bottlenecks', () => {
  test.each([
    [
      'netcongestie, stikstof?',
      [
        ['netcongestie', 'bevestigd', null],
        ['stikstof', 'vermoed', null],
      ],
    ],
    ['onrendabele top € 1.250.000', [['onrendabele top', 'bevestigd', 1_250_000]]],
    ['tekort van 1,2 mln', [['onrendabele top', 'bevestigd', 1_200_000]]],
    [
      ' ambtelijke capaciteit; parkeren',
      [
        ['ambtelijke capaciteit', 'bevestigd', null],
        ['parkeren', 'bevestigd', null],
      ],
    ],
    ['bezwaar omwonenden', [['bezwaar en beroep', 'bevestigd', null]]],
    ['geen', [['geen', 'bevestigd', null]]],
    ['geen, stikstof', [['stikstof', 'bevestigd', null]]],
    ['?', [['onbekend', 'onbekend', null]]],
    ['mogelijk water en bodem', [['water en bodem', 'vermoed', null]]],
    ['iets heel anders', [['anders', 'bevestigd', null]]],
    ['', []],
  ])('%s', (text, expected) => {
    expect(
      readBottlenecks(text).map(({ category, certainty, amount }) => [category, certainty, amount]),
    ).toEqual(expected);
  });
});

describe('coordinates', () => {
  test('of the Dutch grid become degrees, to a metre', () => {
    // The origin of the grid, the Onze-Lieve-Vrouwetoren in Amersfoort.
    expect(fromRd(155_000, 463_000)).toEqual({ lat: 52.1551744, lng: 5.3872062 });
    const { lat, lng } = fromRd(202_500, 503_000);
    // Zwolle, by the same formulas elsewhere: within a hundredth of a degree of its middle.
    expect([lat, lng].map((one) => Math.round(one * 100) / 100)).toEqual([52.51, 6.09]);
  });

  test('are taken as degrees, swapped degrees or the Dutch grid, and nothing else', () => {
    expect(placeOf(6.1, 52.5)?.from).toBe('degrees');
    expect(placeOf(52.5, 6.1)?.from).toBe('swapped');
    expect(placeOf(202_500, 503_000)?.from).toBe('rd');
    expect(placeOf(685_000, 6_850_000)).toBeNull();
    expect(placeOf(Number.NaN, 52)).toBeNull();
  });
});

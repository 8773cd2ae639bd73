import { describe, expect, test } from 'vitest';
import { BASEMAP, municipalityAt } from './basemap.ts';
import { MUNICIPALITIES } from './municipalities.ts';

describe('the drawing under the plans', () => {
  test('has every municipality of the province, and nothing else', () => {
    expect([...BASEMAP.municipalities.keys()].sort()).toEqual(MUNICIPALITIES.map(({ code }) => code).sort());
  });

  test('the middle of each municipality lies in its own outline', () => {
    const found = MUNICIPALITIES.map(({ lng, lat }) => municipalityAt([lng, lat]));
    expect(found).toEqual(MUNICIPALITIES.map(({ code }) => code));
  });

  test('a place lies in the municipality that it belongs to', () => {
    const at = new Map(BASEMAP.places.map((place) => [place.name, municipalityAt(place.at)]));
    for (const [place, code] of [
      ['Zwolle', '0193'],
      ['Nijverdal', '0163'],
      ['Holten', '1742'],
      ['Goor', '1735'],
      ['Denekamp', '1774'],
      ['Hasselt', '1896'],
      ['Gramsbergen', '0160'],
      ['Vriezenveen', '1700'],
    ] as const) {
      expect([place, at.get(place)]).toEqual([place, code]);
    }
    expect([...at.values()]).not.toContain(null);
  });

  test('neighbours share their border point by point: no gap opens between them', () => {
    const corners = new Map<string, number>();
    for (const rings of BASEMAP.municipalities.values()) {
      for (const corner of new Set(rings.flat().map(String)))
        corners.set(corner, (corners.get(corner) ?? 0) + 1);
    }
    const inland = (BASEMAP.municipalities.get('0189') ?? []).flat().map(String);
    expect(inland.length).toBeGreaterThan(10);
    expect(inland.filter((corner) => corners.get(corner) === 1)).toEqual([]);
  });

  test('outside the province is nowhere', () => {
    expect(municipalityAt([5.97, 52.21])).toBeNull();
    expect(municipalityAt([4.9, 52.37])).toBeNull();
  });
});

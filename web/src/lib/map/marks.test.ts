import { describe, expect, test } from 'vitest';
import { bottleneck, make, project } from '@bouwberaad/shared/view/test/records.ts';
import { linkProjects } from '@bouwberaad/shared/view/summary.ts';
import { mapPlans, standingOf } from './marks.ts';
import { outlineOf, placeOf } from './outline.ts';

const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [6, 52],
      [6.2, 52],
      [6.2, 52.2],
      [6, 52.2],
    ],
  ],
} as never;

describe('how sure it is that a plan is held up', () => {
  const on = (category: string, certainty: string | null, state = 'open') =>
    bottleneck(category, { category, certainty, state } as never);

  test('the strongest open certainty counts', () => {
    expect(standingOf([on('geluid', 'vermoed'), on('stikstof', 'bevestigd')])).toBe('bevestigd');
    expect(standingOf([on('geluid', 'vermoed'), on('stikstof', 'bevestigd', 'resolved')])).toBe('vermoed');
    expect(standingOf([on('geluid', null)])).toBe('onbekend');
  });

  test('with a filter only what is filtered on', () => {
    const records = [on('geluid', 'vermoed'), on('stikstof', 'bevestigd')];
    expect(standingOf(records, ['geluid'])).toBe('vermoed');
    expect(standingOf(records, ['parkeren'])).toBe('geen');
  });

  test('nobody said anything: unknown; somebody said that nothing does: none', () => {
    expect(standingOf([])).toBe('onbekend');
    expect(standingOf([on('geen', 'bevestigd')])).toBe('geen');
    expect(standingOf([on('onbekend', null)])).toBe('onbekend');
  });
});

describe('what is drawn', () => {
  test('plans in the filter as marks, the others as dots, those without a place counted', () => {
    const rows = make([
      project('a', { lat: 52.3, lng: 6.2 }),
      project('b', { outline: SQUARE }),
      project('c'),
      project('d', { lat: 52.5, lng: 6.1 }),
    ]);
    const shown = rows.filter(({ id }) => id !== 'd');
    const plans = mapPlans(rows, shown, linkProjects([], [], []), []);
    expect(plans.marks.map(({ id, lat, lng }) => [id, lat, lng])).toEqual([
      ['a', 52.3, 6.2],
      ['b', 52.1, 6.1],
    ]);
    expect(plans.rest).toEqual([{ lat: 52.5, lng: 6.1 }]);
    expect(plans.unplaced.map(({ id }) => id)).toEqual(['c']);
    expect(plans.standings.get('c')).toBe('onbekend');
  });

  test('an outline that is no polygon of numbers is none', () => {
    const outlines = [
      { type: 'Point', coordinates: [6, 52] },
      { type: 'Polygon', coordinates: [[['x', 52]]] },
      { type: 'MultiPolygon', coordinates: null },
      {
        type: 'Polygon',
        coordinates: [
          [
            [6, 520],
            [6, 52],
            [7, 52],
          ],
        ],
      },
    ];
    for (const outline of outlines) expect(outlineOf({ outline: outline as never })).toBeNull();
    expect(placeOf(project('a', { lat: 52.3, lng: null }))).toBeNull();
  });
});

import { expect, test } from 'vitest';
import { NO_FILTER, type Filter } from '@bouwberaad/shared/view/filter.ts';
import { make, project } from '@bouwberaad/shared/view/test/records.ts';
import type { Standing } from './marks.ts';
import { sentenceOf } from './sentence.ts';
import { bottleneckShades } from './shades.ts';

const rows = make(
  ['0150', '0150', '0150', '0193', '0193', '0166', '0177', '1708', '0148', '0175'].map((municipality, n) =>
    project(`p${String(n)}`, { municipality }),
  ),
);
const standing = (...held: readonly Standing[]): Map<string, Standing> =>
  new Map(rows.map(({ id }, n) => [id, held[n] ?? 'geen']));

function say(shown: typeof rows, filter: Partial<Filter>, standings = standing()): string {
  const { before, figure, after } = sentenceOf({
    everything: rows,
    shown,
    standings,
    filter: { ...NO_FILTER, ...filter },
  });
  return (before + figure + after).replaceAll('\u00a0', ' ');
}

test('a filter on one bottleneck says what it hits, and where most of it lies', () => {
  expect(say(rows.slice(0, 6), { bottleneck: ['netcongestie'] })).toBe(
    'Netcongestie raakt 6 van 10 projecten, ongeveer drie kwart in Deventer en Zwolle.',
  );
});

test('where the plans lie spread it says no place', () => {
  expect(say(rows.slice(4), { bottleneck: ['geluid'] })).toBe('Geluid raakt 6 van 10 projecten.');
});

test('without a filter it says how many are held up', () => {
  expect(say(rows, {}, standing('bevestigd', 'vermoed', 'onbekend'))).toBe(
    '2 van 10 projecten hebben een open knelpunt.',
  );
});

test('a filter that nothing fits is said to be that', () => {
  expect(say([], { text: 'x' })).toBe('Geen enkel project past bij dit filter.');
});

test('a municipality is coloured by what is confirmed, and its figures go to with what is suspected', () => {
  const shades = bottleneckShades(rows, standing('bevestigd', 'vermoed', 'geen', 'vermoed'));
  const deventer = shades.get('0150');
  expect([deventer?.step, deventer?.label.replaceAll('\u00a0', ' '), deventer?.unsure]).toEqual([
    2,
    '33 tot 67 %',
    false,
  ]);
  expect([shades.get('0193')?.step, shades.get('0193')?.unsure]).toEqual([0, true]);
});

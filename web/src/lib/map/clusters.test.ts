import { expect, test } from 'vitest';
import fc from 'fast-check';
import { gatherer } from './clusters.ts';
import type { Mark, Standing } from './marks.ts';

const mark = (id: string, lat: number, lng: number, standing: Standing): Mark => ({
  id,
  name: id,
  lat,
  lng,
  standing,
  outline: null,
});

test('what lies close is one group, with its confirmed counted; nearer it falls apart', () => {
  const gather = gatherer([
    mark('a', 52.5, 6.1, 'bevestigd'),
    mark('b', 52.501, 6.101, 'vermoed'),
    mark('c', 52.2, 6.9, 'bevestigd'),
  ]);
  const far = gather(9);
  expect(far.groups.map(({ count, confirmed }) => [count, confirmed])).toEqual([[2, 1]]);
  expect(far.single.map(({ id }) => id)).toEqual(['c']);
  expect(gather(15).groups).toEqual([]);
});

test('every mark is in exactly one place, at every zoom', () => {
  const marks = fc
    .array(
      fc.tuple(fc.double({ min: 52, max: 53, noNaN: true }), fc.double({ min: 5.7, max: 7.1, noNaN: true })),
      {
        maxLength: 60,
      },
    )
    .map((places) =>
      places.map(([lat, lng], n) => mark(String(n), lat, lng, n % 2 === 0 ? 'bevestigd' : 'vermoed')),
    );
  fc.assert(
    fc.property(marks, fc.integer({ min: 7, max: 16 }), (all, zoom) => {
      const { groups, single } = gatherer(all)(zoom);
      const ids = [...groups.flatMap(({ members }) => members), ...single].map(({ id }) => id);
      expect(ids.sort()).toEqual(all.map(({ id }) => id).sort());
      for (const { count, confirmed, members } of groups) {
        expect(members).toHaveLength(count);
        expect(members.filter(({ standing }) => standing === 'bevestigd')).toHaveLength(confirmed);
      }
    }),
    { numRuns: 40 },
  );
});

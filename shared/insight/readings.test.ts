import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingType, type Reading } from '../model/reading.ts';
import { block, plans, project } from './test/plans.ts';
import { twoReadings } from './readings.ts';

let made = 0;

function reading(path: string, value: Reading['value'], fields: Partial<Reading> = {}): Reading {
  const empty = Object.fromEntries(
    Object.entries(readingType.fields).map(([key, field]) => [key, field.empty]),
  );
  made += 1;
  const own = { id: `r${String(made)}`, path, value, organisation: 'hanzewaard', state: 'open' as const };
  return {
    ...(empty as unknown as Reading),
    ...own,
    at: `2026-11-24T10:${String(made).padStart(2, '0')}:00Z`,
    ...fields,
  };
}

const rivierpoort = project({
  id: 'p1',
  blocks: [block({ id: 'b1', year: 2028, homes: 120 }), block({ id: 'b2', year: 2029, homes: 40 })],
});
const turfmarkt = project({ id: 'p2', blocks: [block({ id: 'b3', year: 2028, homes: 109 })] });
const untouched = project({ id: 'p3', blocks: [block({ year: 2028, homes: 500 })] });
const all = plans({ projects: [rivierpoort, turfmarkt, untouched] });
const later = reading('projects/p1/blocks/b1/year', 2030);
const fewer = reading('projects/p2/blocks/b3/homes', 84, { organisation: 'noorderkade' });

describe('two readings of the same plans', () => {
  test('are summed over the projects that have one, the owners’ side and the others’', () => {
    const figure = twoReadings(all, [later, fewer]);
    expect(figure.projects).toBe(2);
    expect(figure.years).toEqual([
      { year: 2028, owner: 229, other: 84 },
      { year: 2029, owner: 40, other: 40 },
      { year: 2030, owner: 0, other: 120 },
    ]);
    expect(figure.total).toEqual({ owner: 269, other: 244 });
    // 120 of the 244 homes that are in both move two years.
    expect(figure.shift).toBeCloseTo((120 * 2) / 244);
  });

  test('are listed with what differs, the largest first, and per party', () => {
    const { differences, parties } = twoReadings(all, [fewer, later]);
    expect(
      differences.map(({ field, owner, other, years, more, homes }) => ({
        field,
        owner,
        other,
        years,
        more,
        homes,
      })),
    ).toEqual([
      { field: 'year', owner: 2028, other: 2030, years: 2, more: null, homes: 120 },
      { field: 'homes', owner: 109, other: 84, years: null, more: -25, homes: 109 },
    ]);
    expect(parties).toEqual([
      { party: 'hanzewaard', differences: 1, more: 0, shift: (120 * 2) / 160 },
      { party: 'noorderkade', differences: 1, more: -25, shift: 0 },
    ]);
  });

  test('of the whole project are listed and leave the years alone', () => {
    const { differences, years } = twoReadings(all, [reading('projects/p1/likelihood', 40)]);
    expect(differences).toMatchObject([
      { field: 'likelihood', owner: null, other: 40, years: null, more: null },
    ]);
    expect(years.every(({ owner, other }) => owner === other)).toBe(true);
  });

  test('of one field by two parties: the latest counts in the sum, both are in the list', () => {
    const sooner = reading('projects/p1/blocks/b1/year', 2029, { organisation: 'provincie' });
    const figure = twoReadings(all, [sooner, { ...later, at: '2026-01-01T00:00:00Z' }]);
    expect(figure.years.find(({ year }) => year === 2029)).toEqual({ year: 2029, owner: 40, other: 160 });
    expect(figure.differences).toHaveLength(2);
    expect(figure.parties.map(({ party }) => party)).toEqual(['hanzewaard', 'provincie']);
  });

  test('that were answered, taken back, say the same, or are of what is gone, are no difference', () => {
    const none = [
      { ...later, state: 'kept' as const },
      { ...later, state: 'adopted' as const },
      { ...later, removed: true },
      reading('projects/p1/blocks/b1/year', 2028),
      reading('projects/p1/blocks/gone/year', 2029),
      reading('projects/gone/likelihood', 20),
      reading('nonsense', 1),
    ];
    expect(twoReadings(all, none)).toEqual({
      differences: [],
      projects: 0,
      years: [],
      total: { owner: 0, other: 0 },
      shift: null,
      parties: [],
    });
  });

  test('differ in total by what the readings of homes differ, whatever the years', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(300), fc.nat(300), fc.integer({ min: 2026, max: 2035 })), { maxLength: 8 }),
        (cells) => {
          const projects = cells.map(([homes], at) =>
            project({ id: `q${String(at)}`, blocks: [block({ id: `c${String(at)}`, year: 2027, homes })] }),
          );
          const readings = cells.flatMap(([, to, year], at) => [
            reading(`projects/q${String(at)}/blocks/c${String(at)}/homes`, to),
            reading(`projects/q${String(at)}/blocks/c${String(at)}/year`, year),
          ]);
          const { total, differences, years } = twoReadings(plans({ projects }), readings);
          expect(total.other - total.owner).toBe(differences.reduce((sum, { more }) => sum + (more ?? 0), 0));
          expect(years.reduce((sum, { other }) => sum + other, 0)).toBe(total.other);
        },
      ),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { durationsOn, type UsualDurations } from './durations.ts';
import { earliestDelivery, implausibility } from './plausibility.ts';
import { block, project } from './test/plans.ts';

const NEW_YEAR = '2026-01-01';

describe('no permit yet: not within a year', () => {
  const prepared = project({ phase: 'voorbereiding', planStatus: '1A' });

  test('a year that ends within twelve months is early', () => {
    expect(implausibility(prepared, block({ year: 2026, homes: 40 }), NEW_YEAR)).toEqual({
      reason: 'early',
      earliest: '2027-01-01',
    });
  });

  test('a year that ends later is not, and neither is the same year once building has begun', () => {
    expect(implausibility(prepared, block({ year: 2027, homes: 40 }), NEW_YEAR)).toBeNull();
    const building = project({ phase: 'realisatie', planStatus: '4A' });
    expect(implausibility(building, block({ year: 2026, homes: 40 }), NEW_YEAR)).toBeNull();
  });
});

describe('plausibility', () => {
  test('the slower of phase and status counts', () => {
    const today = '2026-11-24';
    expect(earliestDelivery({ phase: 'ontwerp', planStatus: '1A' }, today)).toBe('2028-05-24');
    expect(earliestDelivery({ phase: 'ontwerp', planStatus: '4B' }, today)).toBe('2029-05-24');
    expect(earliestDelivery({ phase: null, planStatus: '3' }, today)).toBe('2028-05-24');
    expect(earliestDelivery({ phase: null, planStatus: null }, today)).toBeNull();
  });

  test('a year that went by is doubted until the homes are there', () => {
    const building = project({ phase: 'realisatie' });
    const late = block({ year: 2025, homes: 40 });
    expect(implausibility(building, late, NEW_YEAR)).toEqual({ reason: 'passed' });
    expect(implausibility(building, { ...late, deliveredAt: '2025-11-01' }, NEW_YEAR)).toBeNull();
    expect(implausibility(project({ phase: 'afgerond' }), late, NEW_YEAR)).toBeNull();
  });

  test('a finished plan has no homes to come', () => {
    const finished = project({ phase: 'nazorg' });
    expect(implausibility(finished, block({ year: 2028, homes: 4 }), NEW_YEAR)).toEqual({
      reason: 'finished',
    });
  });

  test('demolition, no homes and lapsed plans are not judged', () => {
    const idea = project({ phase: 'concept' });
    expect(implausibility(idea, block({ kind: 'demolition', year: 2026, homes: 4 }), NEW_YEAR)).toBeNull();
    expect(implausibility(idea, block({ year: 2026, homes: 0 }), NEW_YEAR)).toBeNull();
    expect(
      implausibility(project({ phase: 'vervallen' }), block({ year: 2026, homes: 4 }), NEW_YEAR),
    ).toBeNull();
  });

  test('a month that is too short ends on its last day', () => {
    expect(earliestDelivery({ phase: 'ontwerp', planStatus: null }, '2026-08-31')).toBe('2028-02-29');
  });

  test('the durations of a day are the last not after it', () => {
    const line = (from: string): UsualDurations => ({ ...durationsOn(from), from });
    const table = [line('2027-01-01'), line('2026-01-01')];
    expect(durationsOn('2026-12-31', table).from).toBe('2026-01-01');
    expect(durationsOn('2027-06-01', table).from).toBe('2027-01-01');
    expect(durationsOn('2020-01-01', table).from).toBe('2026-01-01');
  });
});

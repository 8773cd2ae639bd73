import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as format from './format.ts';

/** Written with plain spaces; every space of these short forms is a no-break space on the screen. */
const nb = (text: string): string => text.replaceAll(' ', '\u00a0');

describe('numbers', () => {
  it.each([
    [0, '0'],
    [1240, '1.240'],
    [18_940, '18.940'],
    [-320, '−320'],
    [-0.3, '0'],
    [0.4, '0'],
    [null, '·'],
    [Number.NaN, '·'],
  ])('%s is %s', (value, expected) => {
    expect(format.formatNumber(value)).toBe(expected);
  });

  it('keeps decimals that say something', () => {
    expect(format.formatNumber(0.6, 1)).toBe('0,6');
    expect(format.formatNumber(66.7, 1)).toBe('66,7');
    expect(format.formatNumber(30, 1)).toBe('30');
    expect(format.formatNumber(-0.04, 1)).toBe('0');
  });

  it('shows the plus of a difference, and no sign on zero', () => {
    expect(format.formatDifference(2)).toBe('+2');
    expect(format.formatDifference(-820)).toBe('−820');
    expect(format.formatDifference(0)).toBe('0');
    expect(format.formatDifference(0.2)).toBe('0');
    expect(format.formatDifference(null)).toBe('·');
  });

  it('never shows a hyphen for a minus, and never a negative zero', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 3 }),
        (value, decimals) => {
          const shown = format.formatNumber(value, decimals);
          expect(shown).toMatch(/^−?[\d.,]+$/);
          expect(shown).not.toMatch(/^−[0.,]+$/);
        },
      ),
    );
  });
});

describe('units', () => {
  it('per cent', () => {
    expect(format.formatPercent(36)).toBe(nb('36 %'));
    expect(format.formatPercent(37.5, 1)).toBe(nb('37,5 %'));
    expect(format.formatPercent(null)).toBe('·');
    expect(format.formatPercentDifference(-21)).toBe(nb('−21 %'));
    expect(format.formatPercentDifference(3)).toBe(nb('+3 %'));
  });

  it('ranges, one number when the bounds look the same', () => {
    expect(format.formatPercentRange(63, 73)).toBe(nb('63 tot 73 %'));
    expect(format.formatPercentRange(63.2, 63.4)).toBe(nb('63 %'));
    expect(format.formatRange(110, 1260)).toBe(nb('110 tot 1.260'));
  });

  it('homes, projects, years, minutes', () => {
    expect(format.formatHomes(1240)).toBe(nb('1.240 woningen'));
    expect(format.formatHomes(1)).toBe(nb('1 woning'));
    expect(format.formatHomes(0)).toBe(nb('0 woningen'));
    expect(format.formatHomes(-80)).toBe(nb('−80 woningen'));
    expect(format.formatProjects(126)).toBe(nb('126 projecten'));
    expect(format.formatProjects(1)).toBe(nb('1 project'));
    expect(format.formatYears(0.61)).toBe(nb('0,6 jaar'));
    expect(format.formatMinutes(30)).toBe(nb('30 min'));
  });

  it('euros', () => {
    expect(format.formatEuro(420_000)).toBe(nb('€ 420.000'));
    expect(format.formatEuro(1_240_000)).toBe(nb('€ 1,2 mln'));
    expect(format.formatEuro(30_000_000)).toBe(nb('€ 30 mln'));
    expect(format.formatEuro(999_960_000)).toBe(nb('€ 1 mld'));
    expect(format.formatEuro(1_500_000_000)).toBe(nb('€ 1,5 mld'));
    expect(format.formatEuro(-420_000)).toBe(nb('€ −420.000'));
    expect(format.formatEuro(0)).toBe(nb('€ 0'));
    expect(format.formatEuro(null)).toBe('·');
    expect(format.formatEuroExact(1_240_000)).toBe(nb('€ 1.240.000'));
  });

  it('a change, old then new', () => {
    expect(format.formatChange('120', '80')).toBe(nb('120 → 80'));
  });

  it('the size of a file', () => {
    expect(format.formatBytes(512)).toBe(nb('512 B'));
    expect(format.formatBytes(48_200)).toBe(nb('48 kB'));
    expect(format.formatBytes(4_120_000)).toBe(nb('4,1 MB'));
    expect(format.formatBytes(1_200_000_000)).toBe(nb('1,2 GB'));
  });
});

describe('days and times', () => {
  const today = '2026-11-24';

  it('a day, with its year only when that is another one', () => {
    expect(format.formatDay('2026-12-03', today)).toBe(nb('do 3 december'));
    expect(format.formatDay('2026-10-16', today, { short: true })).toBe(nb('vr 16 okt'));
    expect(format.formatDay('2027-03-01', today)).toBe(nb('ma 1 maart 2027'));
    expect(format.formatDay('2026-12-03', today, { year: true })).toBe(nb('do 3 december 2026'));
    expect(format.formatDay('2026-03-02', today, { short: true })).toBe(nb('ma 2 mrt'));
  });

  it('a time, by the Dutch clock in winter and in summer', () => {
    expect(format.formatTime('2026-11-24T13:33:00.000Z')).toBe(nb('14.33 uur'));
    expect(format.formatTime('2026-07-01T22:05:00.000Z')).toBe(nb('00.05 uur'));
  });

  it('a moment takes its day from the Dutch calendar', () => {
    expect(format.formatMoment('2026-07-01T22:05:00.000Z', today)).toBe(
      `${nb('do 2 juli')}, ${nb('00.05 uur')}`,
    );
  });

  it.each([
    ['2026-11-24', 'vandaag'],
    ['2026-11-25', 'morgen'],
    ['2026-11-23', 'gisteren'],
    ['2026-11-26', 'over 2 dagen'],
    ['2026-12-03', 'over 9 dagen'],
    ['2026-11-22', '2 dagen geleden'],
  ])('%s is %s', (day, expected) => {
    expect(format.formatRelativeDay(day, today)).toBe(nb(expected));
  });

  it('a due day that has passed is over time', () => {
    expect(format.formatDue('2026-10-16', today)).toBe(nb('39 dagen over tijd'));
    expect(format.formatDue('2026-11-23', today)).toBe(nb('1 dag over tijd'));
    expect(format.formatDue('2026-11-24', today)).toBe('vandaag');
    expect(format.formatDue('2026-12-02', today)).toBe(nb('over 8 dagen'));
  });
});

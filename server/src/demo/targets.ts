import { targetId } from '@bouwberaad/shared/model/target.ts';
import { moment, type Calendar } from './calendar.ts';
import type { DemoRecord } from './demo-region.ts';
import type { Municipality } from './municipalities.ts';
import { SECRETARY } from './people.ts';
import type { Random } from './random.ts';

const PAST = 10;
const AHEAD = 10;
/** The ambition of Platform Wonen Deventer, every year. */
const DEVENTER_AMBITION = 700;
/** Years in which Deventer has built 450 to 550 a year; before, 250 to 300. */
const DEVENTER_FAST_YEARS = 4;
/** The need that is behind an ambition, in per cents of it. */
const NEED_PERCENT = 80;
/** A region's ambition over the coming ten years: it peaks in the third. */
const AMBITIONS = [1800, 1850, 1900, 1900, 1900, 1850, 1800, 1750, 1700, 1650];

/** Ambition and need for ten years to come, and what was realised in the ten years before. */
export function regionTargets(
  municipalities: readonly Municipality[],
  calendar: Calendar,
  random: Random,
): DemoRecord[] {
  return municipalities.flatMap(({ code, weight }) =>
    yearsAround(calendar).map((year) => {
      const ambition = AMBITIONS[Math.max(0, year - calendar.year)] ?? 0;
      const target = Math.round((ambition * weight) / 100);
      const realised = year < calendar.year ? Math.round(target * (0.72 + random.next() * 0.26)) : null;
      return toRecord(code, year, target, realised, calendar);
    }),
  );
}

export function deventerTargets(code: string, calendar: Calendar, random: Random): DemoRecord[] {
  return yearsAround(calendar).map((year) => {
    const fast = year >= calendar.year - DEVENTER_FAST_YEARS;
    const built = fast ? random.between(450, 550) : random.between(250, 300);
    return toRecord(code, year, DEVENTER_AMBITION, year < calendar.year ? built : null, calendar);
  });
}

function yearsAround({ year }: Calendar): number[] {
  return Array.from({ length: PAST + AHEAD }, (_, index) => year - PAST + index);
}

function toRecord(
  code: string,
  year: number,
  target: number,
  realised: number | null,
  calendar: Calendar,
): DemoRecord {
  const need = Math.round((target * NEED_PERCENT) / 100);
  const written = { by: SECRETARY, at: moment(calendar.imported, '10:30') };
  return { root: 'targets', id: targetId(code, year), fields: { target, realised, need, ...written } };
}

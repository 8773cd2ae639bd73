import { addDays } from '@bouwberaad/shared/lib/clock.ts';
import type { Random } from './random.ts';

/** The days that the demo's stories hang on; all follow from the day of first start. */
export interface Calendar {
  readonly today: string;
  readonly year: number;
  /**
   * The year of the concentration and of the swap: 2028 while that lies one to four years ahead, else the next year
   * (or, long before, four years ahead), so that the story is always about plans and never about the past.
   */
  readonly signal: number;
  /** The last 1 July and 1 October before today, in the order in which they came. */
  readonly references: readonly [ReferenceDay, ReferenceDay];
  /** When the plans were first brought in: before every reference date. */
  readonly imported: string;
  /** The Thursday, two to three weeks ago, of the meeting that was closed. */
  readonly closed: string;
  /** A moment (ISO, UTC) on the day so many days before today (1: yesterday). */
  ago(days: number, time?: string): string;
  /** A moment after one reference date and before the next, or before today. */
  between(random: Random, from: string, to: string): string;
}

export interface ReferenceDay {
  readonly id: string;
  readonly name: string;
  readonly day: string;
  /** The moment of freezing. */
  readonly at: string;
}

export function createCalendar(today: string): Calendar {
  const year = Number(today.slice(0, 4));
  const july = lastBefore(today, '07-01', '1 juli');
  const october = lastBefore(today, '10-01', '1 oktober');
  const references: [ReferenceDay, ReferenceDay] = july.day < october.day ? [july, october] : [october, july];
  return {
    today,
    year,
    signal: Math.min(Math.max(2028, year + 1), year + 4),
    references,
    imported: addDays(references[0].day, -75),
    closed: thursdayBefore(addDays(today, -14)),
    ago: (days, time = '09:30') => moment(addDays(today, -days), time),
    between: (random, from, to) => {
      const start = Date.parse(moment(from, '07:00'));
      const end = Math.max(
        start,
        Math.min(Date.parse(moment(to, '07:00')), Date.parse(moment(addDays(today, -1), '16:00'))),
      );
      return new Date(start + Math.floor(random.next() * (end - start))).toISOString();
    },
  };
}

/** ISO, UTC. */
export function moment(day: string, time: string): string {
  return `${day}T${time}:00.000Z`;
}

/** A stored date in another month, at most on its 28th, so that it exists in every year. */
export function dayIn(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(Math.min(day, 28)).padStart(2, '0')}`;
}

function lastBefore(today: string, monthDay: string, name: string): ReferenceDay {
  const year = Number(today.slice(0, 4));
  const day = `${year}-${monthDay}` < today ? `${year}-${monthDay}` : `${year - 1}-${monthDay}`;
  return { id: `peildatum-${day}`, name, day, at: moment(day, '04:00') };
}

const THURSDAY = 4;

function thursdayBefore(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday - THURSDAY + 7) % 7));
}

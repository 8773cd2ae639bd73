import { systemClock, toDay } from '@bouwberaad/shared/lib/clock.ts';

/** This year: the grid's year columns begin with it, in whatever year these tests run. */
export const THIS_YEAR = Number(toDay(systemClock.now()).slice(0, 4));

/** The heading of the column of the year that many years from now; there are six, from 0. */
export const yearColumn = (fromNow: number): string => String(THIS_YEAR + fromNow);

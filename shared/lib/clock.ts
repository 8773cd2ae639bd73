/** The one owner of time. Everything that needs "now" is given a clock, so that a test can hold it still. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export function fixedClock(
  start: number | string,
): Clock & { set(at: number | string): void; advance(ms: number): void } {
  let at = typeof start === 'string' ? Date.parse(start) : start;
  return {
    now: () => at,
    set: (value) => {
      at = typeof value === 'string' ? Date.parse(value) : value;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

/** ISO 8601 in UTC, as it is stored: `2026-11-24T13:33:00.000Z`. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The calendar day in the Netherlands, as it is stored: `2026-11-24`. */
export function toDay(ms: number): string {
  return dutchDay.format(new Date(ms));
}

/** The same day in words, for what is named after it: `24 november 2026`. */
export function toDayInWords(ms: number): string {
  return dayInWords.format(new Date(ms));
}

/** Whole days from one stored date to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A stored date moved by whole days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const dutchDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const dayInWords = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

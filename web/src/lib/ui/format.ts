import { daysBetween, toDay } from '@bouwberaad/shared/lib/clock.ts';
import { m } from '#lib/paraglide/messages.js';
import { intlLocale } from './locale.ts';

/** No-break space: a number and its unit stay on one line. */
const NBSP = '\u00a0';
const MINUS = '\u2212';
/** Nothing there; zero is `0`. */
export const NOTHING = '·';

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(decimals: number): Intl.NumberFormat {
  const key = `${intlLocale()}:${String(decimals)}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(intlLocale(), { maximumFractionDigits: decimals });
    numberFormats.set(key, format);
  }
  return format;
}

/** `1.240`, `−320`, `0,6` with one decimal; `·` for null. At most `decimals` decimals, none that are zero. */
export function formatNumber(value: number | null, decimals = 0): string {
  if (value === null || !Number.isFinite(value)) return NOTHING;
  const shown = numberFormat(decimals).format(Math.abs(value));
  // Decided on what is shown: −0,3 without decimals is 0, not −0.
  return value < 0 && /[1-9]/.test(shown) ? MINUS + shown : shown;
}

/** A difference: `+2`, `−320`, `0`. */
export function formatDifference(value: number | null, decimals = 0): string {
  const shown = formatNumber(value, decimals);
  return value !== null && value > 0 && /[1-9]/.test(shown) ? `+${shown}` : shown;
}

/** A number with its unit, never broken over two lines: `30 min`. */
export function withUnit(shown: string, unit: string): string {
  return shown === NOTHING ? shown : `${shown}${NBSP}${unit}`;
}

/** Per cents, not a fraction: 36 is `36 %`. */
export function formatPercent(percent: number | null, decimals = 0): string {
  return withUnit(formatNumber(percent, decimals), '%');
}

/** `−21 %`, `+3 %`. */
export function formatPercentDifference(percent: number | null, decimals = 0): string {
  return withUnit(formatDifference(percent, decimals), '%');
}

/** `63 tot 73`; one number when the bounds look the same. Never an average of the bounds. */
export function formatRange(low: number, high: number, decimals = 0): string {
  const from = formatNumber(low, decimals);
  const to = formatNumber(high, decimals);
  return from === to ? from : unbroken(m.common_range({ low: from, high: to }));
}

/** `63 tot 73 %`. */
export function formatPercentRange(low: number, high: number, decimals = 0): string {
  return withUnit(formatRange(low, high, decimals), '%');
}

/** `1.240 woningen`, `1 woning`. */
export function formatHomes(homes: number): string {
  return unbroken(m.common_homes({ count: Math.abs(homes), shown: formatNumber(homes) }));
}

/** `126 projecten`, `1 project`. */
export function formatProjects(projects: number): string {
  return unbroken(m.common_projects({ count: projects, shown: formatNumber(projects) }));
}

/** A length of time in years, one decimal: `0,6 jaar`. */
export function formatYears(years: number): string {
  return unbroken(m.common_years_long({ shown: formatNumber(years, 1) }));
}

/** `30 min`. */
export function formatMinutes(minutes: number): string {
  return unbroken(m.common_minutes({ shown: formatNumber(minutes) }));
}

const MILLION = 1_000_000;
const BILLION = 1000 * MILLION;

/** Whole euros: `€ 420.000`, from a million on `€ 1,2 mln`. For an amount that is added up elsewhere: formatEuroExact. */
export function formatEuro(euros: number | null): string {
  if (euros === null) return NOTHING;
  const size = Math.abs(euros);
  // Just below a border it rounds up to it: € 999.960.000 is € 1 mld, not € 1.000 mln.
  if (size >= BILLION - MILLION / 20)
    return euro(m.common_billion({ shown: formatNumber(euros / BILLION, 1) }));
  if (size >= MILLION) return euro(m.common_million({ shown: formatNumber(euros / MILLION, 1) }));
  return euro(formatNumber(euros));
}

/** `€ 1.240.000`. */
export function formatEuroExact(euros: number | null): string {
  return euros === null ? NOTHING : euro(formatNumber(euros));
}

function euro(shown: string): string {
  return unbroken(m.common_euro({ shown }));
}

/** `120 → 80`: old, then new. */
export function formatChange(from: string, to: string): string {
  return unbroken(m.common_change({ from, to }));
}

/** `12 MB`; for the size of a file, in bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return withUnit(formatNumber(bytes), 'B');
  if (bytes < MILLION) return withUnit(formatNumber(bytes / 1000), 'kB');
  if (bytes < BILLION) return withUnit(formatNumber(bytes / MILLION, 1), 'MB');
  return withUnit(formatNumber(bytes / BILLION, 1), 'GB');
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${intlLocale()}:${name}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(intlLocale(), options);
    dateFormats.set(key, format);
  }
  return format;
}

export interface DayOptions {
  /** `okt` instead of `oktober`. */
  readonly short?: boolean;
  /** Always with the year, as in the register; without it only when it is another year than today's. */
  readonly year?: boolean;
}

/** A stored day, `2026-12-03`: `do 3 december`, `do 3 dec`, `do 3 december 2027`. `today` is a stored day too. */
export function formatDay(
  day: string,
  today: string,
  { short = false, year = false }: DayOptions = {},
): string {
  const withYear = year || day.slice(0, 4) !== today.slice(0, 4);
  const format = dateFormat(`day:${String(short)}:${String(withYear)}`, {
    weekday: 'short',
    day: 'numeric',
    month: short ? 'short' : 'long',
    // A stored day has no hour; it is the same day everywhere.
    timeZone: 'UTC',
    ...(withYear ? { year: 'numeric' } : {}),
  });
  return unbroken(format.format(new Date(`${day}T00:00:00Z`)).replace('.', ''));
}

/** A moment, milliseconds or ISO: `14.33 uur`, by the clock in the Netherlands. */
export function formatTime(moment: number | string | Date): string {
  const format = dateFormat('time', {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Europe/Amsterdam',
  });
  return unbroken(m.common_time({ time: format.format(new Date(moment)).replace(':', '.') }));
}

/** `do 3 december, 13.30 uur`. */
export function formatMoment(
  moment: number | string | Date,
  today: string,
  options: DayOptions = {},
): string {
  return m.common_day_time({
    day: formatDay(toDay(new Date(moment).getTime()), today, options),
    time: formatTime(moment),
  });
}

/** How far a day is from today: `vandaag`, `morgen`, `over 9 dagen`, `gisteren`, `39 dagen geleden`. */
export function formatRelativeDay(day: string, today: string): string {
  const format = new Intl.RelativeTimeFormat(intlLocale(), { numeric: 'auto' });
  const days = daysBetween(today, day);
  // Intl also has words for the day after tomorrow; a number reads quicker in a list.
  if (Math.abs(days) > 1)
    return unbroken(new Intl.RelativeTimeFormat(intlLocale(), { numeric: 'always' }).format(days, 'day'));
  return format.format(days, 'day');
}

/** A due day: `39 dagen over tijd` when it has passed, else as formatRelativeDay. */
export function formatDue(due: string, today: string): string {
  const late = daysBetween(due, today);
  if (late <= 0) return formatRelativeDay(due, today);
  return unbroken(m.common_days_overdue({ count: late, shown: formatNumber(late) }));
}

function unbroken(text: string): string {
  return text.replaceAll(' ', NBSP);
}

import { parse, type ParsedResult } from 'chrono-node/nl';
import { addDays } from '../lib/clock.ts';

/** A day that was read from a text, and where in it. */
export interface FoundDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The words that say it, with the word before it that makes it a deadline. */
  readonly from: number;
  readonly to: number;
}

/** Words that make a date the day before which something is done; `voor` only before a date is one of them. */
const BY = String.raw`(?:uiterlijk(?:\s+op)?|v[oó][oó]r|tot(?:\s+en\s+met)?|t\/m|per|op|in|rond|deadline|klaar)\s*:?`;
const LEAD = new RegExp(String.raw`(?:^|[\s,(;:])(${BY})\s+$`, 'iu');
/** After these a date says what something is about, not when it is due: "notulen van 3 november". */
const ABOUT = /(?:^|\s)(?:van|sinds|vanaf|d\.d\.|dd\.?|na|uit|over\s+de|over\s+het)\s+(?:de\s+|het\s+)?$/iu;

const MONTHS = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
] as const;
const MONTH = `(?:${MONTHS.join('|')}|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\\.?`;
const WEEKDAYS = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'] as const;
const WEEKDAY = `(?:${WEEKDAYS.join('|')}|ma|di|wo|do|vr|za|zo)`;

interface Candidate extends FoundDay {
  /** Says by itself that it is a date, wherever it stands in the line: `12 december`, not `mei`. */
  readonly clear: boolean;
}

interface Rule {
  /** Of a regular expression; whole words only. */
  readonly pattern: string;
  readonly clear: boolean;
  /** Null: this is no day after all. `lead`: the word that makes it a deadline, if there is one. */
  readonly read: (match: RegExpMatchArray, today: string, lead: string) => string | null;
}

/** What people say of a deadline and the library does not know, or reads as the first day of a period. */
const RULES: readonly Rule[] = [
  {
    pattern: `(begin|half|medio|midden|eind|einde)\\s+(?:van\\s+)?(${MONTH})(?:\\s+(\\d{4}))?`,
    clear: true,
    read: ([, part = '', name = '', year], today) => partOfMonth(part, monthOf(name), year, today),
  },
  {
    pattern: '(?:q|kwartaal\\s*)([1-4])(?:\\s+(?:van\\s+)?(\\d{4}))?',
    clear: true,
    read: ([, quarter = '1', year], today) => endOfQuarter(Number(quarter), year, today),
  },
  {
    pattern: '(eerste|tweede|derde|vierde|1e|2e|3e|4e)\\s+kwartaal(?:\\s+(?:van\\s+)?(\\d{4}))?',
    clear: true,
    read: ([, name = '', year], today) => endOfQuarter(ordinal(name), year, today),
  },
  {
    pattern:
      '(?:eind|einde)\\s+(?:van\\s+)?(?:het|dit|volgend)?\\s*jaar|jaareinde|(?:eind|einde)\\s+(\\d{4})',
    clear: true,
    read: ([all, year], today) => `${year ?? String(yearOf(today) + (/volgend/iu.test(all) ? 1 : 0))}-12-31`,
  },
  {
    pattern: '(?:(?:eind|einde)\\s+(?:van\\s+)?)?(?:deze|de)\\s+week',
    clear: false,
    read: (_match, today) => fridayOf(today),
  },
  {
    pattern: `volgende\\s+week\\s+(${WEEKDAY})|(${WEEKDAY})\\s+volgende\\s+week`,
    clear: true,
    read: ([, after, before], today) => addDays(mondayOf(today), 7 + weekdayOf(after ?? before ?? '')),
  },
  {
    pattern: '(?:(?:eind|einde)\\s+(?:van\\s+)?)?volgende\\s+week',
    clear: true,
    read: (_match, today) => addDays(mondayOf(today), 11),
  },
  {
    pattern: '(?:(eind|einde)\\s+(?:van\\s+)?)?(?:(deze)|volgende)\\s+maand',
    clear: false,
    read: ([, , same], today) => {
      const month = monthIndex(today) + (same === undefined ? 1 : 0);
      return lastOf(yearOf(today) + Math.floor(month / 12), month % 12);
    },
  },
  {
    pattern: 'week\\s+(\\d{1,2})(?:\\s+(?:van\\s+)?(\\d{4}))?',
    clear: true,
    read: ([, week = '', year], today) => fridayOfWeek(Number(week), year, today),
  },
  { pattern: 'overmorgen', clear: true, read: (_match, today) => addDays(today, 2) },
  { pattern: 'vandaag', clear: true, read: (_match, today) => today },
  { pattern: 'morgen', clear: true, read: (_match, today) => addDays(today, 1) },
  {
    // Two numbers may be a share ("3/4 van de woningen"): only where the line says that it is a date.
    pattern: `(?:${WEEKDAY}\\s+)?(\\d{1,2})[-/](\\d{1,2})(?![-/.\\d])`,
    clear: false,
    read: ([, date = '', month = ''], today) => nextDate(Number(date), Number(month) - 1, today),
  },
  {
    // A month alone is a period: in it is until its end, before it until its first day.
    pattern: `(${MONTH})(?:\\s+(\\d{4}))?`,
    clear: false,
    read: ([, name = '', year], today, lead) => {
      const month = monthOf(name);
      return /^v[oó][oó]r/iu.test(lead)
        ? firstOf(yearFor(month, 1, year, today), month)
        : partOfMonth('eind', month, year, today);
    },
  },
  {
    pattern: `(?:aanstaande\\s+|komende\\s+|as\\.?\\s+)?(${WEEKDAY})`,
    clear: false,
    read: ([, name = ''], today) => {
      const ahead = (weekdayOf(name) - weekdayIndex(today) + 7) % 7;
      return addDays(today, ahead === 0 ? 7 : ahead);
    },
  },
];

const READERS = RULES.map((rule) => ({
  ...rule,
  pattern: new RegExp(`(?<![\\p{L}\\d/-])(?:${rule.pattern})(?![\\p{L}\\d])`, 'giu'),
}));

/**
 * The day that a line of Dutch names as its deadline, or null. A date counts where it stands after a word that makes it
 * a deadline ("vóór vr 12 dec", "uiterlijk eind maart"), at the end of the line, or where it can be nothing else; the
 * last of the best ones. A day and month without a year is the next time that it is that day. Periods end: `eind maart`,
 * `Q1` and `in maart` are 31 March, `volgende week` and `week 50` their Friday; `begin` is the 10th, `half` the 15th.
 * `today` is a stored day.
 */
export function findDutchDay(text: string, today: string): FoundDay | null {
  const found = [...ownCandidates(text, today), ...libraryCandidates(text, today)];
  let best: { candidate: FoundDay; weight: number } | null = null;
  for (const { clear, ...candidate } of found) {
    const led = withLead(text, candidate);
    const last = /^[\s.!)]*$/u.test(text.slice(candidate.to));
    const weight = (led === null ? 0 : 4) + (last ? 2 : 0) + (clear ? 1 : 0);
    if (weight === 0) continue;
    if (led === null && ABOUT.test(text.slice(0, candidate.from))) continue;
    const chosen = led ?? candidate;
    if (best === null || weight > best.weight || (weight === best.weight && isBetter(chosen, best.candidate)))
      best = { candidate: chosen, weight };
  }
  return best?.candidate ?? null;
}

/** Later in the line; of two at one place the one that reads more of it. */
function isBetter(a: FoundDay, b: FoundDay): boolean {
  const overlap = a.from < b.to && b.from < a.to;
  return overlap ? a.to - a.from > b.to - b.from : a.from > b.from;
}

function withLead(text: string, { day, from, to }: FoundDay): FoundDay | null {
  const before = LEAD.exec(text.slice(0, from));
  if (before === null) return null;
  return { day, from: from - before[0].trimStart().length + leadingPunctuation(before[0]), to };
}

function leadingPunctuation(lead: string): number {
  return /^[,(;:]/u.test(lead.trimStart()) ? 1 : 0;
}

function leadWord(text: string, from: number): string {
  return LEAD.exec(text.slice(0, from))?.[1] ?? '';
}

function ownCandidates(text: string, today: string): Candidate[] {
  return READERS.flatMap(({ pattern, clear, read }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const day = read(match, today, leadWord(text, match.index));
      return day === null ? [] : [{ day, from: match.index, to: match.index + match[0].length, clear }];
    }),
  );
}

/** The words that the library has a better idea of than we: dates with a month, distances ("over twee weken"). */
function libraryCandidates(text: string, today: string): Candidate[] {
  const noon = { instant: new Date(`${today}T12:00:00Z`), timezone: 0 };
  return parse(text, noon, { forwardDate: true }).flatMap((result) => {
    const day = dayOf(result, today);
    // A month, a weekday or an hour alone, and two numbers, are ours.
    if (day === null || !isDate(result)) return [];
    const from = result.index;
    return [{ day, from, to: from + result.text.trimEnd().length, clear: true }];
  });
}

function isDate({ start, text }: ParsedResult): boolean {
  if (/^over\s/iu.test(text)) return true;
  return start.isCertain('day') && start.isCertain('month') && !/^\d{1,2}[-/]\d{1,2}$/u.test(text.trim());
}

/** Which year, where none is said, is not left to the library: it looks at the hour, and at the zone that it runs in. */
function dayOf({ start }: ParsedResult, today: string): string | null {
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  return start.isCertain('year') ? stored(year, month - 1, day) : nextDate(day, month - 1, today);
}

function stored(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

const yearOf = (day: string): number => Number(day.slice(0, 4));
const monthIndex = (day: string): number => Number(day.slice(5, 7)) - 1;
/** Monday is 0. */
const weekdayIndex = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
const mondayOf = (day: string): string => addDays(day, -weekdayIndex(day));

function fridayOf(today: string): string {
  const friday = addDays(mondayOf(today), 4);
  return friday < today ? today : friday;
}

function weekdayOf(name: string): number {
  return WEEKDAYS.findIndex((day) => day.startsWith(name.toLowerCase().slice(0, 2)));
}

function monthOf(name: string): number {
  const short = name.toLowerCase().replace('.', '');
  return short === 'mrt' ? 2 : MONTHS.findIndex((month) => month.startsWith(short.slice(0, 3)));
}

function ordinal(name: string): number {
  const at = ['eerste', 'tweede', 'derde', 'vierde'].indexOf(name.toLowerCase());
  return at === -1 ? Number(name.slice(0, 1)) : at + 1;
}

const firstOf = (year: number, month: number): string => stored(year, month, 1);
const lastOf = (year: number, month: number): string => stored(year, month + 1, 0);

/** The year that was said, else the first in which that day has not passed. */
function yearFor(month: number, date: number, said: string | undefined, today: string): number {
  if (said !== undefined) return Number(said);
  const year = yearOf(today);
  return stored(year, month, date) < today ? year + 1 : year;
}

function partOfMonth(part: string, month: number, said: string | undefined, today: string): string {
  const word = part.toLowerCase();
  if (word.startsWith('eind')) {
    const end = lastOf(said === undefined ? yearOf(today) : Number(said), month);
    return said === undefined && end < today ? lastOf(yearOf(today) + 1, month) : end;
  }
  const date = word === 'begin' ? 10 : 15;
  return stored(yearFor(month, date, said, today), month, date);
}

function endOfQuarter(quarter: number, said: string | undefined, today: string): string {
  return partOfMonth('eind', quarter * 3 - 1, said, today);
}

/** ISO 8601: week 1 has the year's first Thursday. */
function fridayOfWeek(week: number, said: string | undefined, today: string): string | null {
  if (week < 1 || week > 53) return null;
  const friday = (year: number): string => addDays(mondayOf(stored(year, 0, 4)), (week - 1) * 7 + 4);
  if (said !== undefined) return friday(Number(said));
  const thisYear = friday(yearOf(today));
  return thisYear < today ? friday(yearOf(today) + 1) : thisYear;
}

function nextDate(date: number, month: number, today: string): string | null {
  if (month < 0 || month > 11 || date < 1) return null;
  const year = yearFor(month, date, undefined, today);
  return date > Number(lastOf(year, month).slice(8)) ? null : stored(year, month, date);
}

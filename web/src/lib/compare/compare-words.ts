import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import type {
  Comparison,
  ProjectComparison,
  ProjectFate,
  Shift,
} from '@bouwberaad/shared/insight/compare.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatHomes, formatNumber, formatYears } from '#lib/ui/format.ts';
import { intlLocale } from '#lib/ui/locale.ts';
import type { ReferenceDate } from './reference-dates.ts';

/** `1 juli`, with its year when that is another one than today's. */
export function dateWords({ at }: Pick<ReferenceDate, 'at'>, today: string): string {
  const day = toDay(Date.parse(at));
  return new Intl.DateTimeFormat(intlLocale(), {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(new Date(`${day}T00:00:00Z`));
}

/** `Sinds 1 juli`, `Tussen 1 juli en 1 oktober`. `newer` null: the plans of now. */
export function spanWords(older: ReferenceDate, newer: ReferenceDate | null, today: string): string {
  const from = dateWords(older, today);
  return newer === null
    ? m.compare_since({ from })
    : m.compare_between({ from, to: dateWords(newer, today) });
}

/** The answer in a sentence or two: what moved in time, and what became of the total. */
export function leadWords(comparison: Comparison, span: string): string[] {
  const { older, newer, projects } = comparison;
  if (projects.length === 0) return [m.compare_lead_same({ span })];
  return [shiftWords(comparison.shift, span), totalWords(older.net, newer.net)];
}

function shiftWords({ later, earlier, years }: Shift, span: string): string {
  if (years === null) return m.compare_lead_unmoved({ span });
  const mean = formatYears(Math.abs(years));
  if (earlier === 0)
    return m.compare_lead_later({ span, count: later, homes: formatHomes(later), years: mean });
  if (later === 0)
    return m.compare_lead_earlier({ span, count: earlier, homes: formatHomes(earlier), years: mean });
  return m.compare_lead_both({
    span,
    later: formatHomes(later),
    earlier: formatHomes(earlier),
    years: meanWords(years),
  });
}

/** A mean shift, in the direction it has as it is shown: 0,04 is none. */
export function meanWords(years: number): string {
  const mean = formatYears(Math.abs(years));
  if (Math.abs(years) < 0.05) return m.compare_years_even();
  return years > 0 ? m.compare_years_later({ years: mean }) : m.compare_years_earlier({ years: mean });
}

function totalWords(older: number, newer: number): string {
  const words = {
    homes: formatHomes(Math.abs(newer - older)),
    from: formatNumber(older),
    to: formatNumber(newer),
  };
  if (newer === older) return m.compare_total_same({ homes: formatHomes(newer) });
  return newer > older ? m.compare_total_more(words) : m.compare_total_less(words);
}

export const FATE_NAMES: Readonly<Record<ProjectFate, () => string>> = {
  new: m.compare_fate_new,
  gone: m.compare_fate_gone,
  later: m.compare_fate_later,
  earlier: m.compare_fate_earlier,
  grown: m.compare_fate_grown,
  shrunk: m.compare_fate_shrunk,
  hardened: m.compare_fate_hardened,
  softened: m.compare_fate_softened,
};

/** What became of a project: `80 woningen later, gekrompen`. */
export function fateWords({ fates, shift }: ProjectComparison): string {
  return fates.map((fate) => fateWord(fate, shift)).join(', ');
}

function fateWord(fate: ProjectFate, { later, earlier }: Shift): string {
  switch (fate) {
    case 'new':
      return m.compare_word_new();
    case 'gone':
      return m.compare_word_gone();
    case 'later':
      return m.compare_word_later({ homes: formatHomes(later) });
    case 'earlier':
      return m.compare_word_earlier({ homes: formatHomes(earlier) });
    case 'grown':
      return m.compare_word_grown();
    case 'shrunk':
      return m.compare_word_shrunk();
    case 'hardened':
      return m.compare_word_hardened();
    case 'softened':
      return m.compare_word_softened();
  }
}

/** How many projects had each fate; one that moved and grew counts in both. */
export function countFates(projects: readonly Pick<ProjectComparison, 'fates'>[]): Map<ProjectFate, number> {
  const counts = new Map<ProjectFate, number>();
  for (const { fates } of projects) for (const fate of fates) counts.set(fate, (counts.get(fate) ?? 0) + 1);
  return counts;
}

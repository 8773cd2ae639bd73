import { effect, figuresOf } from '@bouwberaad/shared/insight/effect.ts';
import { overlay } from '@bouwberaad/shared/insight/overlay.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import type { Plans } from '@bouwberaad/shared/model/read.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDifference, formatNumber, formatPercent, formatPercentDifference } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';

/** Figures of the plans by key, as a round keeps them; homes, or shares from 0 to 1. See shared/insight/effect.ts. */
export type Figures = Readonly<Record<string, number | null>>;

export interface FigureRow {
  readonly key: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** `+24`, `gelijk`, `signaal weg`. */
  readonly difference: string;
  readonly changed: boolean;
}

export interface YearBars {
  readonly municipality: string;
  readonly years: readonly { readonly year: number; readonly before: number; readonly after: number }[];
}

const SHARES = new Set(['concentration', 'bottleneck', 'affordable', 'socialRent', 'capacity']);

export function isShare(key: string): boolean {
  return SHARES.has(key.split(':')[0] ?? '');
}

/** A figure's value in words: `1.734`, `36 %`. */
export function figureValue(key: string, value: number | null): string {
  return isShare(key)
    ? formatPercent(value === null ? null : value * 100)
    : formatNumber(value === null ? null : Math.round(value));
}

/** What the table looks at: first the whole, then what changes; equal figures of single municipalities are left out. */
export function figureRows(before: Figures, after: Figures): FigureRow[] {
  return Object.keys({ ...before, ...after })
    .map((key) => toRow(key, before[key] ?? null, after[key] ?? null, after))
    .filter((row) => row !== null)
    .filter(({ key, changed }) => changed || key === 'planned:region');
}

function toRow(key: string, before: number | null, after: number | null, all: Figures): FigureRow | null {
  const label = labelOf(key);
  if (label === null) return null;
  const shown = { before: figureValue(key, before), after: figureValue(key, after) };
  const changed = shown.before !== shown.after;
  return { key, label, ...shown, changed, difference: differenceOf(key, before, after, changed, all) };
}

function differenceOf(
  key: string,
  before: number | null,
  after: number | null,
  changed: boolean,
  all: Figures,
): string {
  if (!changed || before === null || after === null) return m.decisions_equal();
  const signal = key.startsWith('concentration:') ? all[key.replace('concentration:', 'signal:')] : undefined;
  if (signal === 0) return m.decisions_signal_gone();
  return isShare(key)
    ? formatPercentDifference(Math.round(after * 100) - Math.round(before * 100))
    : formatDifference(Math.round(after) - Math.round(before));
}

/** Null for figures that are drawn or only help others. */
function labelOf(key: string): string | null {
  const [name, one = '', two = '', three = '', four = ''] = key.split(':');
  switch (name) {
    case 'planned':
      return one === 'region'
        ? m.decisions_fig_planned_region()
        : m.decisions_fig_planned({ municipality: municipalityName(one), year: two });
    case 'expected':
      return two === '' ? m.decisions_fig_expected({ year: one }) : null;
    case 'concentration':
      return m.decisions_fig_concentration({
        municipality: municipalityName(one),
        year: two,
        dwelling: three,
        segment: four,
      });
    case 'heldUp':
      return m.decisions_fig_heldUp({ category: one, year: two });
    case 'bottleneck':
      return two === 'low'
        ? m.decisions_fig_bottleneck_low({ category: capital(one) })
        : m.decisions_fig_bottleneck_high({ category: capital(one) });
    case 'affordable':
      return one === 'low' ? m.decisions_fig_affordable_low() : m.decisions_fig_affordable_high();
    case 'socialRent':
      return one === 'low' ? m.decisions_fig_social_low() : m.decisions_fig_social_high();
    case 'capacity':
      return one === 'corrected' ? m.decisions_fig_capacity_corrected() : m.decisions_fig_capacity();
    default:
      return null;
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Homes a year of the municipalities that change, around the years that do: at most seven bars each. */
export function yearBars(before: Figures, after: Figures): YearBars[] {
  const found = new Map<string, Map<number, { before: number; after: number }>>();
  for (const key of Object.keys({ ...before, ...after })) {
    const match = /^planned:(\d{4}):(\d{4})$/.exec(key);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const years = found.get(match[1]) ?? new Map<number, { before: number; after: number }>();
    found.set(match[1], years.set(Number(match[2]), { before: before[key] ?? 0, after: after[key] ?? 0 }));
  }
  return [...found]
    .map(([municipality, years]) => ({
      municipality,
      years: around([...years].map(([year, homes]) => ({ year, ...homes })).sort((a, b) => a.year - b.year)),
    }))
    .filter(({ years }) => years.some((year) => year.before !== year.after));
}

function around(years: YearBars['years']): YearBars['years'] {
  const changed = years.flatMap((year, at) => (year.before === year.after ? [] : [at]));
  const first = changed[0];
  const last = changed.at(-1);
  if (first === undefined || last === undefined) return years.slice(0, 7);
  const from = Math.max(0, first - 1);
  return years.slice(from, Math.max(from + 5, Math.min(last + 2, from + 7)));
}

/** One line that says what a decision did, for a list: the municipal years that changed most, else the first changed figure. */
export function headlineFigures(before: Figures, after: Figures): FigureRow[] {
  const rows = figureRows(before, after).filter(({ changed }) => changed);
  const years = rows.filter(({ key }) => /^planned:\d{4}:\d{4}$/.test(key));
  return (years.length > 0 ? years : rows).slice(0, 2);
}

/**
 * The figures that a decision spoke of, of the plans as they are now. Which figures those are follows from what its
 * changes reach; once they are applied they reach nothing any more, so they are also looked at from behind.
 */
export function figuresNow(plans: Plans, changes: readonly Change[], years: readonly number[]): Figures {
  const back = changes.map(({ path, from, to }) => ({ path, from: to, to: from }));
  return {
    ...figuresOf(effect(plans, overlay(plans, changes), { years }), 'before'),
    ...figuresOf(effect(overlay(plans, back), plans, { years }), 'after'),
  };
}

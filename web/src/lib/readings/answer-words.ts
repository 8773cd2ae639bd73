import type { Difference, TwoReadings } from '@bouwberaad/shared/insight/readings.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatHomes, formatNumber, formatYears, NOTHING } from '#lib/ui/format.ts';

/** The answer in two sentences, made from the figures; the second is null where there is nothing to add. */
export function answerWords(figure: TwoReadings): { lead: string; second: string | null } {
  if (figure.differences.length === 0) return { lead: m.readings_answer_none(), second: null };
  const [most] = [...figure.years].sort(
    (a, b) => Math.abs(b.other - b.owner) - Math.abs(a.other - a.owner) || a.year - b.year,
  );
  if (most === undefined || most.owner === most.other)
    return { lead: m.readings_answer_equal(), second: null };
  return {
    lead: m.readings_answer({
      year: String(most.year),
      owner: formatHomes(most.owner),
      other: formatNumber(most.other),
    }),
    second: m.readings_second_line({
      total: totalWords(figure),
      shift: shiftWords(figure.shift),
    }),
  };
}

function totalWords({ total, years }: TwoReadings): string {
  const year = String(years.at(-1)?.year ?? '');
  const more = total.other - total.owner;
  if (more === 0) return m.readings_total_equal({ year });
  const shown = formatHomes(Math.abs(more));
  return more > 0 ? m.readings_total_more({ shown, year }) : m.readings_total_fewer({ shown, year });
}

/** Decided on what is shown: a shift of 0,04 years reads as none. */
function shiftWords(shift: number | null): string {
  const tenths = Math.round((shift ?? 0) * 10);
  if (tenths === 0) return m.readings_shift_none();
  const years = formatYears(Math.abs(tenths) / 10);
  return tenths > 0 ? m.readings_shift_later({ years }) : m.readings_shift_earlier({ years });
}

/** `2 jaar later`, `25 minder`; of what is no number only that it is something else. */
export function differenceWords({ years, more }: Difference): string {
  if (years === 0 || more === 0) return NOTHING;
  if (years !== null) {
    const count = Math.abs(years);
    const shown = formatNumber(count);
    return years > 0 ? m.readings_years_later({ count, shown }) : m.readings_years_earlier({ count, shown });
  }
  if (more === null) return m.readings_other_value();
  const shown = formatNumber(Math.abs(more));
  return more > 0 ? m.readings_more({ shown }) : m.readings_fewer({ shown });
}

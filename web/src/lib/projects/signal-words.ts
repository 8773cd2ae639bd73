import type { ConcentrationCell } from '@bouwberaad/shared/insight/concentration.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatPercent } from '#lib/ui/format.ts';
import { DWELLING_WORDS, SEGMENT_WORDS } from './choice-words.ts';

/** `2028: 50 % hoogbouw, dure huur`. */
export function signalWords({ year, share, dwelling, segment }: ConcentrationCell): string {
  return m.projects_signal({
    year: String(year),
    share: formatPercent(share * 100),
    dwelling: DWELLING_WORDS[dwelling](),
    segment: SEGMENT_WORDS[segment](),
  });
}

import type { BottleneckCategory, Certainty } from '../model/bottleneck.ts';
import { plain } from './grid.ts';

/** A bottleneck as a cell of free text states it. */
export interface SheetBottleneck {
  readonly category: BottleneckCategory;
  readonly certainty: Certainty;
  /** Whole euros, when the text names an amount. */
  readonly amount: number | null;
  /** The words that it was read from. */
  readonly text: string;
}

/** Words by which people name a category; the first rule that fits counts. */
const WORDS: readonly (readonly [BottleneckCategory, RegExp])[] = [
  ['geen', /^(geen|nvt|n\.v\.t\.|nee|none|-)$|^geen (knelpunt|belemmering|bijzonderhe)/],
  ['onbekend', /^(\?+|onbekend|nog niet bekend|nnb|n\.n\.b\.|unknown)$/],
  ['stikstof', /stikstof|nitrogen|aerius/],
  ['netcongestie', /netcongestie|net ?congestion|stroomnet|elektriciteitsnet|netcapaciteit/],
  ['nutsaansluiting', /nuts|aansluiting|drinkwater|riool/],
  ['onrendabele top', /onrendabel|tekort|financieel|financi[eë]n|business ?case|exploitatie|subsidie/],
  ['ambtelijke capaciteit', /ambtelijk|capaciteit (bij de )?gemeente|personeel/],
  ['capaciteit bouwsector', /bouwsector|aannemer|bouwcapaciteit|capaciteit bouw|materiaal/],
  ['parkeren', /parke/],
  ['bereikbaarheid', /bereikbaar|ontsluiting|verkeer|infrastructuur|\bov\b/],
  ['geluid', /geluid|lawaai|noise/],
  ['bodemverontreiniging', /verontreinig|sanering|bodemkwaliteit|asbest|pfas/],
  ['water en bodem', /water|bodem|wadi|overstrom/],
  ['natuur', /natuur|flora|fauna|vleermui|ecolog|soorten/],
  ['bezwaar en beroep', /bezwa|beroep|raad van state|rvs|appeal/],
  ['draagvlak', /draagvlak|omwonend|weerstand|participatie/],
  ['grondverwerving', /grond(verwerving|aankoop|positie|eigen)|verwerving|onteigen/],
];

const DOUBT =
  /\?|mogelijk|misschien|wellicht|vermoed|verwacht|waarschijnlijk|risico|evt\b|eventueel|possibly|maybe/;

/**
 * `netcongestie, stikstof?` is netcongestie for certain and stikstof suspected. `onrendabele top € 1.250.000` keeps its
 * amount. What no rule knows is `anders`; the text itself is always kept with the project by who calls this.
 */
export function readBottlenecks(text: string): SheetBottleneck[] {
  const found = new Map<BottleneckCategory, SheetBottleneck>();
  for (const part of partsOf(text)) {
    const words = plain(part);
    const category = WORDS.find(([, rule]) => rule.test(words))?.[0] ?? 'anders';
    const certainty = category === 'onbekend' ? 'onbekend' : DOUBT.test(words) ? 'vermoed' : 'bevestigd';
    const before = found.get(category);
    // Named twice, the surer one counts.
    if (before === undefined || (before.certainty === 'vermoed' && certainty === 'bevestigd'))
      found.set(category, { category, certainty, amount: amountOf(words), text: part.slice(0, 120) });
  }
  const all = [...found.values()];
  // "geen" beside a real one is a remnant: somebody forgot to take it away.
  const real = all.filter(({ category }) => category !== 'geen' && category !== 'onbekend');
  return real.length > 0 ? real : all.slice(0, 1);
}

/** Commas, semicolons, slashes, lines and "en" part them; a comma inside an amount does not. */
function partsOf(text: string): string[] {
  return text
    .split(/[;\n\r/|•]|,(?!\d)|\s(?:en|and|\+)\s(?!bodem|beroep)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 20);
}

function amountOf(words: string): number | null {
  const found =
    /(?:€|eur(?:o)?)\s*([\d.]+(?:,\d+)?)\s*(mln|miljoen|k\b|m\b|duizend)?|([\d.]+(?:,\d+)?)\s*(mln|miljoen|euro)/.exec(
      words,
    );
  if (found === null) return null;
  const digits = (found[1] ?? found[3] ?? '').replace(/\.$/, '');
  const unit = found[2] ?? found[4] ?? '';
  // With a unit a point may be a decimal one: 1.25 mln; without it the Dutch point parts thousands.
  const number = Number(
    unit !== '' && /^\d{1,3}\.\d{1,2}$/.test(digits) ? digits : digits.replaceAll('.', '').replace(',', '.'),
  );
  const value = Math.round(
    number * (/^m(ln|iljoen)?$/.test(unit) ? 1e6 : /^(k|duizend)$/.test(unit) ? 1000 : 1),
  );
  return Number.isSafeInteger(value) && value > 0 && value <= 1e12 ? value : null;
}

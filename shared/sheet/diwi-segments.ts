import type { Dwelling, Segment } from '../model/block.ts';
import { plain } from './grid.ts';
import type { PriceLimits } from './price-limits.ts';

/**
 * How DIWI's words for owners, prices and forms of homes become the product's. Municipalities write their own price
 * classes in the sub-headings, so these are read by the words in them. What no rule knows is `onbekend`.
 */

/** Who owns the home decides which prices speak of it. */
export type Owner = 'sale' | 'privateRent' | 'corporationRent';

const RANGE = /^(?:€\s*)?([\d.,]+)\s*(?:-|–|tot)\s*(?:€\s*)?([\d.,]+)$/;

/** The segment that a price column stands for: a class by its words (`Koop 3 midden`) or a range (`100000-200000`). */
export function segmentOf(owner: Owner, sub: string, limits: PriceLimits): Segment {
  const range = RANGE.exec(plain(sub));
  if (range !== null) return segmentOfRange(owner, euros(range[1]), euros(range[2]), limits);
  return owner === 'sale' ? saleClass(plain(sub)) : rentClass(plain(sub));
}

/** Is this a word for "not known", rather than a class that we fail to read? */
export function meansUnknown(sub: string): boolean {
  return ['', 'onbekend', 'n.v.t.', 'nvt', 'nader te bepalen'].includes(plain(sub));
}

/**
 * `Koop 1 betaalbaar laag`, `Koop 2 betaalbaar`, `Starter`, `Sociale koop`, `Goedkoop` are affordable: VNG's first two
 * classes end at the affordable limit, and starters' homes lie below it. `Koop 3 midden`, `Midden`, `Middelduur` are
 * between. `Koop 4 duur`, `Duur`, `Vrije sector` are dear. "middelduur" holds "duur", so middle is asked first.
 */
function saleClass(sub: string): Segment {
  if (/betaalbaar|starter|sociaal|sociale|goedko|laag/.test(sub)) return 'betaalbare koop';
  if (/mid(den|del)/.test(sub)) return 'middeldure koop';
  if (/duur|dure|hoog|vrije sector/.test(sub)) return 'dure koop';
  return 'onbekend';
}

/** The same for rent: social (up to the liberalisation limit), mid, free sector. `Betaalbaar` alone could be both: not known. */
function rentClass(sub: string): Segment {
  if (/sociaal|sociale|goedko|laag/.test(sub)) return 'sociale huur';
  if (/mid(den|del)/.test(sub)) return 'middenhuur';
  if (/duur|dure|hoog|vrije sector/.test(sub)) return 'dure huur';
  return 'onbekend';
}

/**
 * A range counts where it lies wholly on one side of a limit; across one it is not known. Above the affordable limit the
 * law draws no line between middle and dear: such a sale home is certainly not affordable, and stands as `dure koop`.
 */
function segmentOfRange(owner: Owner, low: number, high: number, limits: PriceLimits): Segment {
  if (Number.isNaN(low) || Number.isNaN(high) || low > high) return 'onbekend';
  if (owner === 'sale') {
    if (high <= limits.affordableSale) return 'betaalbare koop';
    return low >= limits.affordableSale ? 'dure koop' : 'onbekend';
  }
  if (high <= limits.socialRent) return 'sociale huur';
  if (low >= limits.socialRent && high <= limits.midRent) return 'middenhuur';
  return low >= limits.midRent ? 'dure huur' : 'onbekend';
}

/** `100000`, `100.000`, `932,93`, `1.228,07`. */
function euros(text = ''): number {
  return Number(text.replaceAll(/\.(?=\d{3}(\D|$))/g, '').replace(',', '.'));
}

/**
 * Homes that a price does not speak of: a corporation's rent is social unless a price says otherwise (its task by the
 * Woningwet); a private landlord's or a sale home without a price is not known.
 */
export const UNPRICED: Readonly<Record<Owner, Segment>> = {
  sale: 'onbekend',
  privateRent: 'onbekend',
  corporationRent: 'sociale huur',
};

/** `Fysiek voorkomen`: Galerijflat and Portiekflat are apartments, not high-rise; a tower is. */
export function dwellingOf(form: string): Dwelling {
  const name = plain(form);
  if (/hoogbouw|toren/.test(name)) return 'hoogbouw';
  if (/flat|appartement|maison|bovenwoning|benedenwoning|studio|gestapeld/.test(name)) return 'appartement';
  if (
    /tussenwoning|hoekwoning|onder-(een|één|1)-kap|vrijstaand|rijwoning|rijtjes|geschakeld|eengezins|grondgebonden|bungalow/.test(
      name,
    )
  )
    return 'grondgebonden';
  return 'onbekend';
}

import type { Instrument } from '@bouwberaad/shared/model/case-instruments.ts';
import { m } from '#lib/paraglide/messages.js';

export const INSTRUMENT_WORDS: Readonly<Record<Instrument, () => string>> = {
  expertteam: m.cases_instrument_expertteam,
  subsidie: m.cases_instrument_subsidie,
  regel: m.cases_instrument_regel,
};

import { getLocale } from '#lib/paraglide/runtime.js';

/** The regional form for Intl of the language that the screen is in. */
const REGIONAL = { nl: 'nl-NL' } as const;

export function intlLocale(): string {
  return REGIONAL[getLocale()];
}

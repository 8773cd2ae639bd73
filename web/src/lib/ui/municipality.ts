import { municipalityOf } from '@bouwberaad/shared/model/municipalities.ts';

/** `Deventer` for `0150`; a code that is not of this province is shown as it is. */
export function municipalityName(code: string): string {
  return municipalityOf(code)?.name ?? code;
}

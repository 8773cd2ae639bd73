import type { Names } from '@bouwberaad/shared/model/cell-text.ts';
import { municipalityName } from '#lib/ui/municipality.ts';

/** What of a table the names are taken from. */
interface Table {
  readonly info: { readonly municipalities: readonly string[] };
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
}

/** How the table's municipalities and organisations are called, in the order in which one looks for them. */
export function tableNames({ info, organisations }: Table): Names {
  const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'nl');
  return {
    municipality: info.municipalities.map((value) => ({ value, name: municipalityName(value) })).sort(byName),
    organisation: organisations.map(({ id, name }) => ({ value: id, name })).sort(byName),
  };
}

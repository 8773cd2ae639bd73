import { ownerMap } from '@bouwberaad/shared/edit/apply.ts';
import { blockType } from '@bouwberaad/shared/model/block.ts';
import { parsePath, typeAt, type Place } from '@bouwberaad/shared/model/layout.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatHomes } from '#lib/ui/format.ts';
import { fieldWords } from './field-words.ts';
import { isText } from './group.ts';
import type { HistoryEntry } from './history.ts';
import { cut, valueWords, type Known } from './value-words.ts';

/** One change as a person reads it: `Woningen 2028: 80 → 120`. Without `from` and `to` it says itself. */
export interface RowWords {
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
}

export function rowWords(known: Known, row: Pick<HistoryEntry, 'path' | 'from' | 'to'>): RowWords {
  const place = parsePath(row.path);
  if (place === null) return alone(m.changes_field_other());
  if (place.field === undefined) return madeWords(place, row);
  if (place.field === 'removed') return removedWords(known, place, row.to === true);
  const type = typeAt(place);
  if (isText(row.path)) return alone(m.changes_text_typed({ what: fieldWords(type.name, place.field) }));
  const { field } = place;
  return {
    what: place.block === undefined ? fieldWords(type.name, field) : blockField(known, place, field),
    from: valueWords(known, type, field, row.from),
    to: valueWords(known, type, field, row.to),
  };
}

function alone(what: string): RowWords {
  return { what, from: null, to: null };
}

function madeWords(place: Place, { to }: { readonly to: unknown }): RowWords {
  const fields = (to ?? {}) as Readonly<Record<string, unknown>>;
  if (place.block !== undefined)
    return {
      what: m.changes_made_block(),
      from: null,
      to: blockWords(factsOf((key) => fields[key])),
    };
  if (place.root === 'projects') return alone(m.changes_made_project());
  // What somebody wrote says more than that they did.
  const said = ['text', 'reason'].map((key) => fields[key]).find((value) => typeof value === 'string');
  return { what: m.changes_made_other(), from: null, to: typeof said === 'string' ? cut(said) : null };
}

function removedWords(known: Known, place: Place, removed: boolean): RowWords {
  if (place.block === undefined) return alone(removed ? m.changes_retired() : m.changes_revived());
  const what = removed ? m.changes_block_retired() : m.changes_block_revived();
  const block = blockAt(known, place);
  return block === null ? alone(what) : { what, from: null, to: blockWords(block) };
}

export interface BlockFacts {
  readonly homes: number;
  readonly year: number | null;
  readonly demolition: boolean;
}

export function blockWords({ homes, year, demolition }: BlockFacts): string {
  const words =
    year === null
      ? m.changes_block_noyear({ homes: formatHomes(homes) })
      : m.changes_block_words({ homes: formatHomes(homes), year: String(year) });
  return demolition ? m.changes_block_demolition({ words }) : words;
}

/** A block as it is now, also one that was taken away; null when there is none. */
function blockAt(known: Known, place: Place): BlockFacts | null {
  return known.read((doc) => {
    const block = ownerMap(doc, place);
    return block === null ? null : factsOf((key) => block.get(key));
  });
}

function factsOf(get: (key: 'homes' | 'year' | 'kind') => unknown): BlockFacts {
  const { homes, year, kind } = blockType.fields;
  return {
    homes: homes.read(get('homes')) ?? 0,
    year: year.read(get('year')),
    demolition: kind.read(get('kind')) === 'demolition',
  };
}

/** What a block's field is called, with the year that tells it from the others: as it is now. */
function blockField(known: Known, place: Place, field: string): string {
  const block = blockAt(known, place);
  const named = fieldWords('block', field);
  if (block === null) return named;
  if (field === 'homes') {
    if (block.year === null) return m.changes_homes_noyear();
    const year = String(block.year);
    return block.demolition ? m.changes_demolition_in({ year }) : m.changes_homes_in({ year });
  }
  if (field === 'year') return m.changes_year_of({ homes: formatHomes(block.homes) });
  return m.changes_in_block({ what: named, block: blockWords(block) });
}

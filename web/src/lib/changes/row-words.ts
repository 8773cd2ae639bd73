import { parsePath, typeAt, type Place } from '@bouwberaad/shared/model/layout.ts';
import type { RecordType } from '@bouwberaad/shared/model/record.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatHomes } from '#lib/ui/format.ts';
import { fieldWords } from './field-words.ts';
import { isText } from './group.ts';
import type { HistoryEntry } from './history.ts';
import { valueWords, type Known } from './value-words.ts';

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
  if (place.field === 'removed') return alone(removedWords(place, row.to === true));
  const type = typeAt(place) as RecordType;
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
  if (place.block === undefined)
    return alone(place.root === 'projects' ? m.changes_made_project() : m.changes_made_other());
  const fields = (to ?? {}) as { homes?: unknown; year?: unknown; kind?: unknown };
  return {
    what: m.changes_made_block(),
    from: null,
    to: blockWords({
      homes: typeof fields.homes === 'number' ? fields.homes : 0,
      year: typeof fields.year === 'number' ? fields.year : null,
      demolition: fields.kind === 'demolition',
    }),
  };
}

function removedWords(place: Place, removed: boolean): string {
  if (place.block !== undefined) return removed ? m.changes_block_retired() : m.changes_block_revived();
  return removed ? m.changes_retired() : m.changes_revived();
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

/** What a block's field is called, with the year that tells it from the others: as it is now. */
function blockField(known: Known, place: Place, field: string): string {
  const block = known.get('projects', place.record)?.blocks.find(({ id }) => id === place.block);
  const named = fieldWords('block', field);
  if (block === undefined) return named;
  if (field === 'homes') {
    if (block.year === null) return m.changes_homes_noyear();
    const year = String(block.year);
    return block.kind === 'demolition' ? m.changes_demolition_in({ year }) : m.changes_homes_in({ year });
  }
  if (field === 'year') return m.changes_year_of({ homes: formatHomes(block.homes ?? 0) });
  return m.changes_in_block({
    what: named,
    block: blockWords({
      homes: block.homes ?? 0,
      year: block.year,
      demolition: block.kind === 'demolition',
    }),
  });
}

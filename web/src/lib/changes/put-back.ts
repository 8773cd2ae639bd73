import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import { formatPath, parsePath, typeAt, type Place } from '@bouwberaad/shared/model/layout.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import type { HistoryEntry } from './history.ts';

type Live = Pick<TableSession, 'get'>;

/**
 * The new edit that makes a change undone: the field gets the value back that it had before this row, whatever it
 * holds now; what was made is taken away, what was taken away comes back. Null where there is nothing to put back: it
 * is so already, it is rich text (which has no old value), or its record is gone.
 */
export function putBack(session: Live, row: HistoryEntry): Edit | null {
  const place = parsePath(row.path);
  if (place === null) return null;
  const owner: Place = { root: place.root, record: place.record, ...blockOf(place) };
  if (place.field === undefined) return isRemoved(session, owner) ? null : removal(owner, true);
  if (place.field === 'removed') {
    const removed = row.from === true;
    return isRemoved(session, owner) === removed ? null : removal(owner, removed);
  }
  const live = liveFields(session, owner);
  const field = typeAt(place).fields[place.field];
  if (live === null || field === undefined || field.kind === 'richText') return null;
  const [from, to] = [(live[place.field] ?? null) as Json, (row.from ?? null) as Json];
  if (sameJson(from, to) || (to === null && sameJson(from, field.empty))) return null;
  return { type: 'setField', path: row.path, from, to };
}

function removal(place: Place, removed: boolean): Edit {
  return { type: 'removeRecord', path: formatPath(place), removed };
}

function blockOf({ block }: Place): { block?: string } {
  return block === undefined ? {} : { block };
}

/** A record's values now; null when it is not there, or taken away. */
function liveFields(session: Live, { root, record, block }: Place): Readonly<Record<string, unknown>> | null {
  const found = session.get(root, record);
  if (found === null || found.removed) return null;
  if (block === undefined) return found;
  const blocks = 'blocks' in found ? found.blocks : [];
  return blocks.find(({ id }) => id === block) ?? null;
}

function isRemoved(session: Live, place: Place): boolean {
  // A project's blocks are read without those that were taken away.
  return liveFields(session, place) === null;
}

import type { Edit, SetYearHomes } from '@bouwberaad/shared/edit/edit.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { editYear } from '#lib/projects/year-cell.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';

type Records = Pick<TableSession, 'get'>;

/**
 * What somebody wanted, on what is there now: it replaces today's value, which they have seen by then. Null where that
 * can't be said: typed text, a record that is gone.
 */
export function againOf(records: Records, edit: Edit): Edit | null {
  if (edit.type !== 'batch') return oneAgain(records, edit);
  const edits = edit.edits.map((one) => oneAgain(records, one)).filter((one) => one !== null);
  return edits.length === edit.edits.length ? { ...edit, edits } : null;
}

type Single = Exclude<Edit, { readonly type: 'batch' }>;

function oneAgain(records: Records, edit: Single): Single | null {
  switch (edit.type) {
    case 'setField': {
      const now = valueNow(records, edit.path);
      return now === undefined ? null : { ...edit, from: now };
    }
    case 'setYearHomes':
      return yearAgain(records, edit);
    case 'typeText':
    case 'setMeta':
      return null;
    default:
      return edit;
  }
}

/** In a year that has got another block meanwhile the number is that one's; of several nobody knows which. */
function yearAgain(records: Records, edit: SetYearHomes): Single | null {
  const project = records.get('projects', edit.project);
  if (project === null) return null;
  const block = project.blocks.find(({ id }) => id === edit.block);
  if (block !== undefined) return { ...edit, from: block.homes };
  const again = editYear(project, edit.year, edit.to, edit);
  return again === null || again === 'several' || again.type === 'batch' ? null : again;
}

/** As a screen reads it; undefined where there is no such record. */
function valueNow(records: Records, path: string): Json | undefined {
  const place = parsePath(path);
  if (place?.field === undefined) return undefined;
  const record = records.get(place.root, place.record);
  const holder =
    place.block === undefined || record === null || !('blocks' in record)
      ? record
      : record.blocks.find(({ id }) => id === place.block);
  return holder === null || holder === undefined
    ? undefined
    : ((holder as unknown as Record<string, Json>)[place.field] ?? null);
}

import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';

/** What an edit was about: the plan's name where there is one. */
export function subjectOf(session: Pick<TableSession, 'get'>, path: string): string {
  const place = parsePath(path);
  const record = place === null ? null : session.get(place.root, place.record);
  if (record !== null && 'name' in record && typeof record.name === 'string') return record.name;
  if (record !== null && 'title' in record && typeof record.title === 'string') return record.title;
  return m.shell_refused_unnamed();
}

import type { Difference } from '@bouwberaad/shared/insight/readings.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { m } from '#lib/paraglide/messages.js';
import { planFieldOptions } from '#lib/projects/plan-fields.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { formatHomes, formatNumber, NOTHING } from '#lib/ui/format.ts';
import { subjectAt, valueWords, type Subject } from './subjects.ts';

type Known = Pick<TableSession, 'organisations' | 'info' | 'rules'>;

/** One side of a difference with what it is about: `120 in 2030`, `84 in 2028`, `40 %`. */
export function sideWords(
  session: Known,
  { reading, project, field, homes }: Difference,
  value: Json,
): string {
  const place = reading.path === null ? null : parsePath(reading.path);
  const block = project.blocks.find(({ id }) => id === place?.block);
  if (field === 'year' && typeof value === 'number')
    return m.readings_in_year({ homes: formatNumber(homes), year: String(value) });
  if (field === 'homes' && typeof value === 'number')
    return m.readings_in_year({ homes: formatNumber(value), year: String(block?.year ?? NOTHING) });
  return plainWords(session, { reading, project }, value);
}

/** The value by itself: `2030`, `84 woningen`, `ontwerp`. */
export function plainWords(
  session: Known,
  { reading, project }: Pick<Difference, 'reading' | 'project'>,
  value: Json,
): string {
  const subject = subjectOf(session, reading.path, project);
  return subject === null ? NOTHING : valueWords(subject, value);
}

/** What stands small under it: the homes of the block, or which field it is. */
export function aboutWords(session: Known, { reading, project, field, homes }: Difference): string {
  if (field === 'year') return homes === null ? '' : formatHomes(homes);
  return subjectOf(session, reading.path, project)?.label ?? '';
}

function subjectOf(session: Known, path: string | null, project: Project): Subject | null {
  return path === null ? null : subjectAt(project, path, planFieldOptions(session));
}

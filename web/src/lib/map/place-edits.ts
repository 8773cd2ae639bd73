import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { editAsRead } from '#lib/projects/edit-as-read.ts';
import type { LatLng } from './outline.ts';

interface Editor {
  edit(edit: Edit): Result<undefined>;
}

/** Puts a plan at a place, or with null takes its point away: one step to take back. */
export function moveTo(
  session: Editor,
  { id, lat, lng }: Pick<Project, 'id' | 'lat' | 'lng'>,
  to: LatLng | null,
): Result<undefined> {
  const field = (key: 'lat' | 'lng', from: number | null): Extract<Edit, { type: 'setField' }> => ({
    type: 'setField',
    path: `projects/${id}/${key}`,
    from,
    to: to === null ? null : to[key],
  });
  return editAsRead(session, { type: 'batch', name: 'place', edits: [field('lat', lat), field('lng', lng)] });
}

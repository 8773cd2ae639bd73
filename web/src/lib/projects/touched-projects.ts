import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { touchesOf } from '@bouwberaad/shared/edit/touch.ts';

/** Ids of the projects that these edits write in, their blocks included. */
export function touchedProjects(entries: readonly { readonly edit: Edit }[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap(({ edit }) =>
      touchesOf(edit).flatMap(({ place }) => (place.root === 'projects' ? [place.record] : [])),
    ),
  );
}

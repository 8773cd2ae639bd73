import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { touchesOf } from '@bouwberaad/shared/edit/touch.ts';
import { formatPath } from '@bouwberaad/shared/model/layout.ts';

/** The first place that an edit writes, to name it by. */
export function pathOf(edit: Edit): string {
  const touch = touchesOf(edit)[0];
  return touch === undefined ? '' : formatPath(touch.place);
}

/** Whether an edit writes this place, or the record that it lies in. */
export function touchesPath(edit: Edit, path: string): boolean {
  return touchesOf(edit).some(({ place }) => {
    const touched = formatPath(place);
    return touched === path || path.startsWith(`${touched}/`);
  });
}

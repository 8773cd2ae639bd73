import { formatPath, type Place } from '../model/layout.ts';
import type { Batch, Edit } from './edit.ts';
import { touchesOf } from './touch.ts';

type Single = Exclude<Edit, Batch>;

/**
 * What of an edit may stand by itself, in order: an edit that holds together is one part. Edits of a loose batch that
 * write the same place, or in a record that an earlier one makes, are one part as well.
 */
export function partsOf(edit: Edit): Edit[] {
  if (edit.type !== 'batch' || edit.loose === undefined) return [edit];
  const { loose } = edit;
  const parts: Single[][] = [];
  const known = new Map<string, Single[]>();
  for (const one of edit.edits) {
    const places = touchesOf(one).map(({ place }) => placeOf(place, loose));
    const rests = places.flatMap(upwards).find((place) => known.has(place));
    const part = (rests === undefined ? undefined : known.get(rests)) ?? [];
    if (part.length === 0) parts.push(part);
    part.push(one);
    for (const place of places) known.set(place, part);
  }
  return parts.map((edits) => together(edit, edits));
}

/** Parts of an edit as one edit again, named as it was. */
export function joined(edit: Edit, parts: readonly Edit[]): Edit {
  return together(
    edit,
    parts.flatMap((part) => (part.type === 'batch' ? part.edits : [part])),
  );
}

function placeOf(place: Place, loose: NonNullable<Batch['loose']>): string {
  return loose === 'records' ? `${place.root}/${place.record}` : formatPath(place);
}

/** A path and all that it lies in. */
function upwards(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_step, at) => steps.slice(0, at + 1).join('/'));
}

function together(edit: Edit, edits: readonly Single[]): Edit {
  const [only, ...more] = edits;
  if (only !== undefined && more.length === 0) return only;
  return edit.type === 'batch' ? { ...edit, edits } : edit;
}

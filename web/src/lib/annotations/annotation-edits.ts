import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { toSafeText } from '@bouwberaad/shared/lib/json.ts';
import type { Annotation } from '@bouwberaad/shared/model/annotation.ts';

interface Stamp {
  readonly by: string;
  readonly at: string;
}

/** A new annotation on a part of the workspace. */
export function annotate(anchor: string, text: string, mentions: readonly string[], stamp: Stamp): Edit {
  return {
    type: 'createRecord',
    root: 'annotations',
    id: newId(),
    fields: { anchor, thread: null, text: toSafeText(text), mentions, ...stamp },
  };
}

/** A reply hangs on the first of its thread, and on the same part. */
export function reply(root: Annotation, text: string, mentions: readonly string[], stamp: Stamp): Edit {
  return {
    type: 'createRecord',
    root: 'annotations',
    id: newId(),
    fields: { anchor: root.anchor, thread: root.id, text: toSafeText(text), mentions, ...stamp },
  };
}

/** Other words for what one wrote, with the mentions that are in them now; null when nothing changes. */
export function rephrase(annotation: Annotation, text: string, mentions: readonly string[]): Edit | null {
  if (annotation.text === text) return null;
  const path = `annotations/${annotation.id}`;
  return {
    type: 'batch',
    name: 'rephrase',
    edits: [
      { type: 'setField', path: `${path}/text`, from: annotation.text, to: toSafeText(text) },
      { type: 'setField', path: `${path}/mentions`, from: annotation.mentions, to: mentions },
    ],
  };
}

export function resolve(root: Annotation, resolved: boolean): Edit {
  return { type: 'setField', path: `annotations/${root.id}/resolved`, from: root.resolved, to: resolved };
}

export function withdraw(annotation: Annotation): Edit {
  return { type: 'removeRecord', path: `annotations/${annotation.id}`, removed: true };
}

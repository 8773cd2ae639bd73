import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { isDone } from '@bouwberaad/shared/edit/is-done.ts';
import { joined, partsOf } from '@bouwberaad/shared/edit/parts.ts';
import type { Problem } from '@bouwberaad/shared/lib/result.ts';

/** What of an edit can be done now; each as one edit, null when there is none of it. */
export interface Replayed {
  /** The document holds it already: it needs no second time. */
  readonly held: Edit | null;
  readonly stands: Edit | null;
  readonly falls: readonly { readonly edit: Edit; readonly problem: Problem }[];
}

/**
 * What of an edit from the outbox can still be done on this document, part by part where its parts can do without each
 * other. `problemOf` says what is in the way of a part.
 */
export function replayed(doc: Doc, edit: Edit, problemOf: (part: Edit) => Problem | null): Replayed {
  const held: Edit[] = [];
  const stands: Edit[] = [];
  const falls: { edit: Edit; problem: Problem }[] = [];
  for (const part of partsOf(edit)) {
    const problem = isDone(doc, part) ? 'held' : problemOf(part);
    if (problem === 'held') held.push(part);
    else if (problem === null) stands.push(part);
    else falls.push({ edit: part, problem });
  }
  const whole = (parts: readonly Edit[]): Edit | null => (parts.length === 0 ? null : joined(edit, parts));
  return { held: whole(held), stands: whole(stands), falls };
}

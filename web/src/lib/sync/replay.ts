import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { isDone } from '@bouwberaad/shared/edit/is-done.ts';
import { joined, partsOf } from '@bouwberaad/shared/edit/parts.ts';
import type { Problem } from '@bouwberaad/shared/lib/result.ts';

/** What of an edit can be done now. */
export interface Replayed {
  /** As one edit; null when nothing is left to do. */
  readonly stands: Edit | null;
  readonly falls: readonly { readonly edit: Edit; readonly problem: Problem }[];
}

/**
 * What of an edit from the outbox can still be done on this document, part by part where its parts can do without each
 * other. What the document holds already needs no second time. `problemOf` says what is in the way of a part.
 */
export function replayed(doc: Doc, edit: Edit, problemOf: (part: Edit) => Problem | null): Replayed {
  const stands: Edit[] = [];
  const falls: { edit: Edit; problem: Problem }[] = [];
  for (const part of partsOf(edit)) {
    if (isDone(doc, part)) continue;
    const problem = problemOf(part);
    if (problem === null) stands.push(part);
    else falls.push({ edit: part, problem });
  }
  return { stands: stands.length === 0 ? null : joined(edit, stands), falls };
}

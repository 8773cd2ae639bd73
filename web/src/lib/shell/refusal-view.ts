import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { suggestionFor, type RefusedSuggestion } from '#lib/readings/suggest-refused.ts';
import type { Refusal } from '#lib/sync/refusals.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { againOf } from './again.ts';
import { keptWords, valueChange } from './kept-words.ts';
import { subjectOf } from './subject.ts';
import { whoMayWords } from './who-may.ts';

/** What was refused, as it is told: what stands, what was wanted, why, and what can be done with it. */
export interface RefusalView {
  readonly id: string;
  readonly at: number;
  readonly subject: string;
  /** Of one value: which, what stands there now, and what was wanted; null of anything else. */
  readonly value: { readonly what: string; readonly now: string; readonly wanted: string } | null;
  /** Of anything else: what was wanted, a line each. */
  readonly lines: readonly string[];
  /** The words of a text that did not hold. */
  readonly text: string | null;
  readonly why: string;
  /** The same on what is there now; null where this person may not, or it can't be done any more. */
  readonly again: Edit | null;
  readonly suggestion: RefusedSuggestion | null;
}

/** A paste may hold hundreds of values: the first say which it was. */
const LINES = 8;

export function refusalView(session: TableSession, refusal: Refusal): RefusalView {
  const { id, at, edit, path, code, text = null } = refusal;
  const once = againOf(session, edit);
  const may = once !== null && session.may(once).ok;
  const change = once === null ? null : valueChange(session, once);
  return {
    id,
    at,
    subject: subjectOf(session, path),
    value: change === null ? null : { what: change.what, now: change.from, wanted: change.to },
    lines: change !== null ? [] : keptWords(session, edit).slice(0, LINES),
    text,
    why: whoMayWords(session, { code, path }),
    again: may ? once : null,
    suggestion: may ? null : suggestionFor(session, edit),
  };
}

/** To paste elsewhere: what it was about and what was wanted. */
export function copyWords(session: TableSession, { path, edit, text }: Refusal): string {
  const words = text === undefined ? keptWords(session, edit) : [text];
  return [subjectOf(session, path), ...words].join('\n');
}

import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { done, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Reading } from '@bouwberaad/shared/model/reading.ts';
import type { Suggestion } from '@bouwberaad/shared/model/suggestion.ts';
import type { Permission } from '@bouwberaad/shared/policy/policy.ts';
import { editAsRead } from '#lib/projects/edit-as-read.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { liveValue } from './live-value.ts';
import { accept, adopt, decline, keepOwn } from './reading-edits.ts';

type Session = Pick<TableSession, 'get' | 'edit' | 'may'>;

/** How one reading or one suggestion is answered, by whoever may. */
export interface Answers {
  /** May the value be taken over here, by me? */
  readonly permission: Permission;
  /** The field gets the value, and the answer is given, as one edit. Problem `missing`: what it was about is gone. */
  takeOver(): Result<undefined>;
  /** The field stays; the reason is kept with the answer. */
  refuse(reason: string): Result<undefined>;
}

export function answersOf(session: Session, reading: Reading): Answers {
  return {
    permission: session.may(adopt(reading, liveValue(session, reading.path) ?? null)),
    takeOver: () => take(session, reading.path, (live) => adopt(reading, live)),
    refuse: (reason) => editAsRead(session, keepOwn(reading, reason)),
  };
}

export function suggestionAnswers(session: Session, suggestion: Suggestion): Answers {
  return {
    permission: session.may(accept(suggestion, liveValue(session, suggestion.path) ?? null, '')),
    takeOver: () => take(session, suggestion.path, (live) => accept(suggestion, live, '')),
    refuse: (reason) => editAsRead(session, decline(suggestion, reason)),
  };
}

function take(
  session: Session,
  path: string | null,
  edit: (live: NonNullable<ReturnType<typeof liveValue>> | null) => Edit,
): Result<undefined> {
  const live = liveValue(session, path);
  if (live === undefined) return problem('missing', 'What it was about is gone.');
  const result = editAsRead(session, edit(live));
  return result.ok ? done : result;
}

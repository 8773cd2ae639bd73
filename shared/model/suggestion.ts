import type { Json } from '../lib/json.ts';
import { choice, json, reference, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const SUGGESTION_STATES = ['open', 'accepted', 'declined', 'withdrawn'] as const;

/** A value suggested for a field that one may not write. */
export const suggestionType = recordType(
  'suggestion',
  {
    path: text(400),
    from: json<Json>(null, () => true),
    to: json<Json>(null, () => true),
    reason: text(2000),
    state: choice(SUGGESTION_STATES),
    answer: text(2000),
    /** The annotation whose thread led to it. */
    thread: reference(),
  },
  ['path'],
);

export type Suggestion = RecordOf<typeof suggestionType>;

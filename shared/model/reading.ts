import type { Json } from '../lib/json.ts';
import { choice, json, reference, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const READING_STATES = ['open', 'adopted', 'kept', 'withdrawn'] as const;

/** A second reading: what another party expects for a field that it does not own. An insight, not an error. */
export const readingType = recordType(
  'reading',
  {
    path: text(400),
    value: json<Json>(null, () => true),
    organisation: reference(),
    reason: text(2000),
    state: choice(READING_STATES),
    /** Why the owner keeps its own. */
    answer: text(2000),
  },
  ['path', 'organisation'],
);

export type Reading = RecordOf<typeof readingType>;

import type { Json } from '../lib/json.ts';
import { json, reference, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

/** A saved way of looking at the plans; owned by a person, or by the table. */
export const viewType = recordType(
  'view',
  {
    name: text(100),
    owner: reference(),
    columns: json<readonly string[]>([], Array.isArray),
    filters: json<Json>(null, () => true),
    sort: json<Json>(null, () => true),
    group: text(50),
  },
  ['name'],
);

export type View = RecordOf<typeof viewType>;

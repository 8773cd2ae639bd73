import { reference, richText } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

/** Notes on one agenda item, co-edited. */
export const minutesType = recordType(
  'minutes',
  { meeting: reference(), item: reference(), text: richText() },
  ['meeting'],
);

export type Minutes = Omit<RecordOf<typeof minutesType>, 'text'>;

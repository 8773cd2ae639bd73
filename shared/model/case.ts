import { references, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

/** Something a party brings in before the meeting; like ones share a pattern, with an instrument. */
export const caseType = recordType(
  'case',
  { title: text(200), text: text(4000), projects: references(), pattern: text(200), instrument: text(200) },
  ['title'],
);

export type Case = RecordOf<typeof caseType>;

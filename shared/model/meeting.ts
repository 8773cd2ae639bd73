import { choice, day, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const MEETING_STATES = ['planned', 'open', 'closed', 'cancelled'] as const;

/** What the table plans to meet on; who was there and what was decided is in the register. */
export const meetingType = recordType(
  'meeting',
  { date: day(), start: text(5), place: text(200), link: text(500), state: choice(MEETING_STATES) },
  ['date'],
);

export type Meeting = RecordOf<typeof meetingType>;

import { choice, integer, json, reference, references, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const AGENDA_KINDS = ['informatie', 'bespreking', 'besluit'] as const;

export const agendaType = recordType(
  'agenda',
  {
    meeting: reference(),
    /** Fractional index. */
    order: text(100),
    title: text(200),
    kind: choice(AGENDA_KINDS),
    /** Minutes. */
    duration: integer(0, 600),
    owner: reference(),
    projects: references(),
    documents: json<readonly { readonly name: string; readonly url: string }[]>([], Array.isArray),
  },
  ['meeting', 'title'],
);

export type AgendaItem = RecordOf<typeof agendaType>;

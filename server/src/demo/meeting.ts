import { orderBetween } from '@bouwberaad/shared/lib/order.ts';
import type { AGENDA_KINDS } from '@bouwberaad/shared/model/agenda.ts';
import type { MEETING_STATES } from '@bouwberaad/shared/model/meeting.ts';
import type { DemoRecord } from './demo-region.ts';
import type { Random } from './random.ts';

export interface AgendaLine {
  readonly title: string;
  readonly kind: (typeof AGENDA_KINDS)[number];
  readonly minutes: number;
  readonly owner: string;
  readonly projects?: readonly string[];
}

export interface MeetingLine {
  readonly date: string;
  readonly place: string;
  readonly state: (typeof MEETING_STATES)[number];
  readonly by: string;
  /** When it was planned. */
  readonly at: string;
  readonly agenda: readonly AgendaLine[];
}

export interface MeetingRecords {
  readonly id: string;
  /** Ids of the agenda items, in their order. */
  readonly items: readonly string[];
  readonly records: readonly DemoRecord[];
}

/** A meeting in the afternoon, with its agenda. */
export function toMeeting(line: MeetingLine, random: Random): MeetingRecords {
  const { by, at, date, place, state } = line;
  const id = random.id();
  let order: string | null = null;
  const items = line.agenda.map((item): DemoRecord => {
    order = orderBetween(order, null);
    const { title, kind, minutes: duration, owner, projects = [] } = item;
    const fields = {
      meeting: id,
      order,
      title,
      kind,
      duration,
      owner,
      projects: [...projects],
      documents: [],
      by,
      at,
    };
    return { root: 'agenda', id: random.id(), fields };
  });
  const meeting: DemoRecord = {
    root: 'meetings',
    id,
    fields: { date, start: '13:30', place, link: null, state, by, at },
  };
  return { id, items: items.map((item) => item.id), records: [meeting, ...items] };
}

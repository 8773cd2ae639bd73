import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { addDays } from '@bouwberaad/shared/lib/clock.ts';
import type { Action } from '@bouwberaad/shared/model/action.ts';

export interface FeedAction {
  readonly table: { readonly id: string; readonly name: string };
  readonly action: Action;
}

export interface FeedOptions {
  /** Our own address. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Actions as RFC 5545. Each is an event of the whole day on which it is due: what Outlook, Google and Apple show of a
 * calendar that one subscribes to (none of the three shows a VTODO in one). It takes no time, so nobody looks busy.
 * What has no date, is done or is dropped, is not in it, and so leaves the calendar.
 */
export function toIcs(actions: readonly FeedAction[], { baseUrl, now }: FeedOptions): string {
  const calendar = ical({
    name: 'Mijn acties, Bouwberaad',
    prodId: { company: 'Bouwberaad', product: 'Acties', language: 'NL' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const { table, action } of actions) {
    if (action.due === null) continue;
    const url = `${baseUrl}/tables/${encodeURIComponent(table.id)}/actions?action=${encodeURIComponent(action.id)}`;
    calendar.createEvent({
      // The same at every reading, so that a calendar moves it and makes no second one.
      id: `${action.id}@${table.id}.bouwberaad`,
      start: midnight(action.due),
      end: midnight(addDays(action.due, 1)),
      allDay: true,
      stamp: new Date(now),
      summary: action.text ?? '',
      description: `${table.name}\n${url}`,
      url,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

/** A day has no zone; read in UTC it is the same day everywhere. */
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

import { addDays, daysBetween, toDay } from '../lib/clock.ts';
import { isPending, type Action } from '../model/action.ts';
import type { Meeting } from '../model/meeting.ts';

/** When something is due, as people speak of it. */
export const DUE_GROUPS = ['overdue', 'week', 'meeting', 'later'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];

export interface DueDates {
  /** A stored day. */
  readonly today: string;
  /** The day of the meeting to come; null: none is planned. */
  readonly meeting: string | null;
}

/**
 * Overdue from the day after it was due; this week up to and with Sunday; before the meeting up to and with its day;
 * the rest, also what has no date, is later.
 */
export function dueGroup({ due }: Pick<Action, 'due'>, { today, meeting }: DueDates): DueGroup {
  if (due === null) return 'later';
  if (due < today) return 'overdue';
  if (due <= sundayOf(today)) return 'week';
  return meeting !== null && due <= meeting ? 'meeting' : 'later';
}

/** What is due first; no date comes after every date. Then what was made first, so that everyone sees one order. */
export function byDue(a: Action, b: Action): number {
  return (
    (a.due ?? '9999').localeCompare(b.due ?? '9999') ||
    (a.at ?? '').localeCompare(b.at ?? '') ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Monday is the first day of the week. */
function sundayOf(today: string): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return addDays(today, weekday === 0 ? 0 : 7 - weekday);
}

/** The meeting that is open, whatever its date, or else comes first from today on; null: none is planned. */
export function nextMeeting(meetings: readonly Meeting[], today: string): Meeting | null {
  const ahead = meetings.filter(
    ({ removed, state, date }) =>
      !removed &&
      (state === 'open' || (state !== 'closed' && state !== 'cancelled' && date !== null && date >= today)),
  );
  const [next] = ahead.sort(
    (a, b) =>
      Number(b.state === 'open') - Number(a.state === 'open') || (a.date ?? '').localeCompare(b.date ?? ''),
  );
  return next ?? null;
}

/** The last meeting that is over; null: there was none yet. */
export function lastMeeting(meetings: readonly Meeting[], today: string): Meeting | null {
  const past = meetings.filter(
    ({ removed, state, date }) => !removed && state === 'closed' && date !== null && date <= today,
  );
  return past.sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))[0] ?? null;
}

/** An open action that the next meeting should speak of. */
export interface DueSuggestion {
  readonly action: Action;
  /** Overdue now, or by the day of that meeting. */
  readonly why: 'overdue' | 'overdueByThen';
  /** Days late on the day of that meeting. */
  readonly daysLate: number;
}

/**
 * What comes back by itself on the next agenda: what is overdue on the day of the meeting (without one: today), the
 * latest first. A proposal for the agenda, nothing is put on it by this.
 */
export function dueSuggestions(actions: readonly Action[], { today, meeting }: DueDates): DueSuggestion[] {
  const on = meeting === null || meeting < today ? today : meeting;
  return actions
    .flatMap((action): DueSuggestion[] => {
      if (!isPending(action) || action.due === null || action.due >= on) return [];
      const why = action.due < today ? 'overdue' : 'overdueByThen';
      return [{ action, why, daysLate: daysBetween(action.due, on) }];
    })
    .sort((a, b) => byDue(a.action, b.action));
}

export interface SinceMeeting {
  readonly total: number;
  readonly done: number;
  /** With a reason: no longer needed. Not counted in `total`. */
  readonly dropped: number;
  readonly open: number;
  readonly overdue: number;
}

/** What became of what was agreed at a meeting and after it: the actions made from its day on. */
export function sinceMeeting(actions: readonly Action[], day: string, today: string): SinceMeeting {
  const agreed = actions.filter(({ removed, at }) => !removed && at !== null && toDay(Date.parse(at)) >= day);
  const count = (is: (action: Action) => boolean): number => agreed.filter(is).length;
  const dropped = count(({ state }) => state === 'dropped');
  return {
    total: agreed.length - dropped,
    done: count(({ state }) => state === 'done'),
    dropped,
    open: count(isPending),
    overdue: count((action) => isPending(action) && action.due !== null && action.due < today),
  };
}

export interface PartyLoad {
  /** An organisation's id; null: nobody has these yet. */
  readonly organisation: string | null;
  readonly open: number;
  readonly overdue: number;
}

/** What is pending per organisation, a person's counted with theirs; most first. `organisationOf` gives it of a person's or an organisation's id. */
export function loadPerOrganisation(
  actions: readonly Action[],
  organisationOf: (assignee: string) => string | null,
  today: string,
): PartyLoad[] {
  const loads = new Map<string | null, { open: number; overdue: number }>();
  for (const action of actions) {
    if (!isPending(action)) continue;
    const organisation = action.assignee === null ? null : organisationOf(action.assignee);
    const load = loads.get(organisation) ?? { open: 0, overdue: 0 };
    load.open += 1;
    if (action.due !== null && action.due < today) load.overdue += 1;
    loads.set(organisation, load);
  }
  return [...loads]
    .map(([organisation, load]) => ({ organisation, ...load }))
    .sort(
      (a, b) =>
        b.open - a.open ||
        b.overdue - a.overdue ||
        (a.organisation ?? '~').localeCompare(b.organisation ?? '~'),
    );
}

import { dueGroup, DUE_GROUPS, byDue, nextMeeting, type DueGroup } from '@bouwberaad/shared/insight/due.ts';
import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import { askedOf, isPending, type Action } from '@bouwberaad/shared/model/action.ts';
import { isAsked } from '@bouwberaad/shared/model/action-states.ts';
import type { Meeting } from '@bouwberaad/shared/model/meeting.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { now } from '#lib/ui/now.svelte.ts';

export const SHOWS = ['open', 'mine', 'done'] as const;
export type Show = (typeof SHOWS)[number];

export interface ActionGroup {
  readonly id: DueGroup | 'done' | 'dropped';
  readonly actions: readonly Action[];
}

/** A query that is only read. */
export type Query = Pick<URLSearchParams, 'get' | 'toString'>;

export interface ActionsViewOptions {
  readonly session: TableSession;
  /** The query of the address: what is shown lives there, so that a link shows somebody else the same. */
  readonly params: () => Query;
  readonly go: (params: URLSearchParams) => void;
}

/** Which actions of a table are shown, and in which groups. */
export class ActionsView {
  readonly #options: ActionsViewOptions;

  constructor(options: ActionsViewOptions) {
    this.#options = options;
  }

  readonly show: Show = $derived.by(() => SHOWS.find((one) => one === this.#get('show')) ?? 'open');
  /** An organisation's id. */
  readonly organisation: string = $derived.by(() => this.#get('organisation') ?? '');
  /** A meeting's id: only what was agreed at it. */
  readonly meeting: string = $derived.by(() => this.#get('meeting') ?? '');
  readonly action: string | null = $derived.by(() => this.#get('action'));
  readonly all: readonly Action[] = $derived.by(() => this.#options.session.all('actions'));
  readonly open: readonly Action[] = $derived.by(() => this.all.filter(isPending));
  readonly overdue: number = $derived.by(
    () => this.open.filter(({ due }) => due !== null && due < now.today).length,
  );
  readonly next: Meeting | null = $derived.by(() =>
    nextMeeting(this.#options.session.all('meetings'), now.today),
  );
  readonly groups: readonly ActionGroup[] = $derived.by(() => this.#groups());
  readonly filtered: boolean = $derived.by(() => this.organisation !== '' || this.meeting !== '');

  set(key: 'show' | 'organisation' | 'meeting' | 'action', value: string | null): void {
    const params = new URLSearchParams(this.#options.params().toString());
    if (value === null || value === '' || (key === 'show' && value === 'open')) params.delete(key);
    else params.set(key, value);
    this.#options.go(params);
  }

  clear(): void {
    this.#options.go(new URLSearchParams());
  }

  #get(key: string): string | null {
    return this.#options.params().get(key);
  }

  #groups(): ActionGroup[] {
    const shown = this.all.filter((action) => this.#isShown(action)).sort(byDue);
    if (this.show === 'done')
      return (['done', 'dropped'] as const).map((id) => ({
        id,
        actions: shown.filter(({ state }) => state === id).reverse(),
      }));
    const dates = { today: now.today, meeting: this.next?.date ?? null };
    return DUE_GROUPS.map((id) => ({
      id,
      actions: shown.filter((action) => dueGroup(action, dates) === id),
    }));
  }

  #isShown(action: Action): boolean {
    const { session } = this.#options;
    if (isPending(action) === (this.show === 'done')) return false;
    if (this.show === 'mine' && !isMine(session, action)) return false;
    if (this.organisation !== '' && organisationOf(session, action) !== this.organisation) return false;
    return this.meeting === '' || isFrom(session, action, this.meeting);
  }
}

/** Mine, my organisation's, or asked of one of us. */
export function isMine(session: Pick<TableSession, 'me'>, action: Action): boolean {
  const me = { person: session.me.id, organisation: session.me.organisation.id };
  return isAsked(action.assignee, me) || isAsked(askedOf(action)?.to ?? null, me);
}

function organisationOf(
  session: Pick<TableSession, 'organisationOf' | 'organisation'>,
  { assignee }: Action,
): string | null {
  return session.organisationOf(assignee)?.id ?? session.organisation(assignee)?.id ?? null;
}

/** From a decision or an agenda item of that meeting, or made on its day. */
function isFrom(
  session: Pick<TableSession, 'council' | 'get'>,
  { source, at }: Action,
  meeting: string,
): boolean {
  if (source?.startsWith('agenda/') === true)
    return session.get('agenda', source.slice('agenda/'.length))?.meeting === meeting;
  const { date } = session.get('meetings', meeting) ?? { date: null };
  if (source?.startsWith('decision:') === true) {
    const decision = session.council.state.decisions.get(source.slice('decision:'.length));
    return decision !== undefined && toDay(Date.parse(decision.at)) === date;
  }
  return at !== null && toDay(Date.parse(at)) === date;
}

import { byDue, DUE_GROUPS, dueGroup, type DueGroup } from '@bouwberaad/shared/insight/due.ts';
import { askedOf, isPending, type Action } from '@bouwberaad/shared/model/action.ts';
import { isAsked } from '@bouwberaad/shared/model/action-states.ts';
import type { Answer, Api, ApiProblem } from '#lib/api-client.ts';
import { now } from '#lib/ui/now.svelte.ts';

/** `GET /me/actions`. */
export interface OwnAction {
  readonly table: { readonly id: string; readonly name: string };
  readonly action: Action;
}

interface Told {
  readonly actions: readonly OwnAction[];
  readonly missing: readonly string[];
}

export type OwnShow = 'open' | 'followed' | 'done';

export interface OwnGroup {
  readonly id: Exclude<DueGroup, 'meeting'> | 'done';
  readonly actions: readonly OwnAction[];
}

/** My actions over all my tables; no table has to be opened for them. */
export class OwnDesk {
  readonly #api: Api;
  readonly #me: { readonly person: string; readonly organisation: string };
  #all: readonly OwnAction[] = $state.raw([]);
  show: OwnShow = $state('open');
  loaded = $state(false);
  missing: readonly string[] = $state.raw([]);
  problem: ApiProblem | null = $state.raw(null);

  constructor(api: Api, me: { readonly person: string; readonly organisation: string }) {
    this.#api = api;
    this.#me = me;
  }

  readonly open: readonly OwnAction[] = $derived.by(() =>
    this.#of((action) => isPending(action) && this.#isMine(action)),
  );
  /** Laid down by me, to be done by others. */
  readonly followed: readonly OwnAction[] = $derived.by(() =>
    this.#of((action) => isPending(action) && !this.#isMine(action)),
  );
  readonly groups: readonly OwnGroup[] = $derived.by(() => this.#groups());

  async load(): Promise<void> {
    const answer = await this.#api.get<Told>('/me/actions?all=1&followed=1');
    if (!answer.ok) {
      this.problem = answer;
      return;
    }
    this.problem = null;
    this.#all = answer.value.actions;
    this.missing = answer.value.missing;
    this.loaded = true;
  }

  /** Done, or open again. A problem means that nothing happened. */
  async tick({ table, action }: OwnAction): Promise<Answer<unknown>> {
    const path = `/tables/${encodeURIComponent(table.id)}/actions/${encodeURIComponent(action.id)}/events`;
    const type = isPending(action) ? 'finish' : 'reopen';
    const answer = await this.#api.post<{ action: Action }>(path, { body: { type } });
    if (answer.ok) {
      const { action: next } = answer.value;
      this.#all = this.#all.map((one) =>
        one.table.id === table.id && one.action.id === next.id ? { ...one, action: next } : one,
      );
    } else void this.load();
    return answer;
  }

  asksMe({ action }: OwnAction): boolean {
    return isPending(action) && isAsked(askedOf(action)?.to ?? null, this.#me);
  }

  find(id: string): OwnAction | null {
    return this.#all.find(({ action }) => action.id === id) ?? null;
  }

  #of(is: (action: Action) => boolean): OwnAction[] {
    return this.#all.filter(({ action }) => is(action)).sort((a, b) => byDue(a.action, b.action));
  }

  #isMine(action: Action): boolean {
    return isAsked(action.assignee, this.#me) || isAsked(askedOf(action)?.to ?? null, this.#me);
  }

  #groups(): OwnGroup[] {
    if (this.show === 'done') {
      const done = this.#of((action) => !isPending(action) && this.#isMine(action)).reverse();
      return done.length === 0 ? [] : [{ id: 'done', actions: done }];
    }
    const shown = this.show === 'open' ? this.open : this.followed;
    const dates = { today: now.today, meeting: null };
    return DUE_GROUPS.flatMap((id) => {
      const actions = shown.filter(({ action }) => dueGroup(action, dates) === id);
      return id === 'meeting' || actions.length === 0 ? [] : [{ id, actions }];
    });
  }
}

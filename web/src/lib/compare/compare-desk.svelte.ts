import { SvelteMap } from 'svelte/reactivity';
import type { Api, ApiProblem } from '#lib/api-client.ts';
import { fetchDates, fetchPlansAt, type FrozenPlans, type ReferenceDate } from './reference-dates.ts';

/** The reference dates of a table, and the plans of those that somebody looked at: frozen, so fetched once. */
export class CompareDesk {
  readonly #api: Pick<Api, 'get' | 'post'>;
  readonly #table: string;
  readonly #plans = new SvelteMap<string, FrozenPlans>();
  readonly #asked = new Set<string>();
  #dates: readonly ReferenceDate[] | null = $state.raw(null);
  #problem: ApiProblem | null = $state.raw(null);
  #damaged: { readonly id: string; readonly problem: ApiProblem } | null = $state.raw(null);

  constructor(api: Pick<Api, 'get' | 'post'>, table: string) {
    this.#api = api;
    this.#table = table;
  }

  /** Oldest first; null until they have come. */
  get dates(): readonly ReferenceDate[] | null {
    return this.#dates;
  }

  /** Why the list could not be had. */
  get problem(): ApiProblem | null {
    return this.#problem;
  }

  /** Why the plans of a date could not be had. */
  problemOf(id: string): ApiProblem | null {
    return this.#damaged?.id === id ? this.#damaged.problem : null;
  }

  date(id: string | null): ReferenceDate | null {
    return this.#dates?.find((one) => one.id === id) ?? null;
  }

  async load(): Promise<void> {
    const answer = await fetchDates(this.#api, this.#table);
    this.#problem = answer.ok ? null : answer;
    if (answer.ok) this.#dates = answer.value;
  }

  /** Null while they are on their way. */
  plansAt(id: string): FrozenPlans | null {
    return this.#plans.get(id) ?? null;
  }

  async fetch(id: string): Promise<void> {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    const answer = await fetchPlansAt(this.#api, this.#table, id);
    if (answer.ok) this.#plans.set(id, answer.value);
    else {
      this.#asked.delete(id);
      this.#damaged = { id, problem: answer };
    }
  }

  /** Again after a failure. */
  retry(id: string): void {
    this.#damaged = null;
    void this.fetch(id);
  }

  /** A problem, or the new date. */
  async make(name: string): Promise<ReferenceDate | ApiProblem> {
    const answer = await this.#api.post<ReferenceDate>(
      `/tables/${encodeURIComponent(this.#table)}/reference-dates`,
      { body: name.trim() === '' ? {} : { name: name.trim() } },
    );
    if (!answer.ok) return answer;
    await this.load();
    return answer.value;
  }
}

import { SvelteMap } from 'svelte/reactivity';
import type { Api, ApiProblem } from '#lib/api-client.ts';
import { fetchHistory, type Cause, type HistoryEntry, type HistoryPage, type Wanted } from './history.ts';

export interface FeedOptions {
  readonly api: Pick<Api, 'get'>;
  readonly table: string;
  /** Rows of one page. */
  readonly pageSize?: number;
}

const PAGE_SIZE = 200;
/** New ones that are asked for at once; more than these and the list begins anew. */
const MOST_NEW = 500;

/** The changes that a screen shows: page after page into the past, and what comes meanwhile on top. */
export class HistoryFeed {
  readonly #options: FeedOptions;
  readonly #pageSize: number;
  readonly #names = new SvelteMap<string, string>();
  readonly #causes = new SvelteMap<string, Cause>();
  #wanted: Wanted = { path: null, by: null, since: null };
  #abort = new AbortController();
  #refreshing: Promise<void> | null = null;
  #again = false;
  #rows: readonly HistoryEntry[] = $state.raw([]);
  #earlier: string | null = $state.raw(null);
  #problem: ApiProblem | null = $state.raw(null);
  #loaded = $state(false);
  #busy = $state(false);

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#pageSize = options.pageSize ?? PAGE_SIZE;
  }

  /** Newest first. */
  get rows(): readonly HistoryEntry[] {
    return this.#rows;
  }

  get hasEarlier(): boolean {
    return this.#earlier !== null;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Why the last question got no answer; what came before it still stands. */
  get problem(): ApiProblem | null {
    return this.#problem;
  }

  nameOf(person: string): string | null {
    return this.#names.get(person) ?? null;
  }

  causeOf(id: string): Cause | null {
    return this.#causes.get(id) ?? null;
  }

  /** Begins anew with other wishes. */
  async show(wanted: Wanted): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#wanted = wanted;
    this.#loaded = false;
    this.#rows = [];
    this.#earlier = null;
    const page = await this.#ask({ limit: this.#pageSize });
    if (page === null) return;
    this.#rows = page.rows.toReversed();
    this.#earlier = page.earlier;
    this.#loaded = true;
  }

  async showEarlier(): Promise<void> {
    if (this.#earlier === null || this.#busy) return;
    const page = await this.#ask({ before: this.#earlier, limit: this.#pageSize });
    if (page === null) return;
    this.#rows = [...this.#rows, ...page.rows.toReversed()];
    this.#earlier = page.earlier;
  }

  /** What was written since; asked again when something else is saved while the answer is on its way. */
  refresh(): Promise<void> {
    this.#again = this.#refreshing !== null;
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
      if (this.#again) void this.refresh();
    });
    return this.#refreshing;
  }

  destroy(): void {
    this.#again = false;
    this.#abort.abort();
  }

  async #refresh(): Promise<void> {
    if (!this.#loaded) return;
    const newest = this.#rows[0];
    if (newest === undefined) {
      await this.show(this.#wanted);
      return;
    }
    const page = await this.#ask({ after: newest.id, limit: MOST_NEW });
    if (page === null) return;
    if (page.earlier !== null) await this.show(this.#wanted);
    else if (page.rows.length > 0) {
      const known = new Set(this.#rows.map(({ id }) => id));
      this.#rows = [...page.rows.filter(({ id }) => !known.has(id)).toReversed(), ...this.#rows];
    }
  }

  /** Null: no answer, or nobody waits for it any more. */
  async #ask(page: Parameters<typeof fetchHistory>[3]): Promise<HistoryPage | null> {
    const { api, table } = this.#options;
    const { signal } = this.#abort;
    this.#busy = true;
    const answer = await fetchHistory(api, table, this.#wanted, page, signal);
    if (signal.aborted) return null;
    this.#busy = false;
    this.#problem = answer.ok ? null : answer;
    if (!answer.ok) return null;
    for (const { id, name } of answer.value.people) this.#names.set(id, name);
    for (const cause of answer.value.causes) this.#causes.set(cause.id, cause);
    return answer.value;
  }
}

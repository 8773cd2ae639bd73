import { createContext } from 'svelte';
import type { Api } from '#lib/api-client.ts';

/** Often enough that a crash loses little of a visit, seldom enough to cost nothing. */
const SIGN_MS = 5 * 60_000;

/**
 * Tells the server that I look at this table, so that "sinds vorige keer" is known on all my devices; and knows until
 * when I looked the time before. Signs come while the page is in sight, and once more when it goes out of it.
 */
export class Visit {
  readonly #api: Pick<Api, 'post'>;
  readonly #path: string;
  #since = $state.raw<string | null | undefined>();

  constructor(api: Pick<Api, 'post'>, table: string) {
    this.#api = api;
    this.#path = `/tables/${encodeURIComponent(table)}/visit`;
  }

  /** ISO 8601; null: this is the first time; undefined: not known (yet). */
  get since(): string | null | undefined {
    return this.#since;
  }

  /** Until what it answers is called. */
  start(): () => void {
    const sign = (): void => {
      void this.#sign();
    };
    sign();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') sign();
    }, SIGN_MS);
    document.addEventListener('visibilitychange', sign);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', sign);
      sign();
    };
  }

  async #sign(): Promise<void> {
    const answer = await this.#api.post<{ since: string | null }>(this.#path);
    // Within one visit the server answers the same; after a long absence this is another visit.
    if (answer.ok) this.#since = answer.value.since;
  }
}

/** Set once by the layout of a table. */
export const [getVisit, setVisit] = createContext<Visit>();

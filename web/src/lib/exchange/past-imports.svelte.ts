import type { PastImport, Reverted } from '@bouwberaad/shared/sheet/detail.ts';
import type { Api, ApiProblem } from '#lib/api-client.ts';

/** What was brought in at a table, and taking it back. */
export class PastImports {
  list = $state.raw<readonly PastImport[]>([]);
  /** The import that is being taken back now. */
  reverting = $state<string | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  /** What became of the last one that was taken back here. */
  outcome = $state.raw<{ readonly id: string; readonly reverted: Reverted } | null>(null);
  readonly #path: string;
  readonly #api: Pick<Api, 'get' | 'post'>;

  constructor(table: string, api: Pick<Api, 'get' | 'post'>) {
    this.#path = `/tables/${encodeURIComponent(table)}/imports`;
    this.#api = api;
  }

  async load(): Promise<void> {
    const answer = await this.#api.get<{ imports: readonly PastImport[] }>(this.#path);
    if (answer.ok) this.list = answer.value.imports;
    else this.problem = answer;
  }

  async revert(id: string): Promise<void> {
    if (this.reverting !== null) return;
    this.reverting = id;
    this.problem = null;
    this.outcome = null;
    const answer = await this.#api.post<Reverted>(`${this.#path}/${encodeURIComponent(id)}/revert`);
    this.reverting = null;
    if (answer.ok) this.outcome = { id, reverted: answer.value };
    else this.problem = answer;
    await this.load();
  }
}

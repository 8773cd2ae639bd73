import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { ImportDecision, ImportDetail } from '@bouwberaad/shared/sheet/detail.ts';
import type { Api, ApiProblem } from '#lib/api-client.ts';

export interface ImportDeskOptions {
  readonly table: string;
  readonly api: Pick<Api, 'get' | 'post'>;
  /** An import has been made, or is left: for the address, so that a reload comes back to it. */
  readonly onImport: (id: string | null) => void;
}

export type Stage = 'choose' | 'reading' | 'review' | 'applying' | 'done';

/** One import from the choice of a file to its end, and what is decided on the way. Nothing changes before `confirm`. */
export class ImportDesk {
  stage = $state<Stage>('choose');
  /** Why the last step did not work. */
  problem = $state.raw<ApiProblem | null>(null);
  detail = $state.raw<ImportDetail | null>(null);
  /** The file that is being read. */
  file = $state<string | null>(null);
  applied = $state<number | null>(null);
  /** Conflicts by path: whose value holds. Nothing is chosen beforehand. */
  readonly choices = new SvelteMap<string, 'file' | 'live'>();
  /** What stays out: paths of updates, `new:<external id>` of projects. */
  readonly skip = new SvelteSet<string>();
  /** External ids of stricter projects that are shared. */
  readonly share = new SvelteSet<string>();
  readonly #options: ImportDeskOptions;

  constructor(options: ImportDeskOptions) {
    this.#options = options;
  }

  get undecided(): number {
    return (this.detail?.conflicts ?? []).filter(({ path }) => !this.choices.has(path)).length;
  }

  /** Fields that change and projects that come, as decided until now. */
  get changes(): number {
    if (this.detail === null) return 0;
    const { updates, creates, conflicts } = this.detail;
    return (
      updates.filter(({ path }) => !this.skip.has(path)).length +
      creates.filter(({ externalId }) => !this.skip.has(newKey(externalId))).length +
      conflicts.filter(({ path }) => this.choices.get(path) === 'file').length +
      this.share.size
    );
  }

  /** Choosing the table's value changes no plan, but it is a decision that the next import has to know. */
  get worthConfirming(): boolean {
    return this.changes > 0 || this.choices.size > 0;
  }

  async upload(file: File): Promise<void> {
    this.#begin(file.name);
    const body = new FormData();
    body.append('file', file);
    const preview = await this.#options.api.post<{ id: string }>(this.#path(), { body });
    if (!preview.ok) {
      this.#fail(preview, 'choose');
      return;
    }
    this.#options.onImport(preview.value.id);
    await this.#look(preview.value.id);
  }

  /** Goes on with an import that was previewed before. */
  async open(id: string): Promise<void> {
    this.#begin(null);
    await this.#look(id);
  }

  async confirm(): Promise<void> {
    const { detail } = this;
    if (detail === null || this.stage === 'applying') return;
    this.stage = 'applying';
    this.problem = null;
    const body: ImportDecision = {
      share: [...this.share],
      conflicts: Object.fromEntries(this.choices),
      skip: [...this.skip],
    };
    const answer = await this.#options.api.post<{ applied: number }>(`${this.#path(detail.id)}/confirm`, {
      body,
    });
    if (answer.ok) this.#finish(answer.value.applied);
    else this.#fail(answer, 'review');
  }

  /** Back to the choice of a file. */
  restart(): void {
    this.#begin(null);
    this.stage = 'choose';
    this.#options.onImport(null);
  }

  async #look(id: string): Promise<void> {
    const detail = await this.#options.api.get<ImportDetail>(this.#path(id));
    if (!detail.ok) {
      this.#fail(detail, 'choose');
      return;
    }
    this.detail = detail.value;
    if (detail.value.applied === null) this.stage = 'review';
    else this.#finish(detail.value.applied);
  }

  #begin(file: string | null): void {
    this.stage = 'reading';
    this.file = file;
    this.problem = null;
    this.detail = null;
    this.applied = null;
    for (const decided of [this.choices, this.skip, this.share]) decided.clear();
  }

  #finish(applied: number): void {
    this.applied = applied;
    this.stage = 'done';
  }

  #fail(problem: ApiProblem, stage: Stage): void {
    this.problem = problem;
    this.stage = stage;
  }

  #path(id?: string): string {
    const imports = `/tables/${encodeURIComponent(this.#options.table)}/imports`;
    return id === undefined ? imports : `${imports}/${encodeURIComponent(id)}`;
  }
}

export function newKey(externalId: string): string {
  return `new:${externalId}`;
}

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  BottleneckDetail,
  Drift,
  ImportApplied,
  ImportDecision,
  ImportDetail,
  ImportProgress,
} from '@bouwberaad/shared/sheet/detail.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { newProjectKey } from '@bouwberaad/shared/sheet/choice-keys.ts';
import type { MappingChoice } from '@bouwberaad/shared/sheet/mapping.ts';
import type { Api, ApiProblem } from '#lib/api-client.ts';

export interface ImportDeskOptions {
  readonly table: string;
  readonly api: Pick<Api, 'get' | 'post' | 'put' | 'delete'>;
  /** An import has been made, or is left: for the address, so that a reload comes back to it. */
  readonly onImport: (id: string | null) => void;
  /** Between two looks at how far it is; for tests. */
  readonly wait?: () => Promise<void>;
  /** A key under which to ask how far an upload is; for tests. */
  readonly newKey?: () => string;
}

export type Stage = 'choose' | 'reading' | 'columns' | 'review' | 'applying' | 'done';

const LOOK_EVERY_MS = 400;

/** One import from the choice of a file to its end, and what is decided on the way. Nothing changes before `confirm`. */
export class ImportDesk {
  stage = $state<Stage>('choose');
  /** Why the last step did not work. */
  problem = $state.raw<ApiProblem | null>(null);
  detail = $state.raw<ImportDetail | null>(null);
  /** The file that is being read. */
  file = $state<string | null>(null);
  applied = $state<number | null>(null);
  /** What changed between the preview and its confirmation. */
  changed = $state.raw<readonly Drift[]>([]);
  /** How far the reading or the application is; null until the first look. */
  progress = $state.raw<ImportProgress | null>(null);
  /** Conflicts by path: whose value holds. Nothing is chosen beforehand. */
  readonly choices = new SvelteMap<string, 'file' | 'live'>();
  /** What stays out: paths of updates, keys of projects and bottlenecks. */
  readonly skip = new SvelteSet<string>();
  /** External ids of stricter projects that are shared. */
  readonly share = new SvelteSet<string>();
  /** Ids of projects that the file does not have, and that go. */
  readonly remove = new SvelteSet<string>();
  readonly #options: ImportDeskOptions;
  /** What runs now, to ask after it and to stop it. */
  #run: string | null = null;

  constructor(options: ImportDeskOptions) {
    this.#options = options;
  }

  get undecided(): number {
    return (this.detail?.conflicts ?? []).filter(({ path }) => !this.choices.has(path)).length;
  }

  /** Fields that change and projects that come, as decided until now. */
  get changes(): number {
    if (this.detail === null) return 0;
    const { updates, creates, conflicts, bottlenecks } = this.detail;
    return (
      updates.filter(({ path }) => !this.skip.has(path)).length +
      creates.filter((project) => !this.skip.has(newProjectKey(project))).length +
      conflicts.filter(({ path }) => this.choices.get(path) === 'file').length +
      bottlenecks.filter((one) => this.#takes(one)).length +
      this.remove.size +
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
    const key = (this.#options.newKey ?? newId)();
    const path = `${this.#path()}?key=${key}`;
    const preview = await this.#watched(key, this.#options.api.post<{ id: string }>(path, { body }));
    if (!preview.ok) {
      this.#fail(preview, 'choose');
      return;
    }
    this.#options.onImport(preview.value.id);
    await this.#look(preview.value.id);
  }

  /** Reads the same file with another sheet, row of headings or columns. What was decided is decided again. */
  async remap(choice: MappingChoice): Promise<void> {
    const { detail } = this;
    if (detail === null) return;
    const { id } = detail;
    this.stage = 'reading';
    this.problem = null;
    const path = `${this.#path(id)}/mapping`;
    const summary = await this.#watched(id, this.#options.api.put(path, { body: choice }));
    if (!summary.ok) {
      this.#fail(summary, 'columns');
      return;
    }
    this.#forgetDecisions();
    await this.#look(id);
  }

  /** Stops what runs. A stopped application is taken back by the server. */
  async cancel(): Promise<void> {
    if (this.#run === null) return;
    await this.#options.api.delete(`${this.#path()}/runs/${encodeURIComponent(this.#run)}`);
  }

  /** All of a list in, or all out. */
  takeAll(keys: readonly string[], taken: boolean): void {
    for (const key of keys)
      if (taken) this.skip.delete(key);
      else this.skip.add(key);
  }

  /** The bottleneck of a project that stays out stays out with it. */
  isOut(bottleneck: BottleneckDetail): boolean {
    return bottleneck.isNew && this.skip.has(newProjectKey(bottleneck));
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
      ...(this.remove.size > 0 ? { remove: [...this.remove] } : {}),
    };
    const path = `${this.#path(detail.id)}/confirm`;
    const answer = await this.#watched(detail.id, this.#options.api.post<ImportApplied>(path, { body }));
    if (answer.ok) this.#finish(answer.value.applied, answer.value.changed);
    // A stopped application is over: it was taken back, and the file is to be chosen again.
    else this.#fail(answer, answer.code === 'cancelled' ? 'choose' : 'review');
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
    const { applied, view, totals } = detail.value;
    if (applied !== null) this.#finish(applied);
    // A list in which we do not find the plans is a question to answer first.
    else this.stage = view.mapping !== null && totals.projects === 0 ? 'columns' : 'review';
  }

  #begin(file: string | null): void {
    this.stage = 'reading';
    this.file = file;
    this.problem = null;
    this.detail = null;
    this.applied = null;
    this.changed = [];
    this.#forgetDecisions();
  }

  #forgetDecisions(): void {
    for (const decided of [this.choices, this.skip, this.share, this.remove]) decided.clear();
  }

  #takes(one: BottleneckDetail): boolean {
    return !this.skip.has(one.key) && !this.isOut(one);
  }

  /** Looks how far it is until the answer is there. */
  async #watched<T>(key: string, answer: Promise<T>): Promise<T> {
    const wait = this.#options.wait ?? (() => new Promise<void>((go) => setTimeout(go, LOOK_EVERY_MS)));
    let running = true;
    this.#run = key;
    this.progress = null;
    const watch = async (): Promise<void> => {
      await wait();
      while (running) {
        const path = `${this.#path()}/runs/${encodeURIComponent(key)}`;
        const progress = await this.#options.api.get<ImportProgress>(path);
        // After a question that came too late an older answer must not be shown.
        if (progress.ok && this.#run === key && progress.value.stage !== 'idle')
          this.progress = progress.value;
        await wait();
      }
    };
    void watch();
    try {
      return await answer;
    } finally {
      running = false;
      this.#run = null;
      this.progress = null;
    }
  }

  #finish(applied: number, changed: readonly Drift[] = []): void {
    this.applied = applied;
    this.changed = changed;
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

import { gridColumns, type ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import { countFilters, readFilter, writeFilter, type Filter } from './filter.ts';
import { BY_NAME, type Sort } from './rows.ts';

export const DRAWER_TABS = ['plan', 'bottlenecks', 'actions', 'annotations'] as const;
export type DrawerTab = (typeof DRAWER_TABS)[number];

/** A query that is only read. */
export type Query = Pick<URLSearchParams, 'get' | 'toString'>;

export interface ViewOptions {
  /** The query of the address. */
  readonly params: () => Query;
  /** Goes to another query on the same page; `replace` makes no step to go back to. */
  readonly go: (params: URLSearchParams, replace: boolean) => void;
  readonly firstYear: number;
}

/** A search is written into the address when typing pauses: browsers limit how often an address may change. */
const TYPING_PAUSE_MS = 300;

/** How the projects are looked at. It lives in the address, so that a link shows somebody else the same. */
export class ProjectsView {
  readonly #options: ViewOptions;
  /** What is being typed in the search, and the address that it was typed on. */
  #typing = $state.raw<{ text: string; on: string } | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** The tab in which something new is to be written, until its form has the focus. */
  composing = $state<DrawerTab | null>(null);

  readonly filter: Filter = $derived.by(() => ({ ...readFilter(this.#params), text: this.text }));
  readonly filters: number = $derived(countFilters(this.filter));
  readonly columns = $derived.by(() => gridColumns(this.#options.firstYear, this.grouped));

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  get #params(): Query {
    return this.#options.params();
  }

  get firstYear(): number {
    return this.#options.firstYear;
  }

  get text(): string {
    const written = this.#params.get('q') ?? '';
    const typing = this.#typing;
    // Until the address has followed, what is typed counts; when the address changes by itself (back), it counts.
    return typing !== null && (written === typing.on || written === typing.text.trim())
      ? typing.text
      : written;
  }

  search(text: string): void {
    this.#typing = { text, on: this.#params.get('q') ?? '' };
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#write(() => undefined);
    }, TYPING_PAUSE_MS);
  }

  setFilter(filter: Filter): void {
    this.#typing = { text: filter.text, on: this.#params.get('q') ?? '' };
    this.#write((params) => {
      writeFilter(filter, params);
    });
  }

  get grouped(): boolean {
    return this.#params.get('group') !== 'none';
  }

  setGrouped(grouped: boolean): void {
    this.#write((params) => {
      if (grouped) params.delete('group');
      else params.set('group', 'none');
    });
  }

  get sort(): Sort {
    const written = this.#params.get('sort');
    if (written === null) return BY_NAME;
    const descending = written.startsWith('-');
    const key = descending ? written.slice(1) : written;
    const column = gridColumns(this.#options.firstYear, false).find((one) => one.key === key)?.key;
    return column === undefined ? BY_NAME : { column, descending };
  }

  /** Sorts by a column; once more turns it round, a third time takes it back. */
  sortBy(column: ColumnKey): void {
    const { sort } = this;
    const next = sort.column !== column ? column : sort.descending ? null : `-${column}`;
    this.#write((params) => {
      if (next === null || next === 'name') params.delete('sort');
      else params.set('sort', next);
    });
  }

  /** The project whose drawer is open. */
  get project(): string | null {
    return this.#params.get('project');
  }

  get tab(): DrawerTab {
    return DRAWER_TABS.find((tab) => tab === this.#params.get('tab')) ?? 'plan';
  }

  /** Opening is a step to go back from; going on to the next project is not. `compose` goes straight to what is to be written. */
  open(project: string, tab: DrawerTab = this.project === null ? 'plan' : this.tab, compose = false): void {
    this.composing = compose ? tab : null;
    this.#write((params) => {
      params.set('project', project);
      if (tab === 'plan') params.delete('tab');
      else params.set('tab', tab);
    }, this.project !== null);
  }

  close(): void {
    this.#write((params) => {
      params.delete('project');
      params.delete('tab');
    });
  }

  /** A link to a project, for an `href`. */
  hrefOf(project: string): string {
    const params = new URLSearchParams(this.#params.toString());
    params.set('project', project);
    params.delete('tab');
    return `?${params.toString()}`;
  }

  destroy(): void {
    clearTimeout(this.#pause);
  }

  #write(change: (params: URLSearchParams) => void, replace = true): void {
    const params = new URLSearchParams(this.#params.toString());
    // What was typed a moment ago goes along: its own turn would come on an address that is left already.
    clearTimeout(this.#pause);
    writeFilter(this.filter, params);
    change(params);
    if (params.toString() !== this.#params.toString()) this.#options.go(params, replace);
  }
}

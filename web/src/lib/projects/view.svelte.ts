import type { Column, ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import {
  readColumns,
  sameColumns,
  shownColumns,
  usualColumns,
  writeColumns,
  type ColumnSet,
} from '@bouwberaad/shared/view/column-set.ts';
import { countFilters, filterWords, readFilter, type Filter } from '@bouwberaad/shared/view/filter.ts';
import { GROUPINGS, type GroupKey } from '@bouwberaad/shared/view/rows.ts';
import { addSort, nextSorts, readSorts, writeSorts, type Sort } from '@bouwberaad/shared/view/sort-rows.ts';
import {
  USUAL_WORDS,
  wordsAt,
  writeWords,
  VIEW_PARAMS,
  type ViewWords,
} from '@bouwberaad/shared/view/view-words.ts';
import { layoutColumns, type ColumnLayout } from './column-layout.ts';

export const DRAWER_TABS = ['plan', 'bottlenecks', 'actions', 'annotations', 'changes'] as const;
export type DrawerTab = (typeof DRAWER_TABS)[number];

/** A query that is only read. */
export type Query = Pick<URLSearchParams, 'get' | 'toString'>;

export interface ViewOptions {
  /** The query of the address. */
  readonly params: () => Query;
  /**
   * Goes to another query on the same page; `replace` makes no step to go back to. Settles when the address has followed,
   * or never will because it went elsewhere.
   */
  readonly go: (params: URLSearchParams, replace: boolean) => Promise<void>;
  readonly firstYear: number;
  /** What the kept view that the address names says; the address says what differs from it. */
  readonly base?: () => ViewWords;
}

/** A search is written into the address when typing pauses: browsers limit how often an address may change. */
const TYPING_PAUSE_MS = 300;

/** A query on its way to the address. */
interface Asked {
  readonly query: string;
  readonly replace: boolean;
}

/**
 * How the projects are looked at. It lives in the address, so that a link shows somebody else the same; until the address
 * has followed, what was asked for counts, so that of two quick presses the second goes on from the first.
 */
export class ProjectsView {
  readonly #options: ViewOptions;
  /** What is being typed in the search, and the address that it was typed on. */
  #typing = $state.raw<{ text: string; on: string } | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = $state.raw<Asked | null>(null);
  readonly #query: string = $derived.by(() => this.#asked?.query ?? this.#options.params().toString());
  readonly #params: Query = $derived(new URLSearchParams(this.#query));

  /** The tab in which something new is to be written, until its form has the focus. */
  composing = $state<DrawerTab | null>(null);
  /** The cell whose changes are looked at: a project and a column. Null: those of the whole project. */
  changesOf = $state.raw<{ readonly project: string; readonly column: ColumnKey } | null>(null);

  readonly #base: ViewWords = $derived.by(() => this.#options.base?.() ?? USUAL_WORDS);
  /** What the address and the view that it names say together; what is being typed is not in it yet. */
  readonly #written: ViewWords = $derived.by(() => wordsAt(this.#params, this.#base));
  readonly filter: Filter = $derived.by(() => ({ ...readFilter(asQuery(this.#written)), text: this.text }));
  readonly filters: number = $derived(countFilters(this.filter));
  readonly sorts: readonly Sort[] = $derived.by(() => readSorts(this.#written.sort ?? null));
  readonly #usual: ColumnSet = $derived.by(() => usualColumns(this.group === 'municipality'));
  /** Which columns are shown, as one chose them. */
  readonly set: ColumnSet = $derived.by(
    () => readColumns((this.#written.columns ?? '').split(',').filter((word) => word !== '')) ?? this.#usual,
  );
  /** The columns of the grid from left to right. */
  readonly columns: readonly Column[] = $derived.by(() => shownColumns(this.set, this.#options.firstYear));
  readonly layout: ColumnLayout = $derived.by(() => layoutColumns(this.set, this.columns));
  /** What decides which rows are shown and in what order: when it changes, the reader asks for another order. */
  readonly request: string = $derived.by(() =>
    JSON.stringify([filterWords(this.filter), writeSorts(this.sorts), this.group]),
  );

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  get firstYear(): number {
    return this.#options.firstYear;
  }

  get text(): string {
    const written = this.#written.q ?? '';
    const typing = this.#typing;
    // What is typed counts, with the space at its end; when the address changes by itself (back), that counts.
    return typing !== null && written === typing.on ? typing.text : written;
  }

  search(text: string): void {
    this.#typing = { text, on: this.#written.q ?? '' };
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#say({});
    }, TYPING_PAUSE_MS);
  }

  /** The address goes elsewhere: what is being typed is not written into it any more, unless typing goes on. */
  stopWriting(): void {
    clearTimeout(this.#pause);
  }

  setFilter(filter: Filter): void {
    this.#typing = { text: filter.text, on: this.#written.q ?? '' };
    this.#say(filterWords(filter));
  }

  get group(): GroupKey {
    return GROUPINGS.find((key) => key === this.#written.group) ?? 'municipality';
  }

  get grouped(): boolean {
    return this.group !== 'none';
  }

  setGroup(group: GroupKey): void {
    this.#say({ group });
  }

  /** Sorts by a column; once more turns it round, a third time takes it back. `add` sorts within what is sorted already. */
  sortBy(column: ColumnKey, add = false): void {
    this.setSorts(add ? addSort(this.sorts, column) : nextSorts(this.sorts, column));
  }

  setSorts(sorts: readonly Sort[]): void {
    this.#say({ sort: writeSorts(sorts) });
  }

  setColumns(set: ColumnSet): void {
    this.#say({ columns: sameColumns(set, this.#usual) ? '' : writeColumns(set).join(',') });
  }

  /** All that the reader looks at now, to be kept in a view. */
  get words(): ViewWords {
    return { ...this.#written, ...filterWords(this.filter) };
  }

  /** The kept view that the address names. */
  get kept(): string | null {
    return this.#params.get('view');
  }

  /** Something is looked at otherwise than the view says. */
  get changed(): boolean {
    return VIEW_PARAMS.some((param) => (this.words[param] ?? '') !== (this.#base[param] ?? ''));
  }

  /** Opens a kept view as it is; null the plans as they are without one. A drawer that is open stays. */
  openView(id: string | null): void {
    this.#stopTyping();
    this.#go((params) => {
      for (const param of VIEW_PARAMS) params.delete(param);
      if (id === null) params.delete('view');
      else params.set('view', id);
    }, false);
  }

  /** A link to a kept view, for an `href`. */
  hrefOfView(id: string | null): string {
    const params = new URLSearchParams();
    if (id !== null) params.set('view', id);
    const project = this.project;
    if (project !== null) params.set('project', project);
    return `?${params.toString()}`;
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
    this.#go((params) => {
      params.set('project', project);
      params.delete('list');
      if (tab === 'plan') params.delete('tab');
      else params.set('tab', tab);
    }, this.project !== null);
  }

  /** Opens a project on what changed in one of its cells. */
  openChanges(project: string, column: ColumnKey): void {
    this.changesOf = { project, column };
    this.open(project, 'changes');
  }

  close(): void {
    this.#go((params) => {
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

  /** Whether the list of findings stands beside the plans. */
  get findings(): boolean {
    return this.#params.get('list') === 'findings';
  }

  showFindings(shown: boolean): void {
    this.#go((params) => {
      params.delete('project');
      params.delete('tab');
      if (shown) params.set('list', 'findings');
      else params.delete('list');
    }, !shown);
  }

  destroy(): void {
    this.stopWriting();
  }

  #stopTyping(): void {
    clearTimeout(this.#pause);
    this.#typing = null;
  }

  /** Looks otherwise: what is not named stays, what was typed a moment ago goes along. */
  #say(words: ViewWords): void {
    this.#go((params) => {
      writeWords({ ...this.words, ...words }, this.#base, params);
    });
  }

  #go(change: (params: URLSearchParams) => void, replace = true): void {
    const params = new URLSearchParams(this.#query);
    // Its own turn would come on an address that is left already.
    clearTimeout(this.#pause);
    const { text } = this;
    const typing = this.#typing !== null;
    if (typing) writeWords(this.words, this.#base, params);
    change(params);
    if (typing) this.#typing = { text, on: text.trim() };
    const query = params.toString();
    if (query === this.#query) return;
    const asked: Asked = { query, replace: replace && !this.#stepWaits() };
    this.#asked = asked;
    void this.#options.go(params, asked.replace).finally(() => {
      if (this.#asked === asked) this.#asked = null;
    });
  }

  /** A step to go back from that was asked for and has not been made: what comes in its place has to make it. */
  #stepWaits(): boolean {
    const asked = this.#asked;
    return asked !== null && !asked.replace && asked.query !== this.#options.params().toString();
  }
}

function asQuery(words: ViewWords): Pick<URLSearchParams, 'get'> {
  return { get: (name) => (words as Readonly<Record<string, string | undefined>>)[name] ?? null };
}

import type { Action } from '@bouwberaad/shared/model/action.ts';
import type { Block } from '@bouwberaad/shared/model/block.ts';
import { isOpen } from '@bouwberaad/shared/model/bottleneck.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { pendingActions } from '@bouwberaad/shared/view/summary.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { cellOfPath, looksAt } from './cells.ts';
import { CATEGORY_WORDS, CONFIDENTIALITY_WORDS, PLAN_TYPE_WORDS } from './choice-words.ts';
import type { ProjectList } from './project-list.svelte.ts';
import type { DrawerTab } from './view.svelte.ts';

/** How one moves between the parts of a project; the drawer and the page each have their own address for it. */
export interface PartsPlace {
  readonly tab: DrawerTab;
  /** The tab in which something new is to be written, until its form has the focus. */
  readonly composing: DrawerTab | null;
  show(tab: DrawerTab, compose?: boolean): void;
  composed(): void;
  /** The column whose changes are looked at; null: those of the whole project. */
  readonly changesOf: string | null;
  wholeHistory(): void;
  /** To another project. */
  go(project: string): void;
}

/** One project with all that hangs on it, as the drawer and the page show it. */
export class ProjectParts {
  readonly #session: TableSession;
  readonly #list: ProjectList;
  readonly #id: () => string;

  /** Null when it is not there, or not any more. */
  readonly project = $derived.by(() => {
    const found = this.#session.get('projects', this.#id());
    return found === null || found.removed ? null : found;
  });
  /** What is there but taken from the list. */
  readonly retired = $derived.by(() => {
    const found = this.#session.get('projects', this.#id());
    return found?.removed === true ? found : null;
  });
  readonly row = $derived.by(() => this.#list.row(this.#id()));
  readonly bottlenecks = $derived.by(() => this.#list.links.bottlenecks.get(this.#id()) ?? []);
  readonly actions = $derived.by(() => this.#list.links.actions.get(this.#id()) ?? []);
  readonly annotations = $derived.by(() => this.#list.links.annotations.get(this.#id()) ?? []);
  readonly owner = $derived.by(() =>
    this.project === null ? null : this.#session.organisation(this.project.organisation),
  );
  readonly watching = $derived.by(() => this.#session.peers.filter(({ cell }) => looksAt(cell, this.#id())));
  readonly #at = $derived.by(() => this.#list.order.findIndex((one) => one.id === this.#id()));

  constructor(session: TableSession, list: ProjectList, id: () => string) {
    this.#session = session;
    this.#list = list;
    this.#id = id;
  }

  get id(): string {
    return this.#id();
  }

  get list(): ProjectList {
    return this.#list;
  }

  /** Its place in the list, from 0, and how many there are; -1 when a filter hides it. */
  get at(): number {
    return this.#at;
  }

  get count(): number {
    return this.#list.order.length;
  }

  /** The project before or after it in the list. */
  neighbour(step: -1 | 1): string | null {
    return (this.#at === -1 ? undefined : this.#list.order[this.#at + step])?.id ?? null;
  }

  get permission() {
    return this.#session.mayWrite(`projects/${this.#id()}/name`);
  }

  /** `Transformatiegebied, corporatie Hanzewaard, openbaar`. */
  get lead(): readonly string[] {
    const { project, owner } = this;
    if (project === null) return [];
    return [
      project.planType === null ? null : PLAN_TYPE_WORDS[project.planType](),
      owner?.name ?? null,
      project.confidentiality === null ? null : CONFIDENTIALITY_WORDS[project.confidentiality](),
    ].filter((part) => part !== null);
  }

  get tabs(): readonly { readonly value: DrawerTab; readonly label: string; readonly count?: number }[] {
    return [
      { value: 'plan', label: m.projects_tab_plan() },
      {
        value: 'bottlenecks',
        label: m.projects_column_bottlenecks(),
        count: this.bottlenecks.filter(isOpen).length,
      },
      { value: 'actions', label: m.projects_tab_actions(), count: pendingActions(this.actions) },
      {
        value: 'annotations',
        label: m.projects_tab_annotations(),
        count: this.row?.openAnnotations.length ?? 0,
      },
      { value: 'changes', label: m.changes_title() },
    ];
  }

  /** Where an action came from, when that is not the project itself. */
  sourceWords = (action: Action): string | null => {
    const place = action.source === null ? null : parsePath(action.source);
    if (place?.root === 'annotations') return m.projects_from_annotation();
    if (place?.root !== 'bottlenecks') return null;
    const category = this.bottlenecks.find((bottleneck) => bottleneck.id === place.record)?.category;
    return m.projects_action_from_bottleneck({
      category: category === null || category === undefined ? '' : CATEGORY_WORDS[category](),
    });
  };

  /** Whether a block makes a signal together with others. */
  signalled = (block: Block): boolean =>
    this.#list.signals.some(
      (signal) =>
        signal.year === block.year &&
        signal.projects.some((one) => one.project === this.#id()) &&
        (block.dwelling[signal.dwelling] ?? 0) > 0 &&
        (block.segment[signal.segment] ?? 0) > 0,
    );

  /** The others see in which field I am; without one, that I look at the project. */
  tell = (event: FocusEvent): void => {
    const field = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-path]') : null;
    const path = field?.dataset['path'] ?? null;
    const known =
      path !== null && (parsePath(path) !== null || cellOfPath(path, () => this.project) !== null);
    this.#session.setCell(known ? path : `projects/${this.#id()}`);
  };
}

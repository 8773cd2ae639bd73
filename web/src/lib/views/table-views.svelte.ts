import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import type { View } from '@bouwberaad/shared/model/view.ts';
import {
  fieldsOfWords,
  sameWords,
  USUAL_WORDS,
  wordsOfView,
  type ViewWords,
} from '@bouwberaad/shared/view/view-words.ts';
import { mayMake } from '#lib/projects/may-make.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';

/** A view as it was when somebody began to look at it. */
interface Seen {
  readonly id: string;
  readonly words: ViewWords;
}

/** Whose a view is: of the reader alone, or of everybody at the table. */
export type ViewOwner = 'mine' | 'table';

/**
 * The kept views of a table. What somebody looks at never changes under them: the view that is open stays as it was when
 * it was opened, and what others have made of it meanwhile is offered.
 */
export class TableViews {
  readonly #session: TableSession;
  readonly #open: () => string | null;
  /** Of the view that is open; made when it is first read. */
  #seen: Seen | null = null;
  #looks = $state(0);

  /** The table's own, oldest first, so that a tab stays where it is. */
  readonly table: readonly View[] = $derived.by(() => this.#of(this.#session.table.id));
  readonly mine: readonly View[] = $derived.by(() => this.#of(this.#session.me.id));
  /** The view that the address names, as it is now; null when there is none. */
  readonly current: View | null = $derived.by(() => {
    const id = this.#open();
    return id === null ? null : this.#session.get('views', id);
  });
  /** What the open view says, as it was when it was opened. */
  readonly base: ViewWords = $derived.by(() => this.#look());
  /** Somebody made something else of the open view meanwhile. */
  readonly updated: boolean = $derived(
    this.current !== null && !this.current.removed && !sameWords(this.base, wordsOfView(this.current)),
  );

  constructor(session: TableSession, open: () => string | null) {
    this.#session = session;
    this.#open = open;
  }

  ownerOf(view: View): ViewOwner | 'other' {
    if (view.owner === this.#session.table.id) return 'table';
    return view.owner === this.#session.me.id ? 'mine' : 'other';
  }

  /** Looks at the open view as it is now. */
  lookAgain(): void {
    this.#seen = null;
    this.#looks += 1;
  }

  /** Null: this person may not keep views here. */
  make(name: string, owner: ViewOwner, words: ViewWords): Result<string> | null {
    const id = newId();
    const edit: Edit = {
      type: 'createRecord',
      root: 'views',
      id,
      fields: {
        name,
        owner: owner === 'mine' ? this.#session.me.id : this.#session.table.id,
        ...fieldsOfWords(words),
        ...this.#session.stamp(),
      },
    };
    if (!this.#session.may(edit).ok) return null;
    const result = this.#session.edit(edit);
    return result.ok ? { ok: true, value: id } : result;
  }

  get mayMake(): boolean {
    return mayMake(this.#session, 'views', { owner: this.#session.me.id });
  }

  mayChange(view: View): boolean {
    return this.#session.mayWrite(`views/${view.id}/name`).ok;
  }

  rename(view: View, name: string): Result<undefined> {
    return this.#session.edit({
      type: 'setField',
      path: `views/${view.id}/name`,
      from: view.name,
      to: name,
    });
  }

  /** Gives it to everybody at the table, or takes it back to the reader alone. */
  give(view: View, owner: ViewOwner): Result<undefined> {
    return this.#session.edit({
      type: 'setField',
      path: `views/${view.id}/owner`,
      from: view.owner,
      to: owner === 'mine' ? this.#session.me.id : this.#session.table.id,
    });
  }

  /** Keeps a way of looking in a view, in one edit; whoever has it open is offered it. */
  keep(view: View, words: ViewWords): Result<undefined> {
    const was: Readonly<Record<string, Json>> = {
      columns: [...view.columns],
      filters: view.filters,
      sort: view.sort,
      group: view.group,
    };
    const edits = Object.entries(fieldsOfWords(words)).flatMap(([key, to]) => {
      const from = was[key] ?? null;
      return sameJson(from, to)
        ? []
        : [{ type: 'setField' as const, path: `views/${view.id}/${key}`, from, to }];
    });
    const result = this.#session.edit({ type: 'batch', name: 'view', edits });
    if (result.ok) this.lookAgain();
    return result;
  }

  remove(view: View): Result<undefined> {
    return this.#session.edit({ type: 'removeRecord', path: `views/${view.id}`, removed: true });
  }

  bringBack(view: View): Result<undefined> {
    return this.#session.edit({ type: 'removeRecord', path: `views/${view.id}`, removed: false });
  }

  #of(owner: string): View[] {
    return this.#session
      .all('views')
      .filter((view) => view.owner === owner)
      .sort((a, b) => ((a.at ?? '') < (b.at ?? '') || (a.at === b.at && a.id < b.id) ? -1 : 1));
  }

  #look(): ViewWords {
    void this.#looks;
    const id = this.#open();
    if (id === null) {
      this.#seen = null;
      return USUAL_WORDS;
    }
    if (this.#seen?.id === id) return this.#seen.words;
    const view = this.#session.loaded ? this.#session.get('views', id) : null;
    if (view === null) return USUAL_WORDS;
    this.#seen = { id, words: wordsOfView(view) };
    return this.#seen.words;
  }
}

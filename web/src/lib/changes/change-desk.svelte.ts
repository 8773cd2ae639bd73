import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusalWords } from '#lib/projects/denial-words.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { NOTHING } from '#lib/ui/format.ts';
import { notify } from '#lib/ui/toast.ts';
import type { HistoryFeed } from './history-feed.svelte.ts';
import type { HistoryEntry } from './history.ts';
import { putBack } from './put-back.ts';
import { rowWords, type RowWords } from './row-words.ts';

type Desk = Pick<
  TableSession,
  'get' | 'read' | 'partyName' | 'nameOf' | 'edit' | 'may' | 'undo' | 'organisation' | 'online'
>;

/** What a list of changes says and does: names, words, and putting one back. */
export class ChangeDesk {
  readonly #session: Desk;
  readonly #feed: HistoryFeed;
  /** Why the last one could not be put back, by the id of its row. */
  refused: { readonly row: string; readonly words: string } | null = $state.raw(null);

  constructor(session: Desk, feed: HistoryFeed) {
    this.#session = session;
    this.#feed = feed;
  }

  get session(): Desk {
    return this.#session;
  }

  words(row: HistoryEntry): RowWords {
    return rowWords(this.#session, row);
  }

  /** Who it was, also when they have left the table. */
  who(person: string): string {
    if (person === 'server') return m.changes_server();
    return this.#feed.nameOf(person) ?? this.#session.nameOf(person);
  }

  causeWords(cause: string): string {
    const known = this.#feed.causeOf(cause);
    if (cause.startsWith('decision:'))
      return known === null ? m.changes_decision_plain() : m.changes_decision({ number: known.name });
    return known === null ? m.changes_import_plain() : m.changes_import({ file: known.name });
  }

  /** The edit that puts this back; null when there is none, or when it is not mine to do. */
  putsBack(row: HistoryEntry): Edit | null {
    const edit = putBack(this.#session, row);
    return edit !== null && this.#session.may(edit).ok ? edit : null;
  }

  putBack(row: HistoryEntry, edit: Edit): void {
    const { what, from } = this.words(row);
    const result = this.#session.edit(edit);
    if (!result.ok) {
      const why = result.code === 'stale' ? m.changes_put_back_stale() : refusalWords(result.code, undefined);
      this.refused = { row: row.id, words: m.changes_put_back_failed({ what, why }) };
      return;
    }
    this.refused = null;
    notify(
      from === null || from === NOTHING
        ? m.changes_put_back_plain({ what })
        : m.changes_put_back_done({ what, value: from }),
      () => void this.#session.undo.undo(),
    );
  }
}

import { createContext } from 'svelte';
import { isOpenReading } from '@bouwberaad/shared/insight/readings.ts';
import { NOTHING_MERGED, type Merged } from '@bouwberaad/shared/model/merged.ts';
import type { Reading } from '@bouwberaad/shared/model/reading.ts';
import type { Suggestion } from '@bouwberaad/shared/model/suggestion.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { secondValues, type SecondValue } from './second-values.ts';
import { isOpenSuggestion } from './open.ts';

export type AskMode = 'reading' | 'suggestion';

/** What somebody is about to say beside a plan. */
export interface Asking {
  readonly project: string;
  /** The field it is about; null: still to be chosen. */
  readonly path: string | null;
  readonly mode: AskMode;
}

type Session = Pick<
  TableSession,
  'all' | 'removed' | 'get' | 'nameOf' | 'organisation' | 'organisations' | 'info' | 'rules'
>;

/**
 * What is said beside the plans of a table, and where every part of a page asks for the one dialog in which more is
 * said. What was said of a merged project is about the one that was kept.
 */
export class ReadingDesk {
  asking = $state.raw<Asking | null>(null);
  readonly #session: Session;
  #mergedBefore: Merged = NOTHING_MERGED;
  readonly #merged: Merged = $derived.by(() => {
    this.#mergedBefore = this.#mergedBefore.renewed(this.#session.removed('projects'));
    return this.#mergedBefore;
  });
  readonly readings: readonly Reading[] = $derived.by(() => this.#placed(this.#session.all('readings')));
  readonly suggestions: readonly Suggestion[] = $derived.by(() =>
    this.#placed(this.#session.all('suggestions')),
  );
  readonly openReadings: readonly Reading[] = $derived(this.readings.filter(isOpenReading));
  readonly openSuggestions: readonly Suggestion[] = $derived(this.suggestions.filter(isOpenSuggestion));
  /** What stands thin in a corner of a cell, by `cellId`. */
  readonly cells: ReadonlyMap<string, SecondValue> = $derived.by(() =>
    secondValues(this.#session, this.openReadings, this.openSuggestions),
  );

  constructor(session: Session) {
    this.#session = session;
  }

  ask(project: string, path: string | null, mode: AskMode = 'reading'): void {
    this.asking = { project, path, mode };
  }

  /** What is said about a field, or about a block and its fields; the oldest first. */
  about<T extends Reading | Suggestion>(said: readonly T[], path: string): T[] {
    return said
      .filter(({ path: about }) => about === path || about?.startsWith(`${path}/`) === true)
      .sort((a, b) => (a.at ?? '').localeCompare(b.at ?? '') || (a.id < b.id ? -1 : 1));
  }

  #placed<T extends { readonly path: string | null }>(said: readonly T[]): readonly T[] {
    const merged = this.#merged;
    return merged === NOTHING_MERGED
      ? said
      : said.map((one) => (one.path === null ? one : { ...one, path: merged.pathOf(one.path) }));
  }
}

/** Set by `ReadingHost`, which holds the dialog. */
export const [getReadingDesk, setReadingDesk] = createContext<ReadingDesk>();

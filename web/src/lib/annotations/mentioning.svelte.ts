import { tick } from 'svelte';
import { findParties, type Party } from '#lib/actions/parties.ts';
import { insertMention, mentionQuery } from './mentions.ts';

/** A field in which an @ calls somebody. */
export interface MentioningField {
  readonly parties: () => readonly Party[];
  readonly element: () => HTMLInputElement | HTMLTextAreaElement | null;
  readonly read: () => string;
  readonly write: (text: string) => void;
  /** A space behind what was typed ends it: Enter then means the field, not the name. */
  readonly spaceEnds?: boolean;
}

const MOST = 5;

/** Who is offered while somebody types a name after an @, and which of them the keys point at. */
export class Mentioning {
  readonly #field: MentioningField;
  #caret = $state(0);
  #at = $state(0);
  /** Where Esc closed the list: it stays closed for that @. */
  #closed: number | null = $state(null);

  constructor(field: MentioningField) {
    this.#field = field;
  }

  readonly #asked = $derived.by(() => mentionQuery(this.#field.read(), this.#caret));
  readonly found: readonly Party[] = $derived.by(() => {
    const asked = this.#asked;
    if (asked === null || asked.start === this.#closed) return [];
    if (this.#field.spaceEnds === true && asked.query.endsWith(' ')) return [];
    return findParties(this.#field.parties(), asked.query, MOST);
  });

  get at(): number {
    return this.#at;
  }

  /** After whatever may have moved the caret. */
  look(): void {
    this.#caret = this.#field.element()?.selectionStart ?? this.#field.read().length;
    this.#at = 0;
  }

  async choose(party: Party): Promise<void> {
    if (this.#asked === null) return;
    const { text, caret } = insertMention(this.#field.read(), this.#caret, this.#asked.start, party.name);
    this.#field.write(text);
    this.#caret = caret;
    await tick();
    this.#field.element()?.focus();
    this.#field.element()?.setSelectionRange(caret, caret);
  }

  /** Whether a key was meant for the list. */
  press(key: string): boolean {
    const party = this.found[this.#at];
    if (party === undefined) return false;
    const count = this.found.length;
    if (key === 'ArrowDown') this.#at = (this.#at + 1) % count;
    else if (key === 'ArrowUp') this.#at = (this.#at + count - 1) % count;
    else if (key === 'Enter' || key === 'Tab') void this.choose(party);
    else if (key === 'Escape') this.#closed = this.#asked?.start ?? null;
    else return false;
    return true;
  }
}

import type { Awareness } from 'y-protocols/awareness';

/** Somebody's place in a text. */
interface CaretState {
  readonly user: { readonly id: string; readonly name: string };
  readonly cursor: unknown;
}

/**
 * What a text editor may know and tell of presence: where the carets of others are, and where one's own is. Who
 * somebody is, only the server says, so the editor's own idea of a user goes nowhere.
 */
export class Carets {
  readonly #awareness: Awareness;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
  }

  /** By client; only those who are in some text. */
  getStates(): Map<number, CaretState> {
    const carets = new Map<number, CaretState>();
    for (const [client, state] of this.#awareness.getStates()) {
      const { user, cursor } = state as Partial<CaretState>;
      if (user !== undefined && cursor !== undefined && cursor !== null) carets.set(client, { user, cursor });
    }
    return carets;
  }

  /** The name that the caret extension reads it by. */
  get states(): Map<number, CaretState> {
    return this.getStates();
  }

  getLocalState(): Record<string, unknown> | null {
    return this.#awareness.getLocalState();
  }

  setLocalStateField(field: string, value: unknown): void {
    if (field === 'cursor') this.#awareness.setLocalStateField(field, value);
  }

  on(event: 'change' | 'update', listener: () => void): void {
    this.#awareness.on(event, listener);
  }

  off(event: 'change' | 'update', listener: () => void): void {
    this.#awareness.off(event, listener);
  }
}

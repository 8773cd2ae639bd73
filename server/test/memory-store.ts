import type { Checkpoint, Claim, Group, HistoryRow, LogRow, Store } from '../src/store/store.ts';

/** What the sync core needs of a store, in memory, with a switch to hold or fail commits. */
export class MemoryStore {
  readonly groups: Group[] = [];
  readonly #rows = new Map<string, LogRow[]>();
  readonly #claims = new Map<string, Claim[]>();
  readonly #checkpoints = new Map<string, Checkpoint[]>();
  #next = 1;
  #held: (() => void)[] | null = null;
  failing = false;

  /** Commits wait until `letGo`. */
  hold(): void {
    this.#held ??= [];
  }

  letGo(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const resolve of held) resolve();
  }

  get waiting(): number {
    return this.#held?.length ?? 0;
  }

  readonly updates: Store['updates'] = {
    append: async (group) => {
      if (this.failing) throw new Error('the store is down');
      if (this.#held !== null) await new Promise<void>((resolve) => this.#held?.push(resolve));
      this.groups.push(group);
      const rows = this.#rows.get(group.doc) ?? [];
      this.#rows.set(group.doc, [
        ...rows,
        ...group.updates.map((update) => ({ id: String(this.#next++), update })),
      ]);
      this.#claims.set(group.doc, [...(this.#claims.get(group.doc) ?? []), ...group.claims]);
    },
    tail: (doc) => Promise.resolve(this.#rows.get(doc) ?? []),
    drop: (doc, rows) => {
      this.#rows.set(
        doc,
        (this.#rows.get(doc) ?? []).filter((row) => !rows.includes(row.id)),
      );
      return Promise.resolve();
    },
    claims: (doc) => Promise.resolve(this.#claims.get(doc) ?? []),
  };

  readonly checkpoints: Store['checkpoints'] = {
    put: (checkpoint) => {
      this.#checkpoints.set(
        checkpoint.doc,
        [checkpoint, ...(this.#checkpoints.get(checkpoint.doc) ?? [])].slice(0, 2),
      );
      return Promise.resolve();
    },
    list: (doc) => Promise.resolve(this.#checkpoints.get(doc) ?? []),
  };

  history(doc: string): HistoryRow[] {
    return this.groups.filter((group) => group.doc === doc).flatMap((group) => group.history);
  }
}

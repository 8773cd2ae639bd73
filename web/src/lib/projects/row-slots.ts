import type { Row } from '@bouwberaad/shared/view/rows.ts';

/**
 * Gives each row that is drawn the elements that it had, and a new one those of a row that is gone: filling in other
 * values costs a third of making a row. A row that stays keeps its elements, and so the focus and what is typed in it.
 */
export class Slots {
  #held = new Map<string, string>();
  /** Of each kind, those that no row has now. */
  readonly #free: Record<Row['kind'], string[]> = { project: [], group: [] };
  #made = 0;

  /** The slots of these rows, in their order. */
  take(rows: readonly Pick<Row, 'id' | 'kind'>[]): string[] {
    const stays = new Set(rows.map(({ id }) => id));
    for (const [id, slot] of this.#held) if (!stays.has(id)) this.#free[kindOf(slot)].push(slot);
    const held = new Map<string, string>();
    for (const { id, kind } of rows) {
      const slot = this.#held.get(id);
      // What was a project is not a group.
      const own = slot !== undefined && kindOf(slot) === kind ? slot : undefined;
      held.set(id, own ?? this.#free[kind].pop() ?? `${kind} ${String(++this.#made)}`);
    }
    this.#held = held;
    return rows.map(({ id }) => held.get(id) ?? id);
  }
}

function kindOf(slot: string): Row['kind'] {
  return slot.startsWith('group') ? 'group' : 'project';
}

import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Bottleneck, BottleneckCategory, Certainty } from '@bouwberaad/shared/model/bottleneck.ts';

export interface NewBottleneck {
  readonly project: string;
  readonly category: BottleneckCategory;
  readonly certainty: Certainty;
  /** Homes that it holds up; null: not known. */
  readonly homes: number | null;
  readonly year: number | null;
  /** Whole euros that would take it away. */
  readonly amount: number | null;
  /** Who is to solve it: a person's id. */
  readonly owner: string | null;
}

export function addBottleneck(made: NewBottleneck, stamp: { by: string; at: string }): Edit {
  const { project, category, certainty, homes, year, amount, owner } = made;
  const fields = {
    projects: [project],
    category,
    certainty,
    homes,
    years: year === null ? [] : [year],
    amount,
    owner,
    state: 'open',
    ...stamp,
  };
  return { type: 'createRecord', root: 'bottlenecks', id: newId(), fields };
}

/** Another value for one field; null when it is the same. */
export function change<Key extends 'certainty' | 'state' | 'homes' | 'amount' | 'owner' | 'severity'>(
  bottleneck: Bottleneck,
  field: Key,
  to: Bottleneck[Key] & Json,
): Edit | null {
  return bottleneck[field] === to
    ? null
    : { type: 'setField', path: `bottlenecks/${bottleneck.id}/${field}`, from: bottleneck[field], to };
}

/** Open ones first by strength is the list's concern; taking one away leaves it in the history. */
export function removeBottleneck(bottleneck: Bottleneck): Edit {
  return { type: 'removeRecord', path: `bottlenecks/${bottleneck.id}`, removed: true };
}

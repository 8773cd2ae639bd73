import type { Edit, FieldValues, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import type {
  Bottleneck,
  BottleneckCategory,
  Certainty,
  LEVELS,
  SEVERITIES,
} from '@bouwberaad/shared/model/bottleneck.ts';
import { stepBottleneck, type OwnBottleneckEvent } from '@bouwberaad/shared/model/bottleneck-states.ts';

/** What somebody says of a bottleneck in its form. */
export interface BottleneckWords {
  readonly projects: readonly string[];
  readonly category: BottleneckCategory;
  readonly certainty: Certainty;
  readonly severity: (typeof SEVERITIES)[number] | null;
  /** Homes that it holds up; null: not known. */
  readonly homes: number | null;
  readonly years: readonly number[];
  /** Whole euros that would take it away. */
  readonly amount: number | null;
  /** Who is to solve it: a person's id. */
  readonly owner: string | null;
  readonly level: (typeof LEVELS)[number] | null;
}

interface Stamp {
  readonly by: string;
  readonly at: string;
}

/** `geen` and `onbekend` are answers: nothing more is to be said of them than of which projects they hold. */
export function isAnswer(category: BottleneckCategory | null): boolean {
  return category === 'geen' || category === 'onbekend';
}

function fieldsOf(said: BottleneckWords): FieldValues {
  const { projects, category, owner } = said;
  if (isAnswer(category))
    return {
      projects: [...projects],
      category,
      certainty: category === 'geen' ? 'bevestigd' : 'onbekend',
      severity: null,
      homes: null,
      years: [],
      amount: null,
      owner,
      level: null,
    };
  return { ...said, projects: [...projects], years: [...said.years] };
}

export function addBottleneck(said: BottleneckWords, stamp: Stamp, id: string = newId()): Edit {
  return {
    type: 'createRecord',
    root: 'bottlenecks',
    id,
    fields: { ...fieldsOf(said), state: 'open', ...stamp },
  };
}

/** What differs from what is there, as one edit; null when nothing does. */
export function changeBottleneck(bottleneck: Bottleneck, said: BottleneckWords): Edit | null {
  const edits = Object.entries(fieldsOf(said)).flatMap(([field, to]): SetField[] => {
    const from = bottleneck[field as keyof BottleneckWords] as Json;
    return sameJson(from, to)
      ? []
      : [{ type: 'setField', path: `bottlenecks/${bottleneck.id}/${field}`, from, to }];
  });
  return edits.length === 0 ? null : { type: 'batch', name: 'bottleneck', edits };
}

/** Another value for one field; null when it is the same. */
export function change<Key extends 'certainty' | 'state' | 'homes' | 'amount' | 'owner' | 'severity'>(
  bottleneck: Bottleneck,
  field: Key,
  to: Bottleneck[Key] & Json,
): SetField | null {
  return bottleneck[field] === to
    ? null
    : { type: 'setField', path: `bottlenecks/${bottleneck.id}/${field}`, from: bottleneck[field], to };
}

/** What this table does with it; null when that leads nowhere from where it stands. */
export function act(bottleneck: Bottleneck, event: OwnBottleneckEvent): SetField | null {
  const next = stepBottleneck(bottleneck.state, event);
  return next.ok ? change(bottleneck, 'state', next.value) : null;
}

/** Taking one away leaves it in the history. */
export function removeBottleneck(bottleneck: Bottleneck): Edit {
  return { type: 'removeRecord', path: `bottlenecks/${bottleneck.id}`, removed: true };
}

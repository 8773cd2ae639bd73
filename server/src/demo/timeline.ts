import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { CreateRecord, FieldValues, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { formatPath } from '@bouwberaad/shared/model/layout.ts';
import { readPlans } from '@bouwberaad/shared/model/read.ts';
import type { ReferenceDay } from './calendar.ts';
import type {
  DemoEdit,
  DemoRecord,
  DemoReferenceDate,
  DemoStep,
  DemoTable,
  Happening,
} from './demo-region.ts';

/** Parts of one edit: an import is applied in pieces of this size, so that no room stalls. */
const MAX_RECORDS = 200;

/**
 * How a workspace came to be: every record is made with the values that it had then, and what happened to it follows
 * in the order of time. So the history of a cell, the reference dates and today's plans tell one story.
 */
export function tellTimeline(records: readonly DemoRecord[], happenings: readonly Happening[]): DemoStep[] {
  const firsts = firstValues(happenings);
  const made = new Map<string, { at: string; by: string; name: string; edits: CreateRecord[] }>();
  for (const record of records) {
    const { at, by } = record.fields as { at: string; by: string };
    const key = `${at} ${by} ${record.root}`;
    const step = made.get(key) ?? { at, by, name: `create ${record.root}`, edits: [] };
    made.set(key, step);
    step.edits.push(create(record, firsts));
  }
  const changed = happenings.map(({ at, by, name, changes }): DemoStep => {
    return { at, by, name, edits: changes.map((change): SetField => ({ type: 'setField', ...change })) };
  });
  return [...made.values(), ...changed].sort(byMoment);
}

function byMoment(a: { at: string }, b: { at: string }): number {
  return a.at === b.at ? 0 : a.at < b.at ? -1 : 1;
}

/** By path: the value before the first thing that happened to it. */
function firstValues(happenings: readonly Happening[]): Map<string, SetField['from']> {
  const firsts = new Map<string, SetField['from']>();
  for (const { changes } of [...happenings].sort(byMoment)) {
    for (const { path, from } of changes) if (!firsts.has(path)) firsts.set(path, from);
  }
  return firsts;
}

function create(record: DemoRecord, firsts: ReadonlyMap<string, SetField['from']>): CreateRecord {
  const { root, id } = record;
  const asThen = (fields: FieldValues, block?: string): FieldValues =>
    Object.fromEntries(
      Object.entries(fields).map(([field, value]) => {
        const path = formatPath(
          block === undefined ? { root, record: id, field } : { root, record: id, block, field },
        );
        return [field, firsts.has(path) ? (firsts.get(path) ?? null) : value];
      }),
    );
  const edit: CreateRecord = { type: 'createRecord', root, id, fields: asThen(record.fields) };
  if (record.blocks === undefined) return edit;
  const blocks = Object.entries(record.blocks).map(([block, fields]): [string, FieldValues] => [
    block,
    asThen(fields, block),
  ]);
  return { ...edit, blocks: Object.fromEntries(blocks) };
}

/** The plans on each of the days, by replaying the timeline up to its moment. */
export function freeze(timeline: readonly DemoStep[], days: readonly ReferenceDay[]): DemoReferenceDate[] {
  const doc = new Y.Doc();
  const steps = [...timeline];
  return days.map(({ id, name, at }) => {
    for (let step = steps[0]; step !== undefined && step.at < at; step = steps[0]) {
      replay(doc, step);
      steps.shift();
    }
    return { id, name, at, plans: structuredClone(readPlans(doc)) };
  });
}

function replay(doc: Y.Doc, step: DemoStep): void {
  for (const edit of toBatches(step)) {
    const result = applyEdit(doc, edit.edit);
    if (!result.ok) throw new Error(`demo: ${step.name} is ${result.code} at ${result.at ?? '?'}`);
  }
}

function toBatches({ at, by, name, edits }: DemoStep): DemoEdit[] {
  return Array.from({ length: Math.ceil(edits.length / MAX_RECORDS) }, (_, index) => {
    const some = edits.slice(index * MAX_RECORDS, (index + 1) * MAX_RECORDS);
    return { at, by, edit: { type: 'batch', name, edits: some } };
  });
}

/** All that has to be applied, in this order, to have the table's workspace. */
export function toEdits(table: DemoTable): DemoEdit[] {
  return table.timeline.flatMap(toBatches);
}

import type { Json } from '../lib/json.ts';
import { formatPath, parsePath, typeAt, type Place } from '../model/layout.ts';
import type { Edit, FieldValues } from './edit.ts';

/** One part of the workspace that an edit writes. The gate finds the same from the bytes of an update. */
export interface Touch {
  readonly place: Place;
  /** `create`: a record or block comes to be; `set`: a scalar gets a value; `text`: rich text is typed in; `delete`: a record vanishes. */
  readonly kind: 'create' | 'set' | 'text' | 'delete';
  /** For `set` the new value, for `create` the record's scalars. */
  readonly value?: unknown;
}

/** What an edit would write, without writing it. Empty for what the model cannot express. */
export function touchesOf(edit: Edit): Touch[] {
  switch (edit.type) {
    case 'setField':
      return set(edit.path, edit.to);
    case 'removeRecord':
      return set(`${edit.path}/removed`, edit.removed);
    case 'setYearHomes': {
      const place: Place = { root: 'projects', record: edit.project, block: edit.block };
      return edit.from === null
        ? [{ place, kind: 'create', value: yearBlock(edit) }]
        : [{ place: { ...place, field: 'homes' }, kind: 'set', value: edit.to }];
    }
    case 'addBlock':
      return [
        {
          place: { root: 'projects', record: edit.project, block: edit.block },
          kind: 'create',
          value: edit.fields,
        },
      ];
    case 'createRecord':
      return [
        { place: { root: edit.root, record: edit.id }, kind: 'create', value: edit.fields },
        ...createdBlocks(edit.id, edit.blocks),
      ];
    case 'setMeta':
      return [];
    case 'typeText': {
      const place = parsePath(edit.path);
      return place === null ? [] : [{ place, kind: 'text' }];
    }
    case 'batch':
      return edit.edits.flatMap(touchesOf);
  }
}

function set(path: string, value: Json): Touch[] {
  const place = parsePath(path);
  return place === null ? [] : [{ place, kind: 'set', value }];
}

function createdBlocks(record: string, blocks: Readonly<Record<string, FieldValues>> = {}): Touch[] {
  return Object.entries(blocks).map(([block, value]) => ({
    place: { root: 'projects', record, block },
    kind: 'create',
    value,
  }));
}

/** The block that typing in an empty year cell makes: its splits are unknown. */
export function yearBlock(edit: { year: number; to: number | null; by: string; at: string }): FieldValues {
  return { kind: 'build', year: edit.year, homes: edit.to, by: edit.by, at: edit.at };
}

/** Whether the model can express the value at this place. */
export function fits(place: Place, value: unknown): boolean {
  if (place.field === undefined) return false;
  return typeAt(place).fields[place.field]?.accepts(value) ?? false;
}

/** What is wrong with the scalars of a record to be made, or null. */
export function misfit(place: Place, fields: Readonly<Record<string, unknown>>): string | null {
  const type = typeAt(place);
  for (const [key, value] of Object.entries(fields)) {
    const field = type.fields[key];
    if (field === undefined || !field.accepts(value)) return formatPath({ ...place, field: key });
  }
  const id = fields['id'];
  if (id !== undefined && id !== (place.block ?? place.record)) return formatPath({ ...place, field: 'id' });
  // A block's author is its project's concern; every record of a root has one of its own.
  const required = place.block === undefined ? type.required : [];
  const missing = required.find((key) => fields[key] === undefined || fields[key] === null);
  return missing === undefined ? null : formatPath({ ...place, field: missing });
}

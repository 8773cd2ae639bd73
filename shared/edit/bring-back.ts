import type * as Y from 'yjs';
import { sameJson, type Json } from '../lib/json.ts';
import { blockType, type Block } from '../model/block.ts';
import { projectType, type Project } from '../model/project.ts';
import { recordMap } from '../model/read.ts';
import type { RecordType } from '../model/record.ts';
import { ownerMap, valueAt } from './apply.ts';
import type { AddBlock, Batch, CreateRecord, FieldValues, RemoveRecord, SetField } from './edit.ts';

export type BringBackEdit = SetField | RemoveRecord | AddBlock | CreateRecord;

/** What never changes once a record is made, and what is not a value. */
const FIXED = new Set(['id', 'by', 'at', 'removed']);

/**
 * The edits that make a project what it was in frozen plans: every field that differs, blocks that came since away,
 * blocks that went back, the project itself back where it was retired. Each carries the value that stands there now,
 * so that what somebody changes meanwhile is not overwritten. Rich text is not frozen, and stays. A record that the
 * document does not know at all is made anew, on the name of `made.by`. Empty where everything is as it was.
 */
export function bringBack(
  doc: Y.Doc,
  frozen: Project,
  made: { readonly by: string; readonly at: string },
): BringBackEdit[] {
  const path = `projects/${frozen.id}`;
  if (recordMap(doc, 'projects', frozen.id) === null) return [remake(frozen, made)];
  const revived: BringBackEdit[] =
    valueAt(doc, `${path}/removed`) === true ? [{ type: 'removeRecord', path, removed: false }] : [];
  return [
    ...revived,
    ...fieldEdits(doc, path, projectType, frozen),
    ...frozen.blocks.flatMap((block) => blockEdits(doc, frozen.id, block, made)),
    ...blocksSince(doc, frozen),
  ];
}

/** As one edit for the person: one undo. */
export function bringBackBatch(edits: readonly BringBackEdit[]): Batch {
  return { type: 'batch', name: 'bringBack', edits };
}

function fieldEdits(doc: Y.Doc, path: string, type: RecordType, frozen: object): SetField[] {
  return writable(type).flatMap((key) => {
    const field = type.fields[key];
    if (field === undefined) return [];
    const from = field.read(valueAt(doc, `${path}/${key}`) ?? null) as Json;
    // A layout that came later has fields that frozen plans do not know: those stay as they are.
    const kept = (frozen as Readonly<Record<string, unknown>>)[key];
    if (kept === undefined) return [];
    const to = field.read(kept) as Json;
    return sameJson(from, to) ? [] : [{ type: 'setField', path: `${path}/${key}`, from, to }];
  });
}

function blockEdits(
  doc: Y.Doc,
  project: string,
  block: Block,
  made: { readonly by: string; readonly at: string },
): BringBackEdit[] {
  const path = `projects/${project}/blocks/${block.id}`;
  if (ownerMap(doc, { root: 'projects', record: project, block: block.id }) === null)
    return [{ type: 'addBlock', project, block: block.id, fields: valuesOf(blockType, block, made) }];
  const edits: BringBackEdit[] = fieldEdits(doc, path, blockType, block);
  return valueAt(doc, `${path}/removed`) === true
    ? [{ type: 'removeRecord', path, removed: false }, ...edits]
    : edits;
}

/** Blocks that the frozen plans do not have. */
function blocksSince(doc: Y.Doc, frozen: Project): RemoveRecord[] {
  const blocks = recordMap(doc, 'projects', frozen.id)?.get('blocks') as Y.Map<unknown> | undefined;
  const kept = new Set(frozen.blocks.map(({ id }) => id));
  return [...(blocks?.keys() ?? [])]
    .filter((id) => !kept.has(id))
    .map((id) => `projects/${frozen.id}/blocks/${id}`)
    .filter((path) => valueAt(doc, `${path}/removed`) !== true)
    .map((path) => ({ type: 'removeRecord', path, removed: true }));
}

function remake(frozen: Project, made: { readonly by: string; readonly at: string }): CreateRecord {
  return {
    type: 'createRecord',
    root: 'projects',
    id: frozen.id,
    fields: valuesOf(projectType, frozen, made),
    blocks: Object.fromEntries(
      frozen.blocks.map((block) => [block.id, valuesOf(blockType as RecordType, block, made)]),
    ),
  };
}

function valuesOf(
  type: RecordType,
  frozen: object,
  { by, at }: { readonly by: string; readonly at: string },
): FieldValues {
  const values = writable(type).flatMap((key) => {
    const value = (frozen as Readonly<Record<string, Json | undefined>>)[key];
    return value === undefined || value === null ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(values), by, at };
}

function writable(type: RecordType): string[] {
  return Object.entries(type.fields)
    .filter(([key, { kind }]) => !FIXED.has(key) && kind !== 'richText' && kind !== 'records')
    .map(([key]) => key);
}

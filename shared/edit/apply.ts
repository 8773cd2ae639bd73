import * as Y from 'yjs';
import { sameJson, type Json } from '../lib/json.ts';
import { done, problem, type Problem, type Result } from '../lib/result.ts';
import { isId } from '../lib/ids.ts';
import { META, parsePath, typeAt, type Place } from '../model/layout.ts';
import { recordMap, rootMap } from '../model/read.ts';
import type { AddBlock, CreateRecord, Edit, FieldValues, RemoveRecord, SetYearHomes } from './edit.ts';
import { fits, misfit, yearBlock } from './touch.ts';

/**
 * Applies one edit in one transaction, whole or not at all. `origin` tags the transaction (undo, saver).
 *
 * Problems: `unfit` (the model cannot express it), `missing` (the record is not there), `taken` (the id is in use),
 * `stale` (the place holds another value than the edit replaces, and another than it sets).
 */
export function applyEdit(doc: Y.Doc, edit: Edit, origin: unknown = null): Result<undefined> {
  const wrong = check(doc, edit);
  if (wrong !== null) return wrong;
  doc.transact(() => {
    write(doc, edit);
  }, origin);
  return done;
}

/** What would be in the way of an edit, as `applyEdit` answers it, without applying it. */
export function problemOf(doc: Y.Doc, edit: Edit): Problem | null {
  return check(doc, edit);
}

/** The problem that applying would meet, or null. In a batch only the shape is judged: later edits may rest on earlier ones. */
function check(doc: Y.Doc, edit: Edit): Problem | null {
  switch (edit.type) {
    case 'setField':
      return checkValue(doc, edit.path, edit.from, edit.to);
    case 'removeRecord': {
      const place = parsePath(edit.path);
      return place !== null && place.field === undefined ? checkRemoval(doc, place, edit) : unfit(edit.path);
    }
    case 'setYearHomes':
      return checkYearHomes(doc, edit);
    case 'addBlock':
      return checkBlock(doc, edit);
    case 'createRecord':
      return checkCreate(doc, edit);
    case 'setMeta':
      return null;
    case 'typeText':
      return checkText(doc, edit.path);
    case 'batch':
      return checkBatch(doc, edit.edits);
  }
}

function checkBatch(doc: Y.Doc, edits: readonly Exclude<Edit, { type: 'batch' }>[]): Problem | null {
  const made = new Set<string>();
  for (const edit of edits) {
    const wrong = check(doc, edit);
    if (wrong !== null && !(wrong.code === 'missing' && restsOn(edit, made))) return wrong;
    if (edit.type === 'createRecord') made.add(`${edit.root}/${edit.id}`);
    if (edit.type === 'addBlock') made.add(`projects/${edit.project}/blocks/${edit.block}`);
  }
  return null;
}

function restsOn(edit: Edit, made: ReadonlySet<string>): boolean {
  if (edit.type === 'addBlock' || edit.type === 'setYearHomes') return made.has(`projects/${edit.project}`);
  if (edit.type !== 'setField' && edit.type !== 'removeRecord') return false;
  return [...made].some((path) => edit.path === path || edit.path.startsWith(`${path}/`));
}

function checkValue(doc: Y.Doc, path: string, from: Json, to: Json): Problem | null {
  const place = parsePath(path);
  const field = place?.field === undefined ? undefined : typeAt(place).fields[place.field];
  if (place === null || place.field === undefined || field === undefined) return unfit(path);
  if (!fits(place, to) || place.field === 'by' || place.field === 'id') return unfit(path);
  const owner = ownerMap(doc, place);
  if (owner === null) return missing(path);
  const live = owner.get(place.field) ?? null;
  // What a person saw is how it reads: a list that was never written reads as an empty one.
  return sameJson(field.read(live), field.read(from)) || sameJson(live, to) ? null : stale(path);
}

function checkText(doc: Y.Doc, path: string): Problem | null {
  const place = parsePath(path);
  if (place?.field === undefined || typeAt(place).fields[place.field]?.kind !== 'richText')
    return unfit(path);
  return present(doc, place, path);
}

function checkYearHomes(doc: Y.Doc, edit: SetYearHomes): Problem | null {
  const path = `projects/${edit.project}/blocks/${edit.block}`;
  const place: Place = { root: 'projects', record: edit.project, block: edit.block };
  if (!isId(edit.block) || misfit(place, yearBlock(edit)) !== null) return unfit(path);
  if (recordMap(doc, 'projects', edit.project) === null) return missing(path);
  const live = ownerMap(doc, place);
  if (live === null) return edit.from === null ? null : missing(path);
  const homes = live.get('homes') ?? null;
  // A block that is there already is not made once more; setting its homes is an edit of the field.
  if (edit.from === null && homes !== edit.to) return taken(path);
  return homes === edit.from || homes === edit.to ? null : stale(`${path}/homes`);
}

function checkBlock(doc: Y.Doc, edit: AddBlock): Problem | null {
  const place: Place = { root: 'projects', record: edit.project, block: edit.block };
  const path = `projects/${edit.project}/blocks/${edit.block}`;
  if (!isId(edit.block)) return unfit(path);
  const wrong = misfit(place, edit.fields);
  if (wrong !== null) return unfit(wrong);
  if (recordMap(doc, 'projects', edit.project) === null) return missing(`projects/${edit.project}`);
  return ownerMap(doc, place) === null ? null : taken(path);
}

function checkCreate(doc: Y.Doc, edit: CreateRecord): Problem | null {
  const place: Place = { root: edit.root, record: edit.id };
  if (!isId(edit.id)) return unfit(edit.id);
  let wrong = misfit(place, edit.fields);
  for (const [block, fields] of Object.entries(edit.blocks ?? {})) {
    wrong ??= isId(block) ? misfit({ ...place, block }, fields) : block;
  }
  if (wrong !== null) return unfit(wrong);
  return recordMap(doc, edit.root, edit.id) === null ? null : taken(`${edit.root}/${edit.id}`);
}

function present(doc: Y.Doc, place: Place, path: string): Problem | null {
  return ownerMap(doc, place) === null ? missing(path) : null;
}

function checkRemoval(doc: Y.Doc, place: Place, { path, expect = {} }: RemoveRecord): Problem | null {
  const owner = ownerMap(doc, place);
  if (owner === null) return missing(path);
  const { fields } = typeAt(place);
  const changed = Object.entries(expect).find(
    ([key, value]) => !sameJson(fields[key]?.read(owner.get(key) ?? null), fields[key]?.read(value)),
  );
  return changed === undefined ? null : stale(`${path}/${changed[0]}`);
}

function write(doc: Y.Doc, edit: Edit): void {
  switch (edit.type) {
    case 'setField':
      setAt(doc, parsePath(edit.path), edit.to);
      return;
    case 'removeRecord':
      setAt(doc, parsePath(`${edit.path}/removed`), edit.removed);
      return;
    case 'setYearHomes': {
      const block = ownerMap(doc, { root: 'projects', record: edit.project, block: edit.block });
      if (block === null) insertBlock(doc, edit.project, edit.block, yearBlock(edit));
      else if (block.get('homes') !== edit.to) block.set('homes', edit.to);
      return;
    }
    case 'addBlock':
      insertBlock(doc, edit.project, edit.block, edit.fields);
      return;
    case 'createRecord':
      insertRecord(doc, edit);
      return;
    case 'typeText':
      return;
    case 'setMeta':
      doc.getMap(META).set(edit.key, edit.value);
      return;
    case 'batch':
      for (const one of edit.edits) write(doc, one);
  }
}

/** Writes only a difference: an equal value would be a change in the history that nobody made. */
function setAt(doc: Y.Doc, place: Place | null, value: Json): void {
  if (place?.field === undefined) return;
  const owner = ownerMap(doc, place);
  if (owner !== null && !sameJson(owner.get(place.field) ?? null, value)) owner.set(place.field, value);
}

function insertBlock(doc: Y.Doc, project: string, id: string, fields: FieldValues): void {
  const blocks = recordMap(doc, 'projects', project)?.get('blocks');
  if (blocks instanceof Y.Map) blocks.set(id, newMap(id, fields));
}

function insertRecord(doc: Y.Doc, edit: CreateRecord): void {
  const record = newMap(edit.id, edit.fields);
  for (const [key, field] of Object.entries(typeAt({ root: edit.root }).fields)) {
    if (field.kind === 'richText') record.set(key, new Y.XmlFragment());
    if (field.kind === 'records') {
      record.set(
        key,
        new Y.Map(Object.entries(edit.blocks ?? {}).map(([id, fields]) => [id, newMap(id, fields)])),
      );
    }
  }
  rootMap(doc, edit.root).set(edit.id, record);
}

function newMap(id: string, fields: FieldValues): Y.Map<unknown> {
  return new Y.Map<unknown>(Object.entries({ id, removed: false, ...fields }));
}

/** The map that holds a place's field: the record, or the block in it. */
export function ownerMap(doc: Y.Doc, place: Pick<Place, 'root' | 'record' | 'block'>): Y.Map<unknown> | null {
  const record = recordMap(doc, place.root, place.record);
  if (record === null || place.block === undefined) return record;
  const blocks = record.get('blocks');
  const block: unknown = blocks instanceof Y.Map ? blocks.get(place.block) : undefined;
  return block instanceof Y.Map ? (block as Y.Map<unknown>) : null;
}

/** The value at a path as JSON; undefined when nothing stands there. */
export function valueAt(doc: Y.Doc, path: string): unknown {
  const place = parsePath(path);
  if (place === null) return undefined;
  const owner = ownerMap(doc, place);
  return place.field === undefined ? owner?.toJSON() : owner?.get(place.field);
}

const unfit = (at: string): Problem => problem('unfit', 'The model has no place for this value.', at);
const missing = (at: string): Problem => problem('missing', 'The record is not there.', at);
const taken = (at: string): Problem => problem('taken', 'The id is in use.', at);
const stale = (at: string): Problem => problem('stale', 'Somebody changed this meanwhile.', at);

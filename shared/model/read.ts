import * as Y from 'yjs';
import { blockType, type Block } from './block.ts';
import type { Bottleneck } from './bottleneck.ts';
import { roots, type RootName } from './layout.ts';
import type { Project } from './project.ts';
import type { RecordOf, RecordType } from './record.ts';
import type { Target } from './target.ts';

/** What a record of a root reads as. */
export type RecordIn<R extends RootName> = R extends 'projects' ? Project : RecordOf<(typeof roots)[R]>;

/** A record's scalars by its type; never fails, whatever stands in the map. */
function readFields(type: RecordType, id: string, map: Y.Map<unknown>): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(type.fields)) {
    if (field.kind !== 'richText' && field.kind !== 'records') record[key] = field.read(map.get(key));
  }
  record['id'] = id;
  return record;
}

export function readRecord<R extends RootName>(root: R, id: string, map: Y.Map<unknown>): RecordIn<R> {
  const record = readFields(roots[root], id, map);
  if (root === 'projects') record['blocks'] = readBlocks(map.get('blocks'));
  return record as RecordIn<R>;
}

function readBlocks(blocks: unknown): Block[] {
  if (!(blocks instanceof Y.Map)) return [];
  const read: Block[] = [];
  for (const [id, block] of blocks) {
    if (block instanceof Y.Map) read.push(readFields(blockType, id, block) as Block);
  }
  return read.filter((block) => !block.removed).sort(byYear);
}

/** By year, those without one last; then by id, so that everyone sees the same order. */
function byYear(a: Block, b: Block): number {
  return (a.year ?? Infinity) - (b.year ?? Infinity) || (a.id < b.id ? -1 : 1);
}

export function rootMap(doc: Y.Doc, root: RootName): Y.Map<unknown> {
  return doc.getMap(root);
}

export function recordMap(doc: Y.Doc, root: RootName, id: string): Y.Map<unknown> | null {
  const map = rootMap(doc, root).get(id);
  return map instanceof Y.Map ? map : null;
}

/** All records of a root that are not removed, by id. */
export function readAll<R extends RootName>(doc: Y.Doc, root: R): RecordIn<R>[] {
  const all: RecordIn<R>[] = [];
  for (const [id, map] of rootMap(doc, root)) {
    if (!(map instanceof Y.Map)) continue;
    const record = readRecord(root, id, map);
    if (!record.removed) all.push(record);
  }
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What the figures are computed from. */
export interface Plans {
  readonly projects: readonly Project[];
  readonly bottlenecks: readonly Bottleneck[];
  readonly targets: readonly Target[];
}

export function readPlans(doc: Y.Doc): Plans {
  return {
    projects: readAll(doc, 'projects'),
    bottlenecks: readAll(doc, 'bottlenecks'),
    targets: readAll(doc, 'targets'),
  };
}

import { sameJson, type Json } from '../lib/json.ts';
import { blockType, type Block } from '../model/block.ts';
import { parsePath, roots, type Place } from '../model/layout.ts';
import type { Project } from '../model/project.ts';
import type { Change } from '../model/proposal.ts';
import type { Plans } from '../model/read.ts';
import type { RecordType } from '../model/record.ts';

type Planned = 'projects' | 'bottlenecks' | 'targets';

/**
 * The plans as they would be after these changes, without touching the document: insight 8 is computed on it. What
 * the changes do not touch keeps its identity. A field gets its `to`; a block with `from: null` is made; a record or
 * block marked as removed leaves. `from` is not compared: whether the plans have moved on is the round's question.
 * A change of something that is not there, or that no figure rests on, does nothing.
 */
export function overlay(plans: Plans, changes: readonly Change[]): Plans {
  const edits = new Map<string, Change[]>();
  for (const change of changes) {
    const place = parsePath(change.path);
    if (place === null) continue;
    const key = `${place.root}/${place.record}`;
    edits.set(key, [...(edits.get(key) ?? []), change]);
  }
  if (edits.size === 0) return plans;
  return {
    projects: applyTo('projects', plans.projects, edits),
    bottlenecks: applyTo('bottlenecks', plans.bottlenecks, edits),
    targets: applyTo('targets', plans.targets, edits),
  };
}

function applyTo<T extends { readonly id: string; readonly removed: boolean }>(
  root: Planned,
  records: readonly T[],
  edits: ReadonlyMap<string, readonly Change[]>,
): readonly T[] {
  return records
    .map((record) => (edits.get(`${root}/${record.id}`) ?? []).reduce(withChange, record))
    .filter((record) => !record.removed);
}

function withChange<T>(record: T, change: Change): T {
  const place = parsePath(change.path);
  if (place === null) return record;
  if (place.block !== undefined) return withBlock(record as Project, place, change) as T;
  if (place.field === undefined) return record;
  return withField(record, roots[place.root] as RecordType, place.field, change.to);
}

/** Only what the figures read: the same scalars that `readPlans` gives. */
function withField<T>(record: T, type: RecordType, key: string, value: Json): T {
  const field = type.fields[key];
  if (field === undefined || field.kind === 'richText' || field.kind === 'records') return record;
  const read = field.read(value);
  return sameJson((record as Record<string, unknown>)[key], read) ? record : { ...record, [key]: read };
}

function withBlock(project: Project, place: Place, change: Change): Project {
  const { block: id, field } = place;
  if (id === undefined) return project;
  const old = project.blocks.find((block) => block.id === id);
  if (field === undefined) return old === undefined ? addBlock(project, id, change) : project;
  if (old === undefined) return project;
  const block = withField(old, blockType as RecordType, field, change.to);
  if (block === old) return project;
  return { ...project, blocks: inOrder(project.blocks.map((one) => (one === old ? block : one))) };
}

function addBlock(project: Project, id: string, { from, to }: Change): Project {
  if (from !== null || typeof to !== 'object' || to === null || Array.isArray(to)) return project;
  const values = to as Readonly<Record<string, Json>>;
  const block: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(blockType.fields)) block[key] = field.read(values[key] ?? null);
  return { ...project, blocks: inOrder([...project.blocks, { ...block, id } as unknown as Block]) };
}

/** As `readPlans` orders them. */
function inOrder(blocks: readonly Block[]): Block[] {
  return blocks
    .filter((block) => !block.removed)
    .sort((a, b) => (a.year ?? Infinity) - (b.year ?? Infinity) || (a.id < b.id ? -1 : 1));
}

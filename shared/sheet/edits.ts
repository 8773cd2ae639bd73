import type { Batch, Edit, FieldValues } from '../edit/edit.ts';
import { sameJson, type Json } from '../lib/json.ts';
import type { Change } from './change.ts';
import { bottleneckKey, newProjectKey } from './choice-keys.ts';
import type { ProjectChanges } from './compare.ts';
import { columnsOf, nameKeyOf, withLastImport, type BlockValues, type LastImport } from './last-import.ts';
import type { Create, ImportPlan, NewBottleneck } from './plan.ts';
import { blockValues, type SheetProject } from './sheet.ts';

/** What a person decided about a previewed plan. What is not named: updates and creates go in, conflicts stay as they are. */
export interface ImportChoices {
  /** By path: whose value holds. */
  readonly conflicts: Readonly<Record<string, 'file' | 'live'>>;
  /** Paths of updates that stay out, and the keys of projects and bottlenecks (`choice-keys.ts`). */
  readonly skip: readonly string[];
  /** Ids of projects that the file does not have, and that are taken away with it. */
  readonly remove?: readonly string[];
}

export const NO_CHOICES: ImportChoices = { conflicts: {}, skip: [] };

/** A chunk's records: 200 take a room about 25 ms on a modest machine, and nothing may hold it up for 50. */
export const CHUNK_RECORDS = 200;

type Step = Exclude<Edit, Batch>;

export interface ImportStamp {
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface ImportEdits {
  readonly edits: readonly Step[];
  /** Projects that are created or get another value. */
  readonly applied: number;
}

/** The projects of a file in chunks of at most `most` records (a project and its blocks), always cut at the same places. */
export function chunksOf(projects: readonly SheetProject[], most: number = CHUNK_RECORDS): SheetProject[][] {
  const chunks: SheetProject[][] = [];
  let room = 0;
  for (const project of projects) {
    const records = 1 + project.blocks.length + (project.bottlenecks?.length ?? 0);
    const chunk = chunks.at(-1);
    // A single project beyond the limit is a chunk of its own: half a project must never be seen.
    if (chunk === undefined || records > room) {
      chunks.push([project]);
      room = most - records;
    } else {
      chunk.push(project);
      room -= records;
    }
  }
  return chunks;
}

export const markerOf = (importId: string): string => `import:${importId}`;
export const appliedMarkerOf = (importId: string): string => `import:${importId}:projects`;

/** The batch of one chunk: its edits and how far the import has come, in one transaction: exactly once. */
export function batchOf(
  importId: string,
  name: string,
  edits: ImportEdits,
  chunksDone: number,
  appliedBefore: number,
): Batch {
  const markers: Step[] = [
    { type: 'setMeta', key: markerOf(importId), value: chunksDone },
    { type: 'setMeta', key: appliedMarkerOf(importId), value: appliedBefore + edits.applied },
  ];
  return { type: 'batch', name, edits: [...edits.edits, ...markers] };
}

export function editsOf(plan: ImportPlan, choices: ImportChoices, stamp: ImportStamp): ImportEdits {
  const skip = new Set(choices.skip);
  const creates = plan.creates.filter(({ file }) => !skip.has(newProjectKey(file)));
  const updates = plan.known.map((changes) => updateEdits(changes, choices.conflicts, skip, stamp));
  const bottlenecks = [...creates.flatMap((create) => create.bottlenecks), ...plan.bottlenecks].filter(
    ({ file, category }) => !skip.has(bottleneckKey(file.externalId, category)),
  );
  const changed = plan.known.filter(
    ({ id }, index) => updates[index]?.changed === true || bottlenecks.some(({ project }) => project === id),
  );
  return {
    edits: [
      ...creates.map((create) => createEdit(create, stamp)),
      ...updates.flatMap(({ edits }) => edits),
      ...bottlenecks.map((bottleneck) => bottleneckEdit(bottleneck, stamp)),
    ],
    applied: creates.length + changed.length,
  };
}

function createEdit({ id, file, fields, blocks, seen }: Create, stamp: ImportStamp): Step {
  const known = file.years === undefined ? blocks : {};
  const key = file.byName === true ? file.externalId : null;
  const source = withLastImport(file.source, { fields: { ...fields, ...seen }, blocks: known }, key);
  const stamped = Object.entries(blocks).map(([block, values]) => [block, { ...values, ...stamp }]);
  return {
    type: 'createRecord',
    root: 'projects',
    id,
    fields: { ...fields, externalId: key === null ? file.externalId : null, source, ...stamp },
    blocks: Object.fromEntries(stamped) as Record<string, FieldValues>,
  };
}

function bottleneckEdit(
  { id, project, category, certainty, amount }: NewBottleneck,
  stamp: ImportStamp,
): Step {
  const fields = { projects: [project], category, certainty, amount, state: 'open', ...stamp };
  return { type: 'createRecord', root: 'bottlenecks', id, fields };
}

function updateEdits(
  changes: ProjectChanges,
  conflicts: ImportChoices['conflicts'],
  skip: ReadonlySet<string>,
  stamp: ImportStamp,
): { edits: Step[]; changed: boolean } {
  const accepted = [
    ...changes.updates.filter(({ path }) => !skip.has(path)),
    ...changes.conflicts.filter(({ path }) => conflicts[path] === 'file'),
  ];
  const edits = accepted
    .filter(({ field }) => field !== 'source')
    .map((change) => editOf(changes.id, change, stamp));
  // A double that was merged goes on remembering what its own line of the file said.
  const { id, source: from } = changes.existing.double ?? changes.existing.project;
  const columns = skip.has(`projects/${changes.id}/source`) ? columnsOf(from) : changes.source;
  const key = changes.key ?? nameKeyOf(from);
  const to = withLastImport(columns, seenBy(changes, conflicts, skip), key);
  if (!sameJson(from, to)) edits.push({ type: 'setField', path: `projects/${id}/source`, from, to });
  return { edits, changed: accepted.length > 0 };
}

function editOf(project: string, { kind, path, from, to }: Change, stamp: ImportStamp): Step {
  if (kind === 'removeBlock') return { type: 'removeRecord', path, removed: true };
  if (kind === 'addBlock')
    return {
      type: 'addBlock',
      project,
      block: path.slice(path.lastIndexOf('/') + 1),
      fields: { ...(to as FieldValues), ...stamp },
    };
  return { type: 'setField', path, from, to };
}

/**
 * What the next import compares with: the file's values, except where the person has not decided or left an update out:
 * there the value of the import before stays, so that the question comes back.
 */
function seenBy(
  changes: ProjectChanges,
  conflicts: ImportChoices['conflicts'],
  skip: ReadonlySet<string>,
): LastImport {
  const left = [
    ...changes.updates.filter(({ path }) => skip.has(path)),
    ...changes.conflicts.filter(({ path }) => conflicts[path] === undefined),
  ];
  const open = new Set([
    ...changes.held,
    ...left.map(({ path }) => path),
    ...left.map(({ remembered }) => `projects/${changes.id}/${remembered ?? ''}`),
  ]);
  const root = `projects/${changes.id}`;
  const stated = { ...changes.fields, ...changes.seen };
  const fields = seenValues(root, stated, changes.last?.fields ?? {}, open);
  // A list says nothing of blocks: what the workbook before it said of them still holds.
  if (changes.file.years !== undefined) return { fields, blocks: changes.last?.blocks ?? {} };
  const blocks: Record<string, BlockValues> = {};
  changes.file.blocks.forEach((block, index) => {
    const id = changes.blockIds[index];
    const before = id === undefined ? undefined : changes.last?.blocks[id];
    if (id === undefined) return;
    if (!open.has(`${root}/blocks/${id}`))
      blocks[id] = seenValues(`${root}/blocks/${id}`, blockValues(block), before ?? {}, open);
    else if (before !== undefined) blocks[id] = before;
  });
  // A block that the file has dropped, and whose removal is not decided.
  for (const [id, before] of Object.entries(changes.last?.blocks ?? {})) {
    if (open.has(`${root}/blocks/${id}`)) blocks[id] ??= before;
  }
  return { fields, blocks };
}

function seenValues(
  owner: string,
  file: Readonly<Record<string, Json>>,
  before: Readonly<Record<string, Json>>,
  open: ReadonlySet<string>,
): Record<string, Json> {
  const seen: Record<string, Json> = { ...before };
  for (const [field, value] of Object.entries(file)) if (!open.has(`${owner}/${field}`)) seen[field] = value;
  return seen;
}

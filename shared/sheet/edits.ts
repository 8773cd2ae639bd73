import type { Batch, Edit, FieldValues } from '../edit/edit.ts';
import { sameJson, type Json } from '../lib/json.ts';
import type { Change, ProjectChanges } from './compare.ts';
import { columnsOf, withLastImport, type BlockValues, type LastImport } from './last-import.ts';
import type { Create, ImportPlan } from './plan.ts';
import { blockValues, type SheetProject } from './sheet.ts';

/** What a person decided about a previewed plan. What is not named: updates and creates go in, conflicts stay as they are. */
export interface ImportChoices {
  /** By path: whose value holds. */
  readonly conflicts: Readonly<Record<string, 'file' | 'live'>>;
  /** Paths of updates that stay out, and `new:<external id>` of projects. */
  readonly skip: readonly string[];
}

export const NO_CHOICES: ImportChoices = { conflicts: {}, skip: [] };

/** A chunk's records: 200 take a room about 25 ms on a modest machine, and nothing may hold it up for 50. */
export const CHUNK_RECORDS = 100;

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
    const records = 1 + project.blocks.length;
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
  const creates = plan.creates.filter(({ file }) => !choices.skip.includes(`new:${file.externalId}`));
  const updates = plan.known.map((changes) => updateEdits(changes, choices, stamp));
  return {
    edits: [...creates.map((create) => createEdit(create, stamp)), ...updates.flatMap(({ edits }) => edits)],
    applied: creates.length + updates.filter(({ changed }) => changed).length,
  };
}

function createEdit({ id, file, fields, blocks }: Create, stamp: ImportStamp): Step {
  const source = withLastImport(file.source, { fields, blocks });
  const stamped = Object.entries(blocks).map(([block, values]) => [block, { ...values, ...stamp }]);
  return {
    type: 'createRecord',
    root: 'projects',
    id,
    fields: { ...fields, externalId: file.externalId, source, ...stamp },
    blocks: Object.fromEntries(stamped) as Record<string, FieldValues>,
  };
}

function updateEdits(
  changes: ProjectChanges,
  choices: ImportChoices,
  stamp: ImportStamp,
): { edits: Step[]; changed: boolean } {
  const accepted = [
    ...changes.updates.filter(({ path }) => !choices.skip.includes(path)),
    ...changes.conflicts.filter(({ path }) => choices.conflicts[path] === 'file'),
  ];
  const edits = accepted
    .filter(({ field }) => field !== 'source')
    .map((change) => editOf(changes.id, change, stamp));
  const from = changes.existing.project.source;
  const columns = choices.skip.includes(`projects/${changes.id}/source`)
    ? columnsOf(from)
    : changes.file.source;
  const to = withLastImport(columns, seenBy(changes, choices));
  if (!sameJson(from, to)) edits.push({ type: 'setField', path: `projects/${changes.id}/source`, from, to });
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
function seenBy(changes: ProjectChanges, choices: ImportChoices): LastImport {
  const open = new Set([
    ...changes.held,
    ...changes.updates.filter(({ path }) => choices.skip.includes(path)).map(({ path }) => path),
    ...changes.conflicts.filter(({ path }) => choices.conflicts[path] === undefined).map(({ path }) => path),
  ]);
  const root = `projects/${changes.id}`;
  const fields = seenValues(root, changes.fields, changes.last?.fields ?? {}, open);
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

import type { Doc } from 'yjs';
import { ownerMap } from '@bouwberaad/shared/edit/apply.ts';
import type { Batch, FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import { fits, misfit } from '@bouwberaad/shared/edit/touch.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { parsePath, typeAt, type Place, type RootName } from '@bouwberaad/shared/model/layout.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import { readPlans, readRecord, recordMap, type Plans } from '@bouwberaad/shared/model/read.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import type { BodyOf } from '@bouwberaad/shared/register/bodies.ts';

/** A proposal as it is put to the table. */
export interface PutProposal {
  readonly proposal: BodyOf<'roundOpened'>['proposal'];
  /** Paths where the proposal named another value than stands there now. */
  readonly moved: readonly string[];
  readonly plans: Plans;
}

type Edits = Batch['edits'];

/** What a decision may change: the plans and what figures rest on. Nobody's words, nobody's name. */
const DECIDABLE: readonly RootName[] = ['projects', 'bottlenecks', 'targets'];
const FIXED = ['id', 'by', 'at'];

/**
 * Copies a proposal with the values of now as `from`, so that the table agrees on what really changes.
 * Problems: `noProposal`, `proposalDone`, `unfit`, and the codes of a denial (`tooStrict`).
 */
export function putProposal(doc: Doc, id: string, actor: Actor, rules: TableRules): Result<PutProposal> {
  const map = recordMap(doc, 'proposals', id);
  const record = map === null ? null : readRecord('proposals', id, map);
  if (record === null || record.removed) return problem('noProposal', 'There is no such proposal.');
  if (record.state === 'decided' || record.state === 'withdrawn')
    return problem('proposalDone', 'It has been decided on.');
  const changes: Change[] = [];
  const moved: string[] = [];
  for (const change of record.changes) {
    const live = stand(doc, change);
    if (live === null || changes.some(({ path }) => path === change.path))
      return problem('unfit', 'It does not fit the plans.', change.path);
    changes.push({ ...change, from: live.found });
    if (live.at !== 'from') moved.push(change.path);
  }
  const permission = mayApply(
    doc,
    { type: 'batch', name: 'proposal', edits: changes.flatMap((change) => editOf(change, {})) },
    actor,
    rules,
  );
  if (!permission.ok) return problem(permission.code, 'A change is not allowed here.');
  const { kind, title, reason, by } = record;
  return ok({
    proposal: {
      id,
      kind,
      title: title ?? '',
      reason,
      by,
      changes: changes as PutProposal['proposal']['changes'],
    },
    moved,
    plans: readPlans(doc),
  });
}

/** The paths whose value is neither what the round was held on nor what it agrees to. */
export function staleChanges(doc: Doc, changes: readonly Change[]): string[] {
  return changes
    .filter((change) => (stand(doc, change)?.at ?? 'elsewhere') === 'elsewhere')
    .map(({ path }) => path);
}

/** What stands in the way of a change now, and the edits for what does not. */
export function dueEdits(
  doc: Doc,
  changes: readonly Change[],
  stamp: { by: string; at: string },
): { edits: Edits; conflicts: { path: string; found: Json }[] } {
  const edits: Edits[number][] = [];
  const conflicts: { path: string; found: Json }[] = [];
  for (const change of changes) {
    const live = stand(doc, change);
    if (live === null || live.at === 'elsewhere')
      conflicts.push({ path: change.path, found: live?.found ?? null });
    else if (live.at === 'from') edits.push(...editOf({ ...change, from: live.found }, stamp));
  }
  return { edits, conflicts };
}

interface Standing {
  /** Whether the plans are where the change begins, where it ends, or elsewhere. */
  readonly at: 'from' | 'to' | 'elsewhere';
  readonly found: Json;
}

/** Null for a change that the model or these plans have no place for. */
function stand(doc: Doc, change: Change): Standing | null {
  const place = parsePath(change.path);
  if (place === null || !DECIDABLE.includes(place.root)) return null;
  if (place.field === undefined) return place.block === undefined ? null : standOfBlock(doc, place, change);
  if (FIXED.includes(place.field) || !fits(place, change.to)) return null;
  const owner = ownerMap(doc, place);
  if (owner === null) return null;
  const found = (owner.get(place.field) ?? null) as Json;
  if (isGone(doc, place)) return { at: 'elsewhere', found };
  if (readsAs(place, place.field, found, change.from)) return { at: 'from', found };
  return { at: readsAs(place, place.field, found, change.to) ? 'to' : 'elsewhere', found };
}

/** A new block: it is not there yet, or it is there just so. */
function standOfBlock(doc: Doc, place: Place, { from, to }: Change): Standing | null {
  if (from !== null || !isFields(to) || misfit(place, to) !== null) return null;
  const project = recordMap(doc, place.root, place.record);
  if (project === null) return null;
  if (project.get('removed') === true) return { at: 'elsewhere', found: null };
  const block = ownerMap(doc, place);
  if (block === null) return { at: 'from', found: null };
  const same = Object.entries(to).every(
    ([key, value]) => FIXED.includes(key) || readsAs(place, key, block.get(key), value),
  );
  return { at: same ? 'to' : 'elsewhere', found: block.toJSON() as Json };
}

/** The record or block has been taken away meanwhile; a change of that mark itself is judged by its value. */
function isGone(doc: Doc, place: Place): boolean {
  if (
    recordMap(doc, place.root, place.record)?.get('removed') === true &&
    (place.block !== undefined || place.field !== 'removed')
  )
    return true;
  return (
    place.block !== undefined && place.field !== 'removed' && ownerMap(doc, place)?.get('removed') === true
  );
}

/** Equal as people read them: a field that was never filled in is the same as an empty one. */
function readsAs(place: Place, key: string, a: unknown, b: unknown): boolean {
  const field = typeAt(place).fields[key];
  return field !== undefined && sameJson(field.read(a ?? null), field.read(b ?? null));
}

function editOf(change: Change, stamp: { by?: string; at?: string }): Edits {
  const place = parsePath(change.path);
  if (place?.block === undefined || place.field !== undefined)
    return [{ type: 'setField', path: change.path, from: change.from, to: change.to }];
  const fields = Object.entries(isFields(change.to) ? change.to : {}).filter(([key]) => !FIXED.includes(key));
  return [
    {
      type: 'addBlock',
      project: place.record,
      block: place.block,
      fields: { ...Object.fromEntries(fields), ...stamp },
    },
  ];
}

function isFields(value: Json): value is FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

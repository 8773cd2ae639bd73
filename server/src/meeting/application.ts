import type { Doc } from 'yjs';
import type { Batch, Edit } from '@bouwberaad/shared/edit/edit.ts';
import { addDays, toDay } from '@bouwberaad/shared/lib/clock.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { META } from '@bouwberaad/shared/model/layout.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import { readAll, recordMap } from '@bouwberaad/shared/model/read.ts';
import { canonicalJson } from '@bouwberaad/shared/register/canonical.ts';
import type { DecisionRecord, RegisterState } from '@bouwberaad/shared/register/state.ts';
import { dueEdits } from './proposals.ts';

export interface Conflict {
  readonly path: string;
  readonly found: Json;
}

export interface Agreed {
  readonly decision: DecisionRecord;
  readonly proposal: string;
  readonly changes: readonly Change[];
}

/** Days within which the secretary looks at what could not be carried out. */
const CONFLICT_DAYS = 7;

/** Decisions whose changes belong in the plans, oldest first. */
export function agreedOf(state: RegisterState): Agreed[] {
  return [...state.decisions.values()].flatMap((decision) => {
    const round = state.rounds.get(decision.round);
    if (decision.outcome !== 'agreed' || round === undefined) return [];
    return [{ decision, proposal: round.proposal.id, changes: round.proposal.changes }];
  });
}

/**
 * The marker of a decision in the workspace: its changes are in, but for these conflicts. Null: they are not. The value
 * is `true`, or the conflicts as JSON.
 */
export function markerOf(doc: Doc, decision: string): readonly Conflict[] | null {
  const value = doc.getMap(META).get(`decision:${decision}`);
  if (value === undefined) return null;
  return typeof value === 'string' ? (JSON.parse(value) as Conflict[]) : [];
}

/**
 * The one transaction that carries a decision into the plans: its changes, the proposal's state, its marker, and an
 * action for the secretary about what stands in the way. The marker holds the conflicts, so that a crash right after it
 * does not lose them.
 */
export function applicationOf(
  doc: Doc,
  { decision, proposal, changes }: Agreed,
  secretary: string | null,
  now: number,
): Batch {
  const at = new Date(now).toISOString();
  const { edits, conflicts } = dueEdits(doc, changes, { by: decision.by, at });
  return {
    type: 'batch',
    name: `decision:${decision.id}`,
    edits: [
      ...edits,
      ...proposalDecided(doc, proposal),
      ...(conflicts.length === 0 ? [] : conflictAction(doc, decision, conflicts, secretary, now)),
      {
        type: 'setMeta',
        key: `decision:${decision.id}`,
        value: conflicts.length === 0 ? true : canonicalJson(conflicts),
      },
    ],
  };
}

function proposalDecided(doc: Doc, id: string): Batch['edits'] {
  const map = recordMap(doc, 'proposals', id);
  if (map === null) return [];
  return [
    {
      type: 'setField',
      path: `proposals/${id}/state`,
      from: (map.get('state') ?? null) as Json,
      to: 'decided',
    },
  ];
}

function conflictAction(
  doc: Doc,
  decision: DecisionRecord,
  conflicts: readonly Conflict[],
  secretary: string | null,
  now: number,
): Batch['edits'] {
  const id = `conflict-${decision.id}`;
  // Anybody can make an action with any id: one that is there already may not stop a decision.
  if (recordMap(doc, 'actions', id) !== null) return [];
  const count = conflicts.length === 1 ? 'één wijziging' : `${conflicts.length} wijzigingen`;
  return [
    {
      type: 'createRecord',
      root: 'actions',
      id,
      fields: {
        text: `Besluit ${decision.number}: ${count} niet doorgevoerd, want de plannen zijn intussen anders. Kijk wat er nu moet staan.`,
        assignee: secretary,
        due: addDays(toDay(now), CONFLICT_DAYS),
        state: 'open',
        source: `decision:${decision.id}`,
        by: decision.by,
        at: new Date(now).toISOString(),
      },
    },
  ];
}

/** The meeting that was announced for this day, if it is still to come. */
export function plannedMeeting(doc: Doc, day: string): string | null {
  const due = readAll(doc, 'meetings').filter(
    ({ date, state }) => date === day && (state === null || state === 'planned'),
  );
  return due.sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1))[0]?.id ?? null;
}

/** Brings the announced meetings in line with the register, which is where a meeting is opened and closed. */
export function meetingEdits(doc: Doc, state: RegisterState): Edit | null {
  const edits = [...state.meetings.values()].flatMap(({ planned, closedAt }): Batch['edits'] => {
    const map = planned === null ? null : recordMap(doc, 'meetings', planned);
    const live = map?.get('state') ?? null;
    const to = closedAt === null ? 'open' : 'closed';
    if (map === null || live === to || live === 'closed') return [];
    return [{ type: 'setField', path: `meetings/${planned ?? ''}/state`, from: live as Json, to }];
  });
  return edits.length === 0 ? null : { type: 'batch', name: 'meetings', edits };
}

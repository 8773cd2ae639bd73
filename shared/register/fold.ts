import { step, type RoundEvent } from '../round/step.ts';
import { noRound, type RoundState, type Verdict } from '../round/round.ts';
import { readEntry, type BodyOf, type KnownEntry } from './bodies.ts';
import type { RegisterEntry, RegisterEvent } from './event.ts';
import {
  emptyRegister,
  type DecisionRecord,
  type MeetingRecord,
  type RegisterState,
  type RoundRecord,
} from './state.ts';

/** The state under construction; what comes out is not changed any more. */
interface Draft {
  seq: number;
  meetings: Map<string, MeetingRecord>;
  open: string | null;
  rounds: Map<string, RoundRecord>;
  decisions: Map<string, DecisionRecord>;
  referenceDates: RegisterState['referenceDates'][number][];
}

/**
 * What a register says: the same function on server and screen. Total: events of a type that is not known, bodies that
 * were erased, and events that do not fit what came before leave the state as it is. `entries` follow on `from`, in
 * order; `fold(a + b)` is `fold(b, fold(a))`.
 */
export function fold(entries: Iterable<RegisterEntry>, from: RegisterState = emptyRegister): RegisterState {
  const draft: Draft = {
    seq: from.seq,
    meetings: new Map(from.meetings),
    open: from.meeting?.id ?? null,
    rounds: new Map(from.rounds),
    decisions: new Map(from.decisions),
    referenceDates: [...from.referenceDates],
  };
  for (const entry of entries) {
    draft.seq = entry.event.seq;
    const known = readEntry(entry);
    if (known !== null) apply(draft, known);
    else if (entry.event.type === 'positionTaken') countUnread(draft, entry.event);
  }
  const { open, ...rest } = draft;
  return { ...rest, meeting: open === null ? null : (draft.meetings.get(open) ?? null) };
}

function apply(draft: Draft, known: KnownEntry): void {
  switch (known.type) {
    case 'meetingOpened':
      openMeeting(draft, known.event, known.body);
      return;
    case 'meetingClosed':
      closeMeeting(draft, known.event, known.body);
      return;
    case 'attended':
      attend(draft, known.event, known.body);
      return;
    case 'roundOpened':
      openRound(draft, known.event, known.body);
      return;
    case 'positionTaken':
      takePosition(draft, known.event, known.body);
      return;
    case 'roundWithdrawn':
      advance(draft, known.body.round, { type: 'withdrawn', reason: known.body.reason });
      return;
    case 'decided':
      decide(draft, known.event, known.body);
      return;
    case 'applyConflict':
      mend(draft, known.body.decision, { conflicts: known.body.conflicts });
      return;
    case 'applied':
      mend(draft, known.body.decision, { appliedAt: known.event.at });
      return;
    case 'referenceDateMade':
      draft.referenceDates.push({ ...known.body.referenceDate, seq: known.event.seq, at: known.event.at });
  }
}

function openMeeting(
  draft: Draft,
  event: RegisterEvent,
  { meeting, planned }: BodyOf<'meetingOpened'>,
): void {
  if (draft.open !== null || draft.meetings.has(meeting)) return;
  draft.open = meeting;
  draft.meetings.set(meeting, {
    id: meeting,
    planned,
    openedAt: event.at,
    openedBy: event.actor,
    closedAt: null,
    present: new Map(),
    referenceDate: null,
  });
}

function closeMeeting(
  draft: Draft,
  event: RegisterEvent,
  { meeting, referenceDate }: BodyOf<'meetingClosed'>,
): void {
  const open = draft.meetings.get(meeting);
  if (draft.open !== meeting || open === undefined) return;
  draft.open = null;
  draft.meetings.set(meeting, { ...open, closedAt: event.at, referenceDate: referenceDate?.id ?? null });
  if (referenceDate !== null) draft.referenceDates.push({ ...referenceDate, seq: event.seq, at: event.at });
}

function attend(
  draft: Draft,
  event: RegisterEvent,
  { meeting, organisation, role }: BodyOf<'attended'>,
): void {
  const open = draft.meetings.get(meeting);
  if (draft.open !== meeting || open === undefined) return;
  const voice = role !== 'observer';
  const known = open.present.get(organisation);
  // Once for an organisation; again only when a participant follows its observer, and brings the voice.
  if (known !== undefined && (known.voice || !voice)) return;
  const present = new Map(open.present).set(organisation, {
    organisation,
    person: event.actor,
    at: event.at,
    voice,
  });
  draft.meetings.set(meeting, { ...open, present });
  if (!voice) return;
  for (const round of draft.rounds.values()) {
    if (round.meeting === meeting) advance(draft, round.id, { type: 'arrived', organisation });
  }
}

function openRound(draft: Draft, event: RegisterEvent, body: BodyOf<'roundOpened'>): void {
  const { round: id, rule, organisations, proposal, moved, before, after, sha256, meeting } = body;
  if (draft.rounds.has(id) || draft.open !== meeting) return;
  const opened = step(noRound, { type: 'opened', rule, organisations });
  if (!opened.ok) return;
  draft.rounds.set(id, {
    id,
    seq: event.seq,
    at: event.at,
    openedBy: event.actor,
    meeting,
    proposal,
    moved,
    before,
    after,
    sha256,
    state: opened.value,
    positionSeqs: [],
    unread: new Set(),
  });
}

function takePosition(draft: Draft, event: RegisterEvent, body: BodyOf<'positionTaken'>): void {
  const { round, organisation, position: kind, reason, until } = body;
  if (!advance(draft, round, { type: 'positionTaken', organisation, position: { kind, reason, until } }))
    return;
  const record = draft.rounds.get(round);
  if (record !== undefined)
    draft.rounds.set(round, { ...record, positionSeqs: [...record.positionSeqs, event.seq] });
}

/** A position without its text still counts as one given, where it can belong to one round only. */
function countUnread(draft: Draft, event: RegisterEvent): void {
  const open = [...draft.rounds.values()].filter((round) => round.state.phase === 'open');
  const [round] = open;
  if (round === undefined || open.length > 1) return;
  draft.rounds.set(round.id, { ...round, unread: new Set(round.unread).add(event.actor) });
}

function advance(draft: Draft, round: string, event: RoundEvent): boolean {
  const record = draft.rounds.get(round);
  const next = record === undefined ? null : step(record.state, event);
  if (record === undefined || next?.ok !== true) return false;
  draft.rounds.set(round, { ...record, state: next.value });
  return true;
}

/** What was recorded counts, not what a count over texts that may have been erased would say. */
function decide(draft: Draft, event: RegisterEvent, body: BodyOf<'decided'>): void {
  const { decision: id, number, round, outcome, tally, conditions } = body;
  const record = draft.rounds.get(round);
  if (record === undefined || draft.decisions.has(id) || record.state.phase !== 'open') return;
  draft.rounds.set(round, { ...record, state: closed(record.state, { outcome, tally, conditions }) });
  draft.decisions.set(id, {
    id,
    number,
    round,
    seq: event.seq,
    at: event.at,
    by: event.actor,
    outcome,
    tally,
    conditions,
    appliedAt: null,
    conflicts: null,
  });
}

function closed(state: Extract<RoundState, { phase: 'open' }>, verdict: Verdict): RoundState {
  return { ...state, phase: 'closed', verdict };
}

function mend(
  draft: Draft,
  decision: string,
  more: Partial<Pick<DecisionRecord, 'appliedAt' | 'conflicts'>>,
): void {
  const record = draft.decisions.get(decision);
  if (record !== undefined) draft.decisions.set(decision, { ...record, ...more });
}

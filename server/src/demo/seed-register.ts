import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import { readPlans, readRecord, recordMap, type Plans } from '@bouwberaad/shared/model/read.ts';
import { readEntry, type EventType } from '@bouwberaad/shared/register/bodies.ts';
import { canonicalJson, sha256Hex } from '@bouwberaad/shared/register/canonical.ts';
import { EMPTY_HEAD, headAfter, makeEntry } from '@bouwberaad/shared/register/chain.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { noRound, type RoundRule, type RoundState } from '@bouwberaad/shared/round/round.ts';
import { step, type RoundEvent } from '@bouwberaad/shared/round/step.ts';
import type { ClosedMeeting, ClosedRound } from './demo-region.ts';

interface Draft {
  readonly at: string;
  readonly type: EventType;
  readonly actor: string;
  readonly body: unknown;
}

export interface DatedHash {
  readonly id: string;
  readonly at: string;
  readonly sha256: string;
}

/** The figures that a round was held on. */
export type Figures = (
  plans: Plans,
  changes: readonly Change[],
) => { readonly before: unknown; readonly after: unknown };

/** Collects what a demo table's register holds, with the figures of the moment, and chains it. */
export class RegisterStory {
  readonly #table: string;
  readonly #figures: Figures;
  readonly #drafts: Draft[] = [];

  constructor(table: string, figures: Figures) {
    this.#table = table;
    this.#figures = figures;
  }

  referenceDate(date: DatedHash, by: string): void {
    this.#add('referenceDateMade', date.at, by, { referenceDate: { id: date.id, sha256: date.sha256 } });
  }

  meeting(meeting: ClosedMeeting, kept: DatedHash): void {
    this.#add('meetingOpened', meeting.openedAt, meeting.chair, {
      meeting: meeting.meeting,
      planned: meeting.meeting,
    });
    for (const { organisation, person, at } of meeting.attendance) {
      this.#add('attended', at, person, { meeting: meeting.meeting, organisation, role: 'member' });
    }
    this.#add('meetingClosed', meeting.closedAt, meeting.secretary, {
      meeting: meeting.meeting,
      referenceDate: { id: kept.id, sha256: kept.sha256 },
    });
  }

  /** `doc` is the workspace as it was when the round was opened. */
  round(meeting: ClosedMeeting, round: ClosedRound, doc: Y.Doc, number: string): void {
    const map = recordMap(doc, 'proposals', round.proposal);
    if (map === null) throw new Error(`demo: the proposal ${round.proposal} is not there`);
    const { id, kind, title, reason, by } = readRecord('proposals', round.proposal, map);
    const proposal = {
      id,
      kind,
      title: title ?? '',
      reason,
      by,
      changes: round.changes.map((change) => ({ ...change })),
    };
    const { before, after } = this.#figures(readPlans(doc), round.changes);
    const rule: RoundRule = {
      form: round.form,
      majority: round.majority,
      hidden: false,
      quorum: Math.ceil(meeting.attendance.length / 2),
      weights: {},
    };
    const organisations = meeting.attendance.map(({ organisation }) => organisation);
    const sha256 = sha256Hex(canonicalJson({ proposal, before, after }));
    this.#add('roundOpened', round.openedAt, meeting.chair, {
      round: round.id,
      meeting: meeting.meeting,
      rule,
      organisations,
      proposal,
      moved: [],
      before,
      after,
      sha256,
    });
    for (const { organisation, person, at, position, reason: why, until } of round.positions) {
      this.#add('positionTaken', at, person, { round: round.id, organisation, position, reason: why, until });
    }
    const { outcome, tally, conditions } = verdict(round, rule, organisations);
    if (outcome !== round.outcome)
      throw new Error(`demo: round ${round.id} comes to ${outcome}, not to ${round.outcome}`);
    this.#add('decided', round.closedAt, meeting.chair, {
      decision: round.id,
      number,
      round: round.id,
      outcome,
      tally,
      conditions,
    });
    if (outcome === 'agreed') this.#add('applied', round.closedAt, meeting.chair, { decision: round.id });
  }

  /** In the order of time; what was added first stands first where the moments are equal. */
  entries(): RegisterEntry[] {
    const entries: RegisterEntry[] = [];
    let head = EMPTY_HEAD;
    for (const draft of this.#drafts.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))) {
      // Not random but made from its place: a first start that was cut off goes on with the same chain.
      const salt = createHash('sha256')
        .update(`demo ${this.#table} ${String(head.seq)}`)
        .digest('hex')
        .slice(0, 32);
      const entry = makeEntry({ table: this.#table, head, salt, ...draft });
      if (readEntry(entry) === null) throw new Error(`demo: the body of ${draft.type} does not read`);
      entries.push(entry);
      head = headAfter(entry);
    }
    return entries;
  }

  /** What a body holds is checked when it is chained: it has to read as its type. */
  #add(type: EventType, at: string, actor: string, body: Readonly<Record<string, unknown>>): void {
    this.#drafts.push({ at, type, actor, body });
  }
}

function verdict(
  round: ClosedRound,
  rule: RoundRule,
  organisations: readonly string[],
): Extract<RoundState, { phase: 'closed' }>['verdict'] {
  const events: RoundEvent[] = [
    { type: 'opened', rule, organisations },
    ...round.positions.map(({ organisation, position: kind, reason, until }): RoundEvent => ({
      type: 'positionTaken',
      organisation,
      position: { kind, reason, until },
    })),
    { type: 'closed' },
  ];
  let state: RoundState = noRound;
  for (const event of events) {
    const next = step(state, event);
    if (!next.ok) throw new Error(`demo: round ${round.id} can't be ${event.type}: ${next.code}`);
    state = next.value;
  }
  if (state.phase !== 'closed') throw new Error(`demo: round ${round.id} is not closed`);
  return state.verdict;
}

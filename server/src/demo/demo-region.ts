import type { Batch, Edit, FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import type { RootName } from '@bouwberaad/shared/model/layout.ts';
import type { Organisation, Person, Seat, Table } from '@bouwberaad/shared/model/organisation.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import type { Plans } from '@bouwberaad/shared/model/read.ts';
import type { Form, Majority, Outcome, PositionKind } from '@bouwberaad/shared/round/round.ts';

/** The whole demo as plain data: a pure function of a seed and a day. */
export interface DemoRegion {
  readonly seed: string;
  readonly today: string;
  readonly organisations: readonly Organisation[];
  readonly people: readonly Person[];
  /** Whom a visitor may sign in as, in the order of the page. */
  readonly signIn: readonly SignIn[];
  readonly seats: readonly Seat[];
  readonly tables: readonly DemoTable[];
}

export interface SignIn {
  readonly person: string;
  /** In Dutch, as the page says it. */
  readonly role: string;
  readonly does: string;
}

export interface DemoTable {
  readonly table: Table;
  /** How the workspace came to be, in the order of time. */
  readonly timeline: readonly DemoStep[];
  readonly referenceDates: readonly DemoReferenceDate[];
  readonly closedMeeting: ClosedMeeting | null;
}

/** What one person did at one moment. */
export interface DemoStep {
  readonly at: string;
  readonly by: string;
  readonly name: string;
  readonly edits: readonly Exclude<Edit, Batch>[];
}

/** A step as one edit of at most `MAX_RECORDS` parts. */
export interface DemoEdit {
  readonly at: string;
  readonly by: string;
  readonly edit: Batch;
}

/** The plans as they were on a day. */
export interface DemoReferenceDate {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly plans: Plans;
}

/** A record as it is today; what happened to it before is in the happenings. */
export interface DemoRecord {
  readonly root: RootName;
  readonly id: string;
  readonly fields: FieldValues;
  readonly blocks?: Readonly<Record<string, FieldValues>>;
}

/** Something that changed values which stood in the workspace. */
export interface Happening {
  readonly at: string;
  readonly by: string;
  readonly name: string;
  readonly changes: readonly Change[];
}

/** What the register holds of a meeting that was held: its events are appended by who owns the register. */
export interface ClosedMeeting {
  /** The meeting's record. */
  readonly meeting: string;
  readonly openedAt: string;
  readonly closedAt: string;
  readonly chair: string;
  readonly secretary: string;
  /** Organisations that were present, by whom. */
  readonly attendance: readonly {
    readonly organisation: string;
    readonly person: string;
    readonly at: string;
  }[];
  readonly rounds: readonly ClosedRound[];
  /** Bottlenecks that were put to the parent table and wait for its answer. */
  readonly escalations: readonly Escalation[];
}

export interface ClosedRound {
  readonly id: string;
  /** The proposal's record; its `changes` are those of the round. */
  readonly proposal: string;
  readonly item: string;
  readonly form: Form;
  readonly majority: Majority;
  readonly openedAt: string;
  readonly closedAt: string;
  readonly positions: readonly ClosedPosition[];
  readonly outcome: Outcome;
  /** Applied in the plans when the outcome is `agreed`: they are already in the timeline. */
  readonly changes: readonly Change[];
}

export interface ClosedPosition {
  readonly organisation: string;
  readonly person: string;
  readonly at: string;
  readonly position: PositionKind;
  readonly reason: string | null;
  readonly until: string | null;
}

export interface Escalation {
  readonly bottleneck: string;
  readonly to: string;
  readonly question: string;
  readonly at: string;
  readonly by: string;
  readonly answerBefore: string;
}

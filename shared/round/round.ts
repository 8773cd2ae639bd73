/**
 * What a decision round is made of. The rules are numbered in docs/spec/rounds.md; the tests carry the numbers.
 */
export const FORMS = ['hamerstuk', 'consent', 'stemming', 'ter kennisname'] as const;
export type Form = (typeof FORMS)[number];

export const MAJORITIES = ['simple', 'two thirds', 'unanimous'] as const;
export type Majority = (typeof MAJORITIES)[number];

export const POSITIONS = [
  'noObjection',
  'reservation',
  'objection',
  'consult',
  'for',
  'against',
  'abstain',
] as const;
export type PositionKind = (typeof POSITIONS)[number];

/** The positions that each form knows. */
export const POSITIONS_OF: Readonly<Record<Form, readonly PositionKind[]>> = {
  hamerstuk: ['objection'],
  consent: ['noObjection', 'reservation', 'objection', 'consult'],
  stemming: ['for', 'against', 'abstain'],
  'ter kennisname': [],
};

/** `taken back`: for consultation (ruggespraak). `noted`: ter kennisname, nothing is asked. */
export const OUTCOMES = ['agreed', 'rejected', 'taken back', 'noted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Position {
  readonly kind: PositionKind;
  /** Why; of a reservation the body that still has to agree. Null when nothing was said. */
  readonly reason: string | null;
  /** Of a reservation the day (`YYYY-MM-DD`) before which it is lifted or falls. */
  readonly until: string | null;
}

/** How a round is held. */
export interface RoundRule {
  readonly form: Form;
  /** Of a stemming; of other forms it says nothing. */
  readonly majority: Majority;
  /** Of a stemming: nobody sees a position before the close. */
  readonly hidden: boolean;
  /** Of a stemming: how many organisations must have voted. */
  readonly quorum: number;
  /** How much a voice weighs; 1 for an organisation that is not named. */
  readonly weights: Readonly<Record<string, number>>;
}

interface Held {
  readonly rule: RoundRule;
  /** The organisations that have a voice in it, in the order in which they came. */
  readonly organisations: readonly string[];
  /** The last position of each. */
  readonly positions: ReadonlyMap<string, Position>;
}

export interface NoRound {
  readonly phase: 'none';
}

export interface OpenRound extends Held {
  readonly phase: 'open';
}

export interface ClosedRound extends Held {
  readonly phase: 'closed';
  readonly verdict: Verdict;
}

export interface WithdrawnRound extends Held {
  readonly phase: 'withdrawn';
  readonly reason: string;
}

export type RoundState = NoRound | OpenRound | ClosedRound | WithdrawnRound;

/** Organisations per answer; weights are in `weighed`. */
export interface Tally {
  readonly counts: Readonly<Record<PositionKind, number>>;
  /** Organisations with a voice that gave none. */
  readonly silent: number;
  /** Of a stemming, each voice times its weight; abstentions are not cast. */
  readonly weighed: { readonly for: number; readonly against: number };
  /** Of a stemming, else null. */
  readonly quorumMet: boolean | null;
  readonly majorityMet: boolean | null;
}

/** A reservation under which the table agreed. */
export interface Condition {
  readonly organisation: string;
  readonly body: string;
  readonly until: string;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly tally: Tally;
  readonly conditions: readonly Condition[];
}

export const noRound: NoRound = { phase: 'none' };

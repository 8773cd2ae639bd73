import { toDay } from '../lib/clock.ts';
import type { Condition, Outcome, RoundState, Tally } from '../round/round.ts';
import type { BodyOf } from './bodies.ts';

/** What `fold` makes of a register. */
export interface RegisterState {
  /** Of the last event. */
  readonly seq: number;
  /** By id, in the order in which they were opened. */
  readonly meetings: ReadonlyMap<string, MeetingRecord>;
  /** The meeting that is open now. */
  readonly meeting: MeetingRecord | null;
  readonly rounds: ReadonlyMap<string, RoundRecord>;
  /** By id, in the order in which they were taken. */
  readonly decisions: ReadonlyMap<string, DecisionRecord>;
  readonly referenceDates: readonly ReferenceDateRecord[];
}

export interface MeetingRecord {
  readonly id: string;
  readonly planned: string | null;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly closedAt: string | null;
  /** Who was present, by organisation, in the order in which they came. */
  readonly present: ReadonlyMap<string, Attendance>;
  readonly referenceDate: string | null;
}

export interface Attendance {
  readonly organisation: string;
  /** The first person of it who came in. */
  readonly person: string;
  readonly at: string;
  /** Observers have none. */
  readonly voice: boolean;
}

type Opened = BodyOf<'roundOpened'>;

export interface RoundRecord {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly openedBy: string;
  readonly meeting: string;
  readonly proposal: Opened['proposal'];
  readonly moved: readonly string[];
  readonly before: Opened['before'];
  readonly after: Opened['after'];
  readonly sha256: string;
  readonly state: RoundState;
  /** The events that carry its positions: hidden from everyone while a hidden ballot runs. */
  readonly positionSeqs: readonly number[];
  /** People who gave a position that can't be read here: hidden still, or erased. */
  readonly unread: ReadonlySet<string>;
}

export interface DecisionRecord {
  readonly id: string;
  readonly number: string;
  readonly round: string;
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly outcome: Outcome;
  readonly tally: Tally;
  readonly conditions: readonly Condition[];
  /** When its changes were put into the plans; null while they are not, or for ever where nothing is to be changed. */
  readonly appliedAt: string | null;
  /** Places that had another value by then and were left alone; null while no conflict is recorded. */
  readonly conflicts: readonly { readonly path: string; readonly found: unknown }[] | null;
}

export interface ReferenceDateRecord {
  readonly id: string;
  readonly sha256: string;
  readonly seq: number;
  readonly at: string;
}

export const emptyRegister: RegisterState = {
  seq: 0,
  meetings: new Map(),
  meeting: null,
  rounds: new Map(),
  decisions: new Map(),
  referenceDates: [],
};

/** The organisations with a voice at the open meeting, in the order in which they came. */
export function voicesOf(state: RegisterState): string[] {
  return [...(state.meeting?.present.values() ?? [])]
    .filter(({ voice }) => voice)
    .map(({ organisation }) => organisation);
}

export function openRounds(state: RegisterState): RoundRecord[] {
  return [...state.rounds.values()].filter((round) => round.state.phase === 'open');
}

/** The number of the next decision, counted per calendar year in the Netherlands: `2026-57`. */
export function nextNumber(state: RegisterState, at: string): string {
  const year = toDay(Date.parse(at)).slice(0, 4);
  const taken = [...state.decisions.values()]
    .map(({ number }) => number.split('-'))
    .filter(([of]) => of === year);
  return `${year}-${Math.max(0, ...taken.map(([, nth]) => Number(nth) || 0)) + 1}`;
}

import type {
  DecisionRecord,
  MeetingRecord,
  RegisterState,
  RoundRecord,
} from '@bouwberaad/shared/register/state.ts';

/** A decision with the round that it came from. */
export interface Taken {
  readonly decision: DecisionRecord;
  readonly round: RoundRecord;
}

export interface MeetingDecisions {
  readonly meeting: MeetingRecord;
  readonly taken: readonly Taken[];
}

/** Newest first, by meeting; meetings without a decision are left out. */
export function timeline(state: RegisterState): MeetingDecisions[] {
  const taken = takenIn(state);
  return [...state.meetings.values()]
    .map((meeting) => ({ meeting, taken: taken.filter(({ round }) => round.meeting === meeting.id) }))
    .filter((one) => one.taken.length > 0)
    .reverse();
}

export function takenIn(state: RegisterState): Taken[] {
  const taken: Taken[] = [];
  for (const decision of state.decisions.values()) {
    const round = state.rounds.get(decision.round);
    if (round !== undefined) taken.push({ decision, round });
  }
  return taken.reverse();
}

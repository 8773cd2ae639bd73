import { ok, problem, type Problem, type Result } from '../lib/result.ts';
import { isDay } from '../model/field.ts';
import { POSITIONS_OF, type OpenRound, type Position, type RoundRule, type RoundState } from './round.ts';
import { tally, verdictOf } from './tally.ts';

/** What can happen to a round. */
export type RoundEvent =
  | { readonly type: 'opened'; readonly rule: RoundRule; readonly organisations: readonly string[] }
  /** An organisation with a voice came to the table. */
  | { readonly type: 'arrived'; readonly organisation: string }
  | { readonly type: 'positionTaken'; readonly organisation: string; readonly position: Position }
  | { readonly type: 'closed' }
  | { readonly type: 'withdrawn'; readonly reason: string };

/**
 * The one machine of a decision round: pure, and with an answer for every state and event. The rules are numbered in
 * docs/spec/rounds.md.
 *
 * Problems: `noRound`, `roundExists`, `roundClosed` (closed or withdrawn), `notPresent` (no voice in this round),
 * `wrongPosition` (this form does not know it), `reasonMissing`, `untilMissing`, `incomplete` (an answer is missing),
 * `noQuorum`.
 */
export function step(state: RoundState, event: RoundEvent): Result<RoundState> {
  if (state.phase === 'none') {
    return event.type === 'opened'
      ? ok(open(event.rule, event.organisations))
      : problem('noRound', 'There is no such round.');
  }
  if (event.type === 'opened') return problem('roundExists', 'This round has been opened already.');
  if (state.phase !== 'open') {
    // Who comes in late has missed it: that is no error (R3).
    return event.type === 'arrived' ? ok(state) : problem('roundClosed', 'This round is over.');
  }
  switch (event.type) {
    case 'arrived':
      return ok(arrive(state, event.organisation));
    case 'positionTaken':
      return take(state, event.organisation, event.position);
    case 'closed':
      return close(state);
    case 'withdrawn':
      return event.reason.trim() === ''
        ? problem('reasonMissing', 'Say why.')
        : ok({ ...state, phase: 'withdrawn', reason: event.reason });
  }
}

function open(rule: RoundRule, organisations: readonly string[]): OpenRound {
  return { phase: 'open', rule, organisations: [...new Set(organisations)], positions: new Map() };
}

function arrive(state: OpenRound, organisation: string): OpenRound {
  return state.organisations.includes(organisation)
    ? state
    : { ...state, organisations: [...state.organisations, organisation] };
}

function take(state: OpenRound, organisation: string, position: Position): Result<RoundState> {
  if (!state.organisations.includes(organisation))
    return problem('notPresent', 'This organisation has no voice in this round.');
  const wrong = misfit(state, position);
  if (wrong !== null) return wrong;
  return ok({ ...state, positions: new Map(state.positions).set(organisation, position) });
}

/** Whether this form knows the position, and what must be said with it is said (R6, R12). */
function misfit({ rule }: OpenRound, position: Position): Problem | null {
  if (!POSITIONS_OF[rule.form].includes(position.kind))
    return problem('wrongPosition', 'This form of round does not know that position.');
  const silent = position.reason === null || position.reason.trim() === '';
  if (rule.form !== 'consent') return null;
  if ((position.kind === 'objection' || position.kind === 'reservation') && silent)
    return problem('reasonMissing', 'Say why.');
  if (position.kind === 'reservation' && !isDay(position.until))
    return problem('untilMissing', 'Say before which day.');
  return null;
}

function close(state: OpenRound): Result<RoundState> {
  const { silent, quorumMet } = tally(state);
  if (state.rule.form === 'consent' && (silent > 0 || state.organisations.length === 0)) {
    return problem('incomplete', 'An organisation has not answered yet; silence is not consent.');
  }
  if (quorumMet === false) return problem('noQuorum', 'Too few organisations have voted.');
  return ok({ ...state, phase: 'closed', verdict: verdictOf(state) });
}

/** Who still has to answer before the round can be closed: those who are silent in a consent; else nobody. */
export function awaited(round: OpenRound): readonly string[] {
  return round.rule.form === 'consent'
    ? round.organisations.filter((organisation) => !round.positions.has(organisation))
    : [];
}

import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem, type Problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import type { Command, CommandOf, CommandType } from '@bouwberaad/shared/protocol/live.ts';
import type { EventType } from '@bouwberaad/shared/register/bodies.ts';
import { canonicalJson, sha256Hex } from '@bouwberaad/shared/register/canonical.ts';
import {
  nextNumber,
  openRounds,
  voicesOf,
  type RegisterState,
  type RoundRecord,
} from '@bouwberaad/shared/register/state.ts';
import { step, type RoundEvent } from '@bouwberaad/shared/round/step.ts';
import { noRound, type RoundRule, type RoundState } from '@bouwberaad/shared/round/round.ts';
import { defaultQuorum } from '@bouwberaad/shared/round/tally.ts';
import { agreedOf, plannedMeeting } from './application.ts';
import type { Draft } from './ledger.ts';
import type { MeetingPorts } from './ports.ts';
import { putProposal, staleChanges } from './proposals.ts';

/** What a command is decided on. */
export interface Situation {
  readonly table: string;
  readonly state: RegisterState;
  readonly actor: Actor;
  readonly rules: TableRules;
  /** This person has a live connection. */
  readonly connected: boolean;
  /** ISO 8601: the moment of the decision. */
  readonly at: string;
  readonly ports: Pick<MeetingPorts, 'workspaces' | 'access' | 'newId' | 'figures' | 'freeze'>;
}

type Body<T extends EventType> = Extract<Draft, { type: T }>;
type Handler<T extends CommandType> = (
  command: CommandOf<T>,
  now: Situation,
) => Promise<Result<Draft>> | Result<Draft>;

/** One command, one event; or the reason why not. Nothing is changed here but what `freeze` keeps. */
export function decide(command: Command, now: Situation): Promise<Result<Draft>> | Result<Draft> {
  switch (command.type) {
    case 'openMeeting':
      return openMeeting(command, now);
    case 'closeMeeting':
      return closeMeeting(command, now);
    case 'openRound':
      return openRound(command, now);
    case 'takePosition':
      return takePosition(command, now);
    case 'closeRound':
      return closeRound(command, now);
    case 'withdrawRound':
      return withdrawRound(command, now);
  }
}

const openMeeting: Handler<'openMeeting'> = async ({ id }, { table, state, actor, at, ports }) => {
  if (state.meeting !== null) return problem('meetingOpen', 'It is open already.');
  const planned = await ports.workspaces.read(table, (doc) => plannedMeeting(doc, toDay(Date.parse(at))));
  return event('meetingOpened', actor, { command: id, meeting: ports.newId(), planned });
};

const closeMeeting: Handler<'closeMeeting'> = async ({ id }, { table, state, actor, ports }) => {
  if (state.meeting === null) return noMeeting;
  if (openRounds(state).length > 0) return problem('roundRunning', 'A round is still open.');
  const { id: date, sha256 } = await ports.freeze(table);
  return event('meetingClosed', actor, {
    command: id,
    meeting: state.meeting.id,
    referenceDate: { id: date, sha256 },
  });
};

const openRound: Handler<'openRound'> = async (command, now) => {
  const { table, state, actor, rules, ports } = now;
  if (state.meeting === null) return noMeeting;
  if (command.hidden === true && command.form !== 'stemming')
    return problem('noQuiet', 'Only a ballot can be hidden.');
  if (openRounds(state).some(({ proposal }) => proposal.id === command.proposal))
    return problem('roundRunning', 'A round on it is open.');
  if (agreedOf(state).some(({ proposal }) => proposal === command.proposal))
    return problem('proposalDone', 'It has been agreed on.');
  const put = await ports.workspaces.read(table, (doc) => putProposal(doc, command.proposal, actor, rules));
  if (!put.ok) return put;
  const { proposal, moved, plans } = put.value;
  const rule = ruleOf(command, now);
  const organisations = voicesOf(state);
  const opened = step(noRound, { type: 'opened', rule, organisations });
  if (!opened.ok) return opened;
  const { before, after } = ports.figures(plans, proposal.changes) as {
    before: Json;
    after: Json;
  };
  const sha256 = sha256Hex(canonicalJson({ proposal, before, after }));
  const round = ports.newId();
  return event('roundOpened', actor, {
    command: command.id,
    round,
    meeting: state.meeting.id,
    rule,
    organisations,
    proposal,
    moved: [...moved],
    before,
    after,
    sha256,
  });
};

type Json = Body<'roundOpened'>['body']['before'];

function ruleOf(
  { form, majority, hidden }: CommandOf<'openRound'>,
  { table, ports }: Situation,
): RoundRule & { weights: Record<string, number> } {
  const voices = ports.access
    .seats(table)
    .filter(({ role }) => role !== 'observer')
    .map(({ person }) => ports.access.actor(person, table)?.organisation);
  const quorum =
    form === 'stemming'
      ? defaultQuorum(new Set(voices.filter((organisation) => organisation !== undefined)).size)
      : 0;
  return { form, majority: majority ?? 'simple', hidden: hidden ?? false, quorum, weights: {} };
}

const takePosition: Handler<'takePosition'> = (command, { state, actor, connected }) => {
  const { id, round, position: kind, reason = null, until = null } = command;
  if (state.meeting === null) return noMeeting;
  if (!connected) return problem('notConnected', 'A position needs a live connection.');
  const next = advance(state, round, {
    type: 'positionTaken',
    organisation: actor.organisation,
    position: { kind, reason, until },
  });
  if (!next.ok) return next;
  return event('positionTaken', actor, {
    command: id,
    round,
    organisation: actor.organisation,
    position: kind,
    reason,
    until,
  });
};

const closeRound: Handler<'closeRound'> = async ({ id, round }, { table, state, actor, at, ports }) => {
  const next = advance(state, round, { type: 'closed' });
  if (!next.ok) return next;
  const { record, after } = next.value;
  if (after.phase !== 'closed') return problem('noRound', 'There is no such round.');
  const { outcome, tally, conditions } = after.verdict;
  if (outcome === 'agreed') {
    // What was agreed must be what will change: the plans may not have moved since the table saw them.
    const stale = await ports.workspaces.read(table, (doc) => staleChanges(doc, record.proposal.changes));
    if (stale.length > 0) return problem('stale', 'The plans have changed meanwhile.', stale[0]);
  }
  const body = {
    command: id,
    decision: round,
    number: nextNumber(state, at),
    round,
    outcome,
    tally,
    conditions: [...conditions],
  };
  return event('decided', actor, body);
};

const withdrawRound: Handler<'withdrawRound'> = ({ id, round, reason }, { state, actor }) => {
  const next = advance(state, round, { type: 'withdrawn', reason });
  return next.ok ? event('roundWithdrawn', actor, { command: id, round, reason }) : next;
};

const noMeeting: Problem = problem('noMeeting', 'No meeting is open.');

function advance(
  state: RegisterState,
  id: string,
  change: RoundEvent,
): Result<{ record: RoundRecord; after: RoundState }> {
  const record = state.rounds.get(id);
  const next = step(record?.state ?? noRound, change);
  if (!next.ok) return next;
  return record === undefined
    ? problem('noRound', 'There is no such round.')
    : ok({ record, after: next.value });
}

function event<T extends EventType>(type: T, actor: Actor, body: Body<T>['body']): Result<Draft> {
  return ok({ type, actor: actor.person, body } as Draft);
}

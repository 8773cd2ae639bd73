import type { Proposal } from '@bouwberaad/shared/model/proposal.ts';
import { tally } from '@bouwberaad/shared/round/tally.ts';
import type { RegisterState, RoundRecord } from '@bouwberaad/shared/register/state.ts';

/** What comes next for whoever leads the meeting: always one thing. */
export type NextStep =
  | { readonly kind: 'openMeeting' }
  | { readonly kind: 'pick' }
  | { readonly kind: 'openRound'; readonly proposal: Proposal }
  | { readonly kind: 'wait'; readonly round: RoundRecord; readonly missing: readonly string[] }
  | {
      readonly kind: 'objection';
      readonly round: RoundRecord;
      readonly by: readonly string[];
      readonly complete: boolean;
    }
  | { readonly kind: 'closeRound'; readonly round: RoundRecord };

export function nextStep(
  state: RegisterState,
  proposal: Proposal | null,
  round: RoundRecord | null,
): NextStep {
  if (state.meeting === null) return { kind: 'openMeeting' };
  if (round === null || round.state.phase !== 'open')
    return proposal === null ? { kind: 'pick' } : { kind: 'openRound', proposal };
  const { organisations, positions, rule } = round.state;
  const missing =
    rule.form === 'consent' ? organisations.filter((organisation) => !positions.has(organisation)) : [];
  const by = organisations.filter((organisation) => positions.get(organisation)?.kind === 'objection');
  if (by.length > 0) return { kind: 'objection', round, by, complete: missing.length === 0 };
  if (missing.length > 0 && tally(round.state).silent > 0) return { kind: 'wait', round, missing };
  return { kind: 'closeRound', round };
}

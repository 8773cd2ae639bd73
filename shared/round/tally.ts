import {
  POSITIONS,
  type Condition,
  type OpenRound,
  type Outcome,
  type PositionKind,
  type RoundRule,
  type Tally,
  type Verdict,
} from './round.ts';

type Held = Pick<OpenRound, 'rule' | 'organisations' | 'positions'>;

/** Counts the positions of those who have a voice (R5, R21, R22). Complete at any moment, also of a round that runs. */
export function tally({ rule, organisations, positions }: Held): Tally {
  const counts = Object.fromEntries(POSITIONS.map((kind) => [kind, 0])) as Record<PositionKind, number>;
  const weighed = { for: 0, against: 0 };
  let silent = 0;
  for (const organisation of organisations) {
    const kind = positions.get(organisation)?.kind;
    if (kind === undefined) silent += 1;
    else counts[kind] += 1;
    if (kind === 'for' || kind === 'against') weighed[kind] += weightOf(rule, organisation);
  }
  const voting = rule.form === 'stemming';
  const voted = counts.for + counts.against + counts.abstain;
  return {
    counts,
    silent,
    weighed,
    quorumMet: voting ? voted >= rule.quorum : null,
    majorityMet: voting ? hasMajority(rule, weighed) : null,
  };
}

/** The quorum that holds unless another is agreed: half of the organisations that may vote, rounded up (R21). */
export function defaultQuorum(organisations: number): number {
  return Math.ceil(organisations / 2);
}

function weightOf(rule: RoundRule, organisation: string): number {
  return Object.hasOwn(rule.weights, organisation) ? (rule.weights[organisation] ?? 1) : 1;
}

/** Of those cast; an abstention is not cast, and a tie is no majority (R22). */
function hasMajority(rule: RoundRule, weighed: { readonly for: number; readonly against: number }): boolean {
  const cast = weighed.for + weighed.against;
  switch (rule.majority) {
    case 'simple':
      return weighed.for > weighed.against;
    case 'two thirds':
      return cast > 0 && weighed.for * 3 >= cast * 2;
    case 'unanimous':
      return cast > 0 && weighed.against === 0;
  }
}

/** What a round that may be closed comes to. */
export function verdictOf(round: Held): Verdict {
  const counted = tally(round);
  const outcome = outcomeOf(round.rule, counted);
  return { outcome, tally: counted, conditions: outcome === 'agreed' ? conditionsOf(round) : [] };
}

function outcomeOf(rule: RoundRule, { counts, majorityMet }: Tally): Outcome {
  switch (rule.form) {
    case 'hamerstuk':
      return counts.objection > 0 ? 'rejected' : 'agreed';
    case 'consent':
      if (counts.objection > 0) return 'rejected';
      return counts.consult > 0 ? 'taken back' : 'agreed';
    case 'stemming':
      return majorityMet === true ? 'agreed' : 'rejected';
    case 'ter kennisname':
      return 'noted';
  }
}

function conditionsOf({ organisations, positions }: Held): Condition[] {
  return organisations.flatMap((organisation) => {
    const position = positions.get(organisation);
    if (position?.kind !== 'reservation') return [];
    return [{ organisation, body: position.reason ?? '', until: position.until ?? '' }];
  });
}

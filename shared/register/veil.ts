import type { RegisterEntry } from './event.ts';
import type { RegisterState } from './state.ts';

/**
 * What may be told of these events now: while a hidden ballot runs, and for ever when it was withdrawn, the text of its
 * positions stays behind. The chain can be checked without it. `state` is that of the whole register.
 */
export function veil(entries: readonly RegisterEntry[], state: RegisterState): RegisterEntry[] {
  const hidden = new Set(
    [...state.rounds.values()]
      .filter(
        (round) => round.state.phase !== 'none' && round.state.phase !== 'closed' && round.state.rule.hidden,
      )
      .flatMap((round) => round.positionSeqs),
  );
  return entries.map((entry) =>
    hidden.has(entry.event.seq) ? { event: entry.event, salt: null, body: null } : entry,
  );
}

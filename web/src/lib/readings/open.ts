import type { Suggestion } from '@bouwberaad/shared/model/suggestion.ts';

/** A suggestion waits until it is answered. */
export function isOpenSuggestion({ state, removed }: Pick<Suggestion, 'state' | 'removed'>): boolean {
  return !removed && (state === null || state === 'open');
}

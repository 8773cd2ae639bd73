import { effect, figuresOf } from '@bouwberaad/shared/insight/effect.ts';
import { overlay } from '@bouwberaad/shared/insight/overlay.ts';
import { toDay, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import type { Plans } from '@bouwberaad/shared/model/read.ts';

/** Years that the figures of a round look ahead, this one included. */
const HORIZON = 10;

/** The figures of the plans as they are and with the changes: what a round is held on. By key, see insight/effect. */
export function figuresFor(
  plans: Plans,
  changes: readonly Change[],
  clock: Clock,
): { readonly before: Json; readonly after: Json } {
  const first = Number(toDay(clock.now()).slice(0, 4));
  const years = Array.from({ length: HORIZON }, (_, at) => first + at);
  const figures = effect(plans, overlay(plans, changes), { years });
  return { before: figuresOf(figures, 'before'), after: figuresOf(figures, 'after') };
}

import { m } from '#lib/paraglide/messages.js';

/** What an organisation answered, or that it has not yet. */
export const POSITION_SHAPES = ['noObjection', 'reservation', 'objection', 'consult', 'none'] as const;
export type PositionShape = (typeof POSITION_SHAPES)[number];

const NAME: Readonly<Record<PositionShape, () => string>> = {
  noObjection: m.common_position_noObjection,
  reservation: m.common_position_reservation,
  objection: m.common_position_objection,
  consult: m.common_position_consult,
  none: m.common_position_none,
};

/** `Onder voorbehoud`. */
export function positionName(position: PositionShape): string {
  return NAME[position]();
}

import { m } from '#lib/paraglide/messages.js';
import type { Standing } from './marks.ts';

export const STANDING_WORDS: Readonly<Record<Standing, () => string>> = {
  bevestigd: m.map_standing_bevestigd,
  vermoed: m.map_standing_vermoed,
  onbekend: m.map_standing_onbekend,
  geen: m.map_standing_geen,
};

export const POINT_WORDS: Readonly<Record<Standing, (inputs: { name: string }) => string>> = {
  bevestigd: m.map_point_bevestigd,
  vermoed: m.map_point_vermoed,
  onbekend: m.map_point_onbekend,
  geen: m.map_point_geen,
};

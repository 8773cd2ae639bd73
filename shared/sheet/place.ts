import { fromRd, isDutch, isRd, round, type Place } from './rd.ts';

export interface FoundPlace extends Place {
  /** `rd`: converted from the Dutch grid; `swapped`: latitude came first. */
  readonly from: 'degrees' | 'rd' | 'swapped';
}

/** The place that a pair of numbers means (x or longitude first), by where the Netherlands lie; null when it is none there. */
export function placeOf(x: number, y: number): FoundPlace | null {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  if (isDutch({ lat: y, lng: x })) return { lat: round(y), lng: round(x), from: 'degrees' };
  if (isDutch({ lat: x, lng: y })) return { lat: round(x), lng: round(y), from: 'swapped' };
  return isRd(x, y) ? { ...fromRd(x, y), from: 'rd' } : null;
}

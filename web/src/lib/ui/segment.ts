import type { Segment } from '@bouwberaad/shared/model/block.ts';

interface SegmentPaint {
  readonly fill: string;
  /** A line of 1 px around a fill that is too light to end by itself; null where it isn't needed. */
  readonly edge: string | null;
  /** Not known: hatched instead of filled. */
  readonly hatched: boolean;
}

function paint(name: string, edge = false): SegmentPaint {
  return {
    fill: `var(--segment-${name})`,
    edge: edge ? `var(--segment-${name}-edge)` : null,
    hatched: name === 'onbekend',
  };
}

/** How a price segment is painted; the order of the keys is the order of every stack and legend. */
export const SEGMENT_PAINT: Readonly<Record<Segment, SegmentPaint>> = {
  'sociale huur': paint('sociale-huur'),
  middenhuur: paint('middenhuur'),
  'dure huur': paint('dure-huur', true),
  'betaalbare koop': paint('betaalbare-koop'),
  'middeldure koop': paint('middeldure-koop'),
  'dure koop': paint('dure-koop', true),
  onbekend: paint('onbekend'),
};

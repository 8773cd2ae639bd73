import type { Picture } from './png.ts';

/** Which region each pixel belongs to. */
export interface Regions {
  readonly width: number;
  readonly height: number;
  readonly of: Int32Array;
}

/** Lines between regions, not yet given to one of them. */
const LINE = -1;
/** No land of the country: water, or another country. */
export const ELSEWHERE = 0;

/** Light enough to be the inside of a municipality, in a picture with dark lines. */
const LIGHT = 185;

/**
 * The areas that lines enclose, numbered from 1, and what is transparent as ELSEWHERE. The pixels of the lines go to the
 * nearest area, so that neighbours touch.
 */
export function regionsOf({ width, height, rgba }: Picture): Regions {
  const of = new Int32Array(width * height).fill(LINE);
  const isLand = (at: number): boolean => (rgba[at * 4 + 3] ?? 0) > 128;
  const isInside = (at: number): boolean => isLand(at) && (rgba[at * 4] ?? 0) > LIGHT;
  for (let at = 0; at < of.length; at += 1) if (!isLand(at)) of[at] = ELSEWHERE;
  let count = 0;
  for (let at = 0; at < of.length; at += 1) {
    if (of[at] !== LINE || !isInside(at)) continue;
    count += 1;
    flood(of, width, at, (next) => of[next] === LINE && isInside(next), count);
  }
  growOverLines(of, width);
  return { width, height, of };
}

function flood(
  of: Int32Array,
  width: number,
  start: number,
  belongs: (at: number) => boolean,
  region: number,
): void {
  const open = [start];
  of[start] = region;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of around(at, width, of.length)) {
      if (!belongs(next)) continue;
      of[next] = region;
      open.push(next);
    }
  }
}

/** Ring by ring outwards from all areas at once: the middle of a line becomes the border. */
function growOverLines(of: Int32Array, width: number): void {
  let edge = [...of.keys()].filter((at) => of[at] !== LINE);
  while (edge.length > 0) {
    const grown: number[] = [];
    for (const at of edge) {
      for (const next of around(at, width, of.length)) {
        if (of[next] !== LINE) continue;
        of[next] = of[at] ?? ELSEWHERE;
        grown.push(next);
      }
    }
    edge = grown;
  }
}

function around(at: number, width: number, size: number): number[] {
  const column = at % width;
  return [
    ...(column > 0 ? [at - 1] : []),
    ...(column < width - 1 ? [at + 1] : []),
    ...(at >= width ? [at - width] : []),
    ...(at + width < size ? [at + width] : []),
  ];
}

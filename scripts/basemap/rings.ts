import type { Regions } from './regions.ts';

/** A corner of pixels, from the upper left one. */
export type Corner = readonly [x: number, y: number];

/** How far, in pixels, a border may be moved to be drawn with fewer points. */
const TOLERANCE = 0.85;

/**
 * Outlines of regions. A border between two regions is simplified once and used by both, so that no gap opens between
 * them.
 */
export class Tracer {
  readonly #regions: Regions;
  readonly #simplified = new Map<string, readonly Corner[]>();

  constructor(regions: Regions) {
    this.#regions = regions;
  }

  /** Closed rings (the first corner is not repeated) around all pixels of a region, land to the right. */
  ringsOf(region: number): Corner[][] {
    const steps = this.#stepsAround(region);
    const rings: Corner[][] = [];
    for (const [key, start] of steps) {
      if (!steps.has(key)) continue;
      const ring: Corner[] = [];
      for (let at: Corner | undefined = start[0]; at !== undefined;) {
        ring.push(at);
        at = take(steps, at);
        if (at !== undefined && at[0] === ring[0]?.[0] && at[1] === ring[0][1]) break;
      }
      rings.push(this.#simplify(ring));
    }
    return rings;
  }

  #at(x: number, y: number): number {
    const { width, height, of } = this.#regions;
    return x < 0 || y < 0 || x >= width || y >= height ? -1 : (of[y * width + x] ?? -1);
  }

  /** Steps along the edge from each corner: [from, to, to?]. */
  #stepsAround(region: number): Map<string, [from: Corner, ...to: Corner[]]> {
    const steps = new Map<string, [Corner, ...Corner[]]>();
    const add = (from: Corner, to: Corner): void => {
      const known = steps.get(keyOf(from));
      if (known === undefined) steps.set(keyOf(from), [from, to]);
      else known.push(to);
    };
    for (let y = 0; y < this.#regions.height; y += 1) {
      for (let x = 0; x < this.#regions.width; x += 1) {
        if (this.#at(x, y) !== region) continue;
        if (this.#at(x, y - 1) !== region) add([x, y], [x + 1, y]);
        if (this.#at(x + 1, y) !== region) add([x + 1, y], [x + 1, y + 1]);
        if (this.#at(x, y + 1) !== region) add([x + 1, y + 1], [x, y + 1]);
        if (this.#at(x - 1, y) !== region) add([x, y + 1], [x, y]);
      }
    }
    return steps;
  }

  /** Three regions or more meet here: a border begins or ends. */
  #isKnot([x, y]: Corner): boolean {
    const four = [this.#at(x - 1, y - 1), this.#at(x, y - 1), this.#at(x - 1, y), this.#at(x, y)];
    return new Set(four).size > 2;
  }

  #simplify(ring: readonly Corner[]): Corner[] {
    const first = ring.findIndex((corner) => this.#isKnot(corner));
    const turned = first > 0 ? [...ring.slice(first), ...ring.slice(0, first)] : [...ring];
    const closed = [...turned, turned[0] ?? [0, 0]] as Corner[];
    // A ring without knots is cut in two, for a line from a point to itself has no direction.
    const half = first === -1 ? Math.floor(ring.length / 2) : -1;
    const out: Corner[] = [];
    let arc: Corner[] = [];
    for (const [index, corner] of closed.entries()) {
      arc.push(corner);
      if (arc.length === 1 || !(this.#isKnot(corner) || index === half || index === closed.length - 1))
        continue;
      out.push(...this.#border(arc).slice(0, -1));
      arc = [corner];
    }
    return out;
  }

  #border(arc: readonly Corner[]): readonly Corner[] {
    const back = [...arc].reverse();
    const [forth, turned] = [arc, back].map((one) => one.slice(0, 2).concat(one.slice(-2)).join(' '));
    const backwards = (turned ?? '') < (forth ?? '');
    const key = (backwards ? turned : forth) ?? '';
    let known = this.#simplified.get(key);
    if (known === undefined) this.#simplified.set(key, (known = thin(backwards ? back : arc)));
    return backwards ? [...known].reverse() : known;
  }
}

function take(steps: Map<string, [Corner, ...Corner[]]>, at: Corner): Corner | undefined {
  const key = keyOf(at);
  const known = steps.get(key);
  const next = known?.[1];
  if (known === undefined || next === undefined) return undefined;
  if (known.length > 2) known.splice(1, 1);
  else steps.delete(key);
  return next;
}

const keyOf = ([x, y]: Corner): string => `${String(x)},${String(y)}`;

/** Keeps the ends and what lies further than the tolerance from the line between them (Douglas and Peucker, 1973). */
function thin(line: readonly Corner[]): readonly Corner[] {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined || line.length < 3) return line;
  let far = 0;
  let most = TOLERANCE;
  for (const [index, corner] of line.entries()) {
    const away = distance(corner, first, last);
    if (away > most) [most, far] = [away, index];
  }
  if (far === 0) return [first, last];
  return [...thin(line.slice(0, far + 1)).slice(0, -1), ...thin(line.slice(far))];
}

function distance([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): number {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return Math.hypot(x - ax, y - ay);
  return Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
}

/** In square pixels; half the sum of the cross products of its corners. */
export function areaOf(ring: readonly Corner[]): number {
  const sum = ring.reduce((all, [x, y], index) => {
    const [nx, ny] = ring[(index + 1) % ring.length] ?? [x, y];
    return all + x * ny - nx * y;
  }, 0);
  return Math.abs(sum) / 2;
}

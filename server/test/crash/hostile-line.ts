import type { Random } from '../../src/demo/random.ts';
import { BINARY, FrameSplitter } from './frames.ts';
import type { Line, Meddle } from './front.ts';

/** How often, per frame, each of these happens. */
export interface Hostility {
  readonly duplicate?: number;
  /** A frame is held back and goes after the next one, or after a moment when none comes. */
  readonly reorder?: number;
  /** Half of the frame goes, and then the connection is gone. */
  readonly cut?: number;
}

const HELD_MS = 10;

/** A line that does per WebSocket frame what no TCP would, and what it does when a train enters a tunnel. */
export function hostileLine(random: Random, hostility: Hostility, tally: { meddled: number }): Meddle {
  return (line) => {
    const splitter = new FrameSplitter();
    const order = new Order(line);
    const happens = (share: number | undefined): boolean => {
      const does = random.chance(share ?? 0);
      if (does) tally.meddled += 1;
      return does;
    };
    return {
      chunk: (bytes) => {
        for (const { bytes: frame, opcode } of splitter.push(bytes)) {
          if (opcode !== BINARY) order.pass(frame);
          else if (happens(hostility.cut)) {
            line.write(frame.subarray(0, Math.ceil(frame.length / 2)));
            line.cut();
            return;
          } else if (happens(hostility.reorder)) order.hold(frame);
          else {
            order.pass(frame);
            if (happens(hostility.duplicate)) order.pass(frame);
          }
        }
      },
    };
  };
}

/** At most one frame is held back at a time. */
class Order {
  readonly #line: Line;
  #held: Buffer | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(line: Line) {
    this.#line = line;
  }

  pass(frame: Buffer): void {
    this.#line.write(frame);
    this.#letGo();
  }

  hold(frame: Buffer): void {
    this.#letGo();
    this.#held = frame;
    this.#timer = setTimeout(() => {
      this.#letGo();
    }, HELD_MS);
  }

  #letGo(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#held !== null) this.#line.write(this.#held);
    this.#held = null;
  }
}

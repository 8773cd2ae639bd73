import { limits } from './limits.ts';

/** A frame that rests on something the room does not know yet; `saved` never passes it. */
export interface PendingFrame {
  readonly index: number;
  readonly reaches: ReadonlyMap<number, number>;
  /** It deletes something: only a full state says that this was done too. */
  readonly deletes: boolean;
}

export interface ResyncsOptions {
  /** Whether the live document holds everything up to these clocks. */
  readonly holds: (reaches: ReadonlyMap<number, number>) => boolean;
  /** Asks the client for all that it has. */
  readonly ask: () => void;
  /** The client never answers well. */
  readonly giveUp: () => void;
}

/** The frames of a connection that wait for something unknown, and the asking for it. */
export class Resyncs {
  readonly #options: ResyncsOptions;
  #frames: PendingFrame[] = [];
  #asked = false;
  #count = 0;
  #later: NodeJS.Timeout | null = null;

  constructor(options: ResyncsOptions) {
    this.#options = options;
  }

  /** The number of the first frame that waits. */
  get first(): number | null {
    return this.#frames[0]?.index ?? null;
  }

  add(frame: PendingFrame, fullState: boolean): void {
    this.#frames.push(frame);
    if (fullState) this.#askLater();
    else this.#ask();
  }

  /** A full state came: what was asked for, or of its own. */
  answered(): void {
    this.#asked = false;
  }

  /**
   * An update was accepted. Answers the frames of which the live document holds by now all that they brought. Asked when
   * a frame is applied and not when it is durable: what is applied in between is not durable with it.
   */
  accepted(fullState: boolean): readonly PendingFrame[] {
    if (fullState) this.#count = 0;
    return this.#frames.filter(
      (frame) => this.#options.holds(frame.reaches) && (fullState || !frame.deletes),
    );
  }

  /** What settled these frames is durable. */
  settle(settled: readonly PendingFrame[]): void {
    if (settled.length > 0) this.#frames = this.#frames.filter((frame) => !settled.includes(frame));
  }

  stop(): void {
    if (this.#later !== null) clearTimeout(this.#later);
    this.#later = null;
  }

  /**
   * The answer itself rests on something unknown: a document that was incomplete when it was opened, or somebody else's
   * work that only they can bring. It is asked for again, but not faster than it could have come.
   */
  #askLater(): void {
    if (this.#later !== null) return;
    const wait = limits.resyncWaitMs * limits.resyncGrowth ** this.#count;
    this.#later = setTimeout(() => {
      this.#later = null;
      this.#ask();
    }, wait);
    this.#later.unref();
  }

  /** One outstanding at a time. */
  #ask(): void {
    if (this.#frames.length > limits.pendingFrames) {
      this.#options.giveUp();
      return;
    }
    if (this.#asked) return;
    if (this.#count >= limits.resyncs) {
      this.#options.giveUp();
      return;
    }
    this.#asked = true;
    this.#count += 1;
    this.#options.ask();
  }
}

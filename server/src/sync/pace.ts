import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Allowance } from './limits.ts';

/** A token bucket: full at first, it fills at `perSecond` up to `burst`. */
export class Bucket {
  readonly #allowance: Allowance;
  readonly #clock: Clock;
  #left: number;
  #at: number;

  constructor(allowance: Allowance, clock: Clock) {
    this.#allowance = allowance;
    this.#clock = clock;
    this.#left = allowance.burst;
    this.#at = clock.now();
  }

  /** Takes so many tokens, or none and answers `false`. */
  take(tokens = 1): boolean {
    this.#fill();
    if (this.#left < tokens) return false;
    this.#left -= tokens;
    return true;
  }

  /** Tokens beyond the burst: for what could not be taken while we ourselves held it back for so long. */
  credit(ms: number): void {
    this.#fill();
    this.#left += (Math.max(0, ms) / 1000) * this.#allowance.perSecond;
  }

  /** Milliseconds until there is a token again. */
  wait(): number {
    this.#fill();
    return Math.max(0, Math.ceil(((1 - this.#left) / this.#allowance.perSecond) * 1000));
  }

  #fill(): void {
    const { perSecond, burst } = this.#allowance;
    const now = this.#clock.now();
    // A clock that is set back takes nothing away; a credit stays until it is used.
    const filled = this.#left + (Math.max(0, now - this.#at) / 1000) * perSecond;
    this.#left = Math.max(this.#left, Math.min(burst, filled));
    this.#at = now;
  }
}

/** Something that is done at once while there are tokens, and once for all that asked when there is one again. */
export class Thinned {
  readonly #bucket: Bucket;
  readonly #act: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(bucket: Bucket, act: () => void) {
    this.#bucket = bucket;
    this.#act = act;
  }

  ask(): void {
    if (this.#timer !== null) return;
    if (this.#bucket.take()) this.#act();
    else this.#later();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #later(): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.ask();
    }, this.#bucket.wait());
    this.#timer.unref();
  }
}

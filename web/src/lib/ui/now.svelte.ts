import { systemClock, toDay, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { createSubscriber } from 'svelte/reactivity';

const MINUTE = 60_000;

/**
 * Now, for what the screen says about it ("over 9 dagen"): reactive to the minute, and right again when a laptop
 * wakes. The timer only runs while something on the screen reads it.
 */
export class Now {
  readonly #clock: Clock;
  readonly #subscribe: () => void;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, MINUTE);
      document.addEventListener('visibilitychange', update);
      return () => {
        clearInterval(timer);
        document.removeEventListener('visibilitychange', update);
      };
    });
  }

  /** Milliseconds since the epoch. */
  get ms(): number {
    this.#subscribe();
    return this.#clock.now();
  }

  /** Today in the Netherlands, as days are stored: `2026-11-24`. */
  get today(): string {
    return toDay(this.ms);
  }
}

export const now = new Now();

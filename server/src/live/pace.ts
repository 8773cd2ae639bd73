import type { Clock } from '@bouwberaad/shared/lib/clock.ts';

/** A person at a keyboard never meets this; a program in a loop does. */
const BURST = 200;
const PER_SECOND = 50;
/** Sessions that are remembered before those that have been quiet are forgotten. */
const MANY = 10_000;

/** Counts the messages of one session over all its connections; connecting anew gives no more. */
export interface Pace {
  /** Whether one more message may come now. */
  allows(session: string): boolean;
}

/** A token bucket a session. */
export function createPace(clock: Clock): Pace {
  const buckets = new Map<string, { left: number; at: number }>();

  function leftAt(bucket: { left: number; at: number }, now: number): number {
    return Math.min(BURST, bucket.left + ((now - bucket.at) / 1000) * PER_SECOND);
  }

  function forgetQuiet(now: number): void {
    for (const [session, bucket] of buckets) if (leftAt(bucket, now) === BURST) buckets.delete(session);
  }

  return {
    allows(session) {
      const now = clock.now();
      if (buckets.size > MANY) forgetQuiet(now);
      const left = leftAt(buckets.get(session) ?? { left: BURST, at: now }, now);
      const allowed = left >= 1;
      buckets.set(session, { left: allowed ? left - 1 : left, at: now });
      return allowed;
    },
  };
}

const LOOK_EVERY_MS = 5;

/** Waits for a condition; what a run outside the test runner has instead of `vi.waitFor`. Throws when it takes too long. */
export async function until(what: string, holds: () => boolean, withinMs = 20_000): Promise<void> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began > withinMs) throw new Error(`after ${withinMs} ms still not: ${what}`);
    await elapse(LOOK_EVERY_MS);
  }
}

/** Load is a matter of time, and so is the moment of a kill: these are no waits for something to happen. */
export function elapse(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  setTimeout(() => {
    resolve(undefined);
  }, ms);
  return promise;
}

/** What is fetched one after the other, when the page has nothing else to do. */
type Later = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Fetches parts of the app before somebody asks for them, each in a moment of rest. One that does not come is asked for
 * again where it is needed.
 *
 * @returns what ends it.
 */
export function fetchAhead(later: Later, rest: (next: () => void) => void = whenIdle): () => void {
  let ended = false;
  const queue = Object.values(later);
  const next = (): void => {
    const fetch = queue.shift();
    if (ended || fetch === undefined) return;
    void fetch()
      .catch(() => undefined)
      .then(() => {
        rest(next);
      });
  };
  rest(next);
  return () => {
    ended = true;
  };
}

/** At the latest after two seconds: a machine that is never idle must not wait for its first click. */
const LATEST_MS = 2000;

/** After what is drawn now has been seen. */
function whenIdle(next: () => void): void {
  requestAnimationFrame(() => {
    // Safari has no moments of rest.
    if ('requestIdleCallback' in window) requestIdleCallback(next, { timeout: LATEST_MS });
    else setTimeout(next, LATEST_MS / 10);
  });
}

import type { BrowserContext } from 'playwright-core';

/** What a browser says when the server that it knew is gone; only where a test has killed it. */
const OUTAGE =
  /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|INTERNET_DISCONNECTED|SOCKET_NOT_CONNECTED)|WebSocket connection to .* failed/;

/** What went wrong in a person's pages that nobody saw: exceptions, errors on the console, refused by the CSP. */
export interface Faults {
  readonly seen: readonly string[];
  /** From here on a server that does not answer is part of the story. */
  expectOutage(): void;
  /** From here on this is part of the story: a test that provokes an answer of 403 says so. */
  expect(words: RegExp): void;
}

export function watchFaults(context: BrowserContext): Faults {
  const seen: string[] = [];
  const expected: RegExp[] = [];
  const note = (what: string): void => {
    if (!expected.some((words) => words.test(what))) seen.push(what);
  };
  // A violation of the CSP is an error on the console too, and so is an answer of 400 or more.
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      note(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => {
    note(`exception: ${error.error().stack ?? error.error().message}`);
  });
  return {
    seen,
    expectOutage: () => expected.push(OUTAGE),
    expect: (words) => expected.push(words),
  };
}

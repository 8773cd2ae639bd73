/**
 * Rendered in the browser only. Everything here is live data behind a sign-in: the server would render bars that
 * the browser replaces, and it would have to hold every open table's document a second time to do so.
 */
export const ssr = false;
export const prerender = false;

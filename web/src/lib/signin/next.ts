const HOME = '/tables';

/**
 * Where to go after signing in. Only a path of our own: anything that a browser could read as another site
 * (`//evil`, `/\evil`, a scheme, a control character that it drops) goes home instead.
 */
export function safeNext(next: string | null): `/${string}` {
  if (next === null || !/^\/[^/\\]/.test(next) || /[^ -\uffff]/.test(next)) return HOME;
  const url = new URL(next, 'https://here.invalid');
  if (url.origin !== 'https://here.invalid' || url.pathname.startsWith('/login')) return HOME;
  return `/${(url.pathname + url.search + url.hash).slice(1)}`;
}

/** The sign-in page that comes back to `from`. */
export function loginPath(from: string): `/login${string}` {
  const next = safeNext(from);
  return next === HOME ? '/login' : `/login?next=${encodeURIComponent(next)}`;
}

/**
 * Where an answer that nobody is signed in sends whoever is at `here`. Null on the sign-in page: a page asks for several
 * things at once, and the answers that come when one is there already must not make it forget where to go back to.
 */
export function sendToSignIn(here: string): `/login${string}` | null {
  return /^\/login(?![^/?#])/.test(here) ? null : loginPath(here);
}

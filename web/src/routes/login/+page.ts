import type { SignInWays } from '#lib/api-types.ts';
import { api } from '#lib/api.ts';
import { safeNext } from '#lib/signin/next.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ url, fetch }) => ({
  next: safeNext(url.searchParams.get('next')),
  // Not awaited: the mail form is there at once.
  ways: api.get<SignInWays>('/sign-in', { fetch, stay: true }),
});

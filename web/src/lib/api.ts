import { goto } from '$app/navigation';
import { createApi } from './api-client.ts';
import { loginPath } from './signin/next.ts';

/** The server behind this page. Signed out means: to the sign-in page, and back here afterwards. */
export const api = createApi({
  fetch: (...request) => fetch(...request),
  onSignedOut: () => void goto(loginPath(location.pathname + location.search)),
});

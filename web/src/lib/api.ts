import { goto } from '$app/navigation';
import { createApi } from './api-client.ts';
import { sendToSignIn } from './signin/next.ts';

/** The server behind this page. Signed out means: to the sign-in page, and back here afterwards. */
export const api = createApi({
  fetch: (...request) => fetch(...request),
  onSignedOut: () => {
    const signIn = sendToSignIn(location.pathname + location.search);
    if (signIn !== null) void goto(signIn);
  },
});

import { goto } from '$app/navigation';
import { api } from '../api.ts';
import { forgetRead } from '../sync/device.ts';

/** Ends the session at the server, then leaves. False when the server did not answer: one is still signed in. */
export async function signOut(): Promise<boolean> {
  const answer = await api.delete('/sessions', { stay: true });
  if (!answer.ok && answer.status !== 401) return false;
  await goto('/login', { invalidateAll: true });
  // Only now: the table that was open has let go of what it kept.
  await forgetRead().catch(() => undefined);
  return true;
}

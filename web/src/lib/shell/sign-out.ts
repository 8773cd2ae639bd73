import { goto } from '$app/navigation';
import { api } from '../api.ts';
import { forgetRead } from '../sync/device.ts';

/** Ends the session at the server, then leaves. False when the server did not answer: one is still signed in. */
export async function signOut(): Promise<boolean> {
  const answer = await api.delete('/sessions', { stay: true });
  if (!answer.ok && answer.status !== 401) return false;
  await forgetRead().catch(() => undefined);
  await goto('/login', { invalidateAll: true });
  return true;
}

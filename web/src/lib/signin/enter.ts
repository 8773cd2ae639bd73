import { goto } from '$app/navigation';
import { cameIn } from '../sync/device.ts';

/** What the server answers to whoever signs in. */
export interface Begun {
  readonly person: { readonly id: string };
}

/** Goes on as this person, after what another one had read on this device is gone. */
export async function enter(
  { person }: Begun,
  next: string,
  options: { readonly replaceState?: boolean } = {},
): Promise<void> {
  // A browser that keeps nothing has nothing to forget.
  await cameIn(person.id).catch(() => undefined);
  await goto(next, { ...options, invalidateAll: true });
}

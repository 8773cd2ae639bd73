import type { Request } from 'express';
import type { SignedIn } from './auth/sessions.ts';

const askers = new WeakMap<Request, SignedIn>();

export function remember(request: Request, who: SignedIn): void {
  askers.set(request, who);
}

/** Who sent this request; null when nobody is signed in. */
export function askerOf(request: Request): SignedIn | null {
  return askers.get(request) ?? null;
}

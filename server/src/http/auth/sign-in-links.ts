import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { problem, ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Person } from '@bouwberaad/shared/model/organisation.ts';
import type { Access } from '../../store/access.ts';
import { CODE, newSecret, type Digest } from './secrets.ts';

/** A link in a mail works this long, in milliseconds. */
export const LINK_LASTS_MS = 15 * 60_000;

export interface SignInLink {
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

export interface SignInLinks {
  make(person: Person, lastsMs?: number): Promise<SignInLink>;
  /** Works once. Problem: `linkSpent`, the same for used, expired and never made. */
  redeem(code: string): Promise<Result<Person>>;
}

export interface SignInLinksOptions {
  readonly access: Pick<Access, 'directory' | 'person'>;
  readonly clock: Clock;
  readonly digest: Digest;
  /**
   * Our address, without a slash at the end. From the settings and never from the request: a made-up Host header would
   * send the code, in our own mail, to somebody else's server.
   */
  readonly baseUrl: () => string;
}

export function createSignInLinks({ access, clock, digest, baseUrl }: SignInLinksOptions): SignInLinks {
  return {
    async make(person, lastsMs = LINK_LASTS_MS) {
      const code = newSecret(CODE);
      const expires = clock.now() + lastsMs;
      await access.directory.put('signInLink', { id: digest(code), person: person.id, expires });
      return { url: `${baseUrl()}/login/${code}`, expires };
    },
    async redeem(code) {
      const link = code.startsWith(CODE) ? await access.directory.take('signInLink', digest(code)) : null;
      const person = link === null || link.expires <= clock.now() ? null : access.person(link.person);
      return person === null
        ? problem('linkSpent', 'The link has been used, has expired, or was never made.')
        : ok(person);
    },
  };
}

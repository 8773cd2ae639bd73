import { parseCookie, stringifySetCookie } from 'cookie';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Person } from '@bouwberaad/shared/model/organisation.ts';
import type { Access } from '../../store/access.ts';
import { isOurOrigin, type OurAddress } from '../origin.ts';
import { newSecret, TOKEN, type Digest } from './secrets.ts';

export const COOKIE = 'bb_session';
const LASTS_MS = 30 * 86_400_000;

export interface Session {
  /** The digest of its token: names it without opening it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

export interface SignedIn {
  readonly person: Person;
  readonly session: Session;
}

/** Ways to say who one is; the first that is there counts, the others are not looked at. */
export interface Credentials {
  readonly token?: string | null | undefined;
  /** The header's value. */
  readonly authorization?: string | undefined;
  /** The header's value. */
  readonly cookie?: string | undefined;
}

export interface SessionsOptions {
  readonly access: Pick<Access, 'directory' | 'person'>;
  readonly clock: Clock;
  readonly digest: Digest;
  /** Somebody signed out: what hangs on the session ends with it. */
  readonly onEnd?: (session: Session, person: string) => void;
}

export interface Sessions {
  /** A new session of 30 days; the token exists only in this answer. */
  begin(person: string): Promise<string>;
  authenticate(credentials: Credentials): Promise<SignedIn | null>;
  /** For sockets: WebSockets know no same-origin rule, so there a cookie counts only with our Origin. */
  authenticateUpgrade(
    request: { readonly headers: IncomingHttpHeaders },
    token: string | null,
    address: OurAddress,
  ): Promise<SignedIn | null>;
  end(signedIn: SignedIn): Promise<void>;
  /** Whether somebody has a session that still counts. */
  has(person: string): Promise<boolean>;
  /** Forgets the sessions and links that have expired. */
  sweep(): Promise<void>;
}

export function createSessions({ access, clock, digest, onEnd }: SessionsOptions): Sessions {
  const { directory } = access;

  async function authenticate(credentials: Credentials): Promise<SignedIn | null> {
    const token = tokenOf(credentials);
    if (token === null || !token.startsWith(TOKEN)) return null;
    const kept = await directory.get('session', digest(token));
    const person = kept === null || kept.expires <= clock.now() ? null : access.person(kept.person);
    return kept === null || person === null
      ? null
      : { person, session: { id: kept.id, expires: kept.expires } };
  }

  return {
    async begin(person) {
      const token = newSecret(TOKEN);
      await directory.put('session', { id: digest(token), person, expires: clock.now() + LASTS_MS });
      return token;
    },
    authenticate,
    authenticateUpgrade({ headers }, token, address) {
      const ours = isOurOrigin(headers.origin, address);
      return authenticate({
        token,
        authorization: headers.authorization,
        cookie: ours ? headers.cookie : undefined,
      });
    },
    async end({ session, person }) {
      await directory.take('session', session.id);
      onEnd?.(session, person.id);
    },
    async has(person) {
      const sessions = await directory.list('session');
      return sessions.some((one) => one.person === person && one.expires > clock.now());
    },
    async sweep() {
      for (const kind of ['session', 'signInLink'] as const) {
        for (const { id, expires } of await directory.list(kind))
          if (expires <= clock.now()) await directory.take(kind, id);
      }
    },
  };
}

function tokenOf({ token, authorization, cookie }: Credentials): string | null {
  if (token !== undefined && token !== null && token !== '') return token;
  const bearer = bearerOf(authorization);
  if (bearer !== null) return bearer;
  return cookie === undefined ? null : (parseCookie(cookie)[COOKIE] ?? null);
}

export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** `Set-Cookie` for a token, or to take the cookie away. */
export function sessionCookie(token: string | null, secure: boolean): string {
  const maxAge = token === null ? 0 : LASTS_MS / 1000;
  return stringifySetCookie({
    name: COOKIE,
    value: token ?? '',
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge,
  });
}

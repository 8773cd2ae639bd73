import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Organisation, Person } from '@bouwberaad/shared/model/organisation.ts';
import type { Access } from '../../store/access.ts';
import type { Sessions } from './sessions.ts';
import type { SignInLink, SignInLinks } from './sign-in-links.ts';

const ORGANISATION: Organisation = { id: 'beheer', name: 'Beheer', kind: 'other', municipality: null };

/** Longer than a mailed one: it stands on the terminal of whoever runs the server, who may first have to read on. */
const LASTS_MS = 24 * 3_600_000;

export interface FirstAdminOptions {
  /** ADMIN_EMAIL. */
  readonly email: string;
  readonly access: Access;
  readonly sessions: Pick<Sessions, 'has'>;
  readonly links: Pick<SignInLinks, 'make'>;
}

/**
 * Makes the administrator of an installation that has none, and a link to sign in with. Null when there is nothing to
 * do: another administrator is there, or this one has a session. While they never signed in, every start gives a link.
 */
export async function firstAdmin({
  email,
  access,
  sessions,
  links,
}: FirstAdminOptions): Promise<SignInLink | null> {
  const admins = access.people().filter((person) => person.admin);
  const known = admins.find((person) => person.email?.toLowerCase() === email.toLowerCase());
  if (known === undefined && admins.length > 0) return null;
  const admin = known ?? (await makeAdmin(access, email));
  return (await sessions.has(admin.id)) ? null : links.make(admin, LASTS_MS);
}

async function makeAdmin(access: Access, email: string): Promise<Person> {
  const existing = access.personByEmail(email);
  if (existing === null && access.organisation(ORGANISATION.id) === null)
    await access.directory.put('organisation', ORGANISATION);
  const id: string = newId();
  const admin: Person =
    existing === null
      ? { id, name: email.split('@')[0] ?? email, email, organisation: ORGANISATION.id, admin: true }
      : { ...existing, admin: true };
  await access.directory.put('person', admin);
  return admin;
}

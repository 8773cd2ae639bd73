import type { z } from 'zod';
import type { Person } from '@bouwberaad/shared/model/organisation.ts';
import type { Access } from '../store/access.ts';
import type { person } from './schema/directory.ts';

/** A person as they are told over HTTP, with their organisation. */
export function toPerson(
  access: Pick<Access, 'organisation'>,
  { id, name, email, organisation, admin }: Person,
): z.input<typeof person> {
  const own = access.organisation(organisation);
  return {
    id,
    name,
    email,
    organisation: { id: organisation, name: own?.name ?? organisation, kind: own?.kind ?? 'other' },
    admin,
  };
}

/** Lists are in the order that people look in, not in the order of the store. */
export function byName(
  a: { readonly name: string; readonly id: string },
  b: { readonly name: string; readonly id: string },
): number {
  return a.name.localeCompare(b.name, 'nl') || (a.id < b.id ? -1 : 1);
}

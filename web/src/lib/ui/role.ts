import type { OrganisationKind, Role } from '@bouwberaad/shared/model/organisation.ts';
import { m } from '#lib/paraglide/messages.js';

const ROLE: Readonly<Record<Role, () => string>> = {
  chair: m.common_role_chair,
  secretary: m.common_role_secretary,
  member: m.common_role_member,
  observer: m.common_role_observer,
};

const KIND: Readonly<Record<OrganisationKind, () => string>> = {
  municipality: m.common_kind_municipality,
  corporation: m.common_kind_corporation,
  developer: m.common_kind_developer,
  province: m.common_kind_province,
  state: m.common_kind_state,
  other: m.common_kind_other,
};

/** `voorzitter`. */
export function roleName(role: Role): string {
  return ROLE[role]();
}

/** `gemeente`. */
export function organisationKindName(kind: OrganisationKind): string {
  return KIND[kind]();
}

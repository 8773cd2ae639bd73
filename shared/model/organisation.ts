import type { OrganisationId, PersonId, TableId } from '../lib/ids.ts';
import type { Confidentiality } from './project.ts';

export const ORGANISATION_KINDS = [
  'municipality',
  'corporation',
  'developer',
  'province',
  'state',
  'other',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** The CBS code of a municipality's own territory. */
  readonly municipality: string | null;
}

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string | null;
  readonly organisation: OrganisationId;
  readonly admin: boolean;
}

/** Strongest first. */
export const ROLES = ['chair', 'secretary', 'member', 'observer'] as const;
export type Role = (typeof ROLES)[number];

/** A person's place at a table. */
export interface Seat {
  readonly table: TableId;
  readonly person: PersonId;
  readonly role: Role;
}

/** Strictest first. */
export const AUDIENCES = ['intern', 'overheden', 'tafel'] as const;
export type Audience = (typeof AUDIENCES)[number];

const TABLE_LEVELS: readonly Confidentiality[] = ['openbaar'];
const GOVERNMENT_LEVELS: readonly Confidentiality[] = [
  ...TABLE_LEVELS,
  'extern mede-overheden',
  'extern woonregio',
];
const INTERNAL_LEVELS: readonly Confidentiality[] = [
  ...GOVERNMENT_LEVELS,
  'intern ambtelijk',
  'intern bestuurlijk',
  'intern raad',
];

const ADMITTED: Readonly<Record<Audience, readonly Confidentiality[]>> = {
  tafel: TABLE_LEVELS,
  overheden: GOVERNMENT_LEVELS,
  intern: INTERNAL_LEVELS,
};

/** Whether plans of this confidentiality may stand in a table's workspace; no level counts as openbaar, `prive` never. */
export function admits(audience: Audience, confidentiality: Confidentiality | null): boolean {
  return ADMITTED[audience].includes(confidentiality ?? 'openbaar');
}

export interface TableSettings {
  readonly audience: Audience;
  readonly editing: 'own' | 'open';
  readonly observersAnnotate: boolean;
}

export const TABLE_KINDS = ['local', 'regional', 'administrative', 'provincial'] as const;

export interface Table {
  readonly id: TableId;
  readonly name: string;
  readonly kind: (typeof TABLE_KINDS)[number];
  readonly parent: TableId | null;
  /** CBS codes of its territory. */
  readonly municipalities: readonly string[];
  readonly settings: TableSettings;
}

import type { Audience, OrganisationKind, Role } from '../model/organisation.ts';

/** Who acts. `role` null: no participant of this table. */
export interface Actor {
  readonly person: string;
  readonly organisation: string;
  readonly kind: OrganisationKind;
  /** CBS code of the own territory, for a municipality. */
  readonly municipality: string | null;
  readonly role: Role | null;
}

/** The table's settings that rights depend on. */
export interface TableRules {
  readonly editing: 'own' | 'open';
  readonly observersAnnotate: boolean;
  readonly audience: Audience;
}

/** What the live document knows of the record that is touched, before the update; for a new record its own values. */
export interface Facts {
  readonly organisation: string | null;
  readonly municipality: string | null;
  readonly author: string | null;
}

export type Permission = { readonly ok: true } | Denial;

/** A refusal: why, and who can do it. The screens turn it into words. */
export interface Denial {
  readonly ok: false;
  readonly code: DenialCode;
  readonly who: readonly (Role | 'owner' | 'author' | 'server')[];
}

export type DenialCode =
  /** Not a participant of this table. */
  | 'noParticipant'
  /** An observer reads. */
  | 'observer'
  /** A plan is written by its owner and, in its territory, by the municipality. */
  | 'notOwner'
  /** Somebody else's words or proposal. */
  | 'notAuthor'
  /** Only chair and secretary. */
  | 'notOfficer'
  /** `by` is the session's person, once. */
  | 'notYou'
  /** Nobody deletes a record. */
  | 'noDelete'
  /** Only the server writes this. */
  | 'serverOnly'
  /** A plan at this table can't be stricter than the table's audience. */
  | 'tooStrict'
  /** Plans of a reference date: what was, is not changed. */
  | 'frozen';

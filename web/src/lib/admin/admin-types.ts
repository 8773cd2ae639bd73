import type { OrganisationKind, Role, TableSettings } from '@bouwberaad/shared/model/organisation.ts';
import type { Me, TableSummary, UndeliveredMail } from '../api-types.ts';

/** `GET /tables`, as an administrator gets them: all, with what can be changed. */
export type AdminTable = TableSummary & {
  readonly municipalities: readonly string[];
  readonly settings: TableSettings;
};

/** `GET /admin/organisations`. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** CBS code of its own territory. */
  readonly municipality: string | null;
}

/** `GET /admin/people`. */
export type KnownPerson = Me['person'] & {
  readonly seats: readonly { readonly table: string; readonly role: Role }[];
  /** Has a session that still counts. */
  readonly signedIn: boolean;
};

/** Somebody at one table. */
export interface Seated {
  readonly person: KnownPerson;
  readonly role: Role;
}

/** `GET /admin/mails`. */
export type HeldMail = UndeliveredMail & {
  /** `signIn`: asked for by themselves; `invitation`: by an administrator. */
  readonly kind: string;
  readonly person: { readonly id: string; readonly name: string } | null;
};

/** `GET /admin/health`. */
export interface Health {
  /** The server's clock, ISO 8601. */
  readonly at: string;
  readonly store: { readonly ready: boolean; readonly reason: string | null; readonly millis: number };
  /** Tables of which something stored was found damaged; the reason in English, for whoever runs the server. */
  readonly damaged: readonly { readonly table: string; readonly reason: string }[];
}

/** What a form does when it is sent. Null: done, it closes; an empty text: its fields say what is wrong; else why not. */
export type Save = () => Promise<string | null>;

import type { OrganisationKind, Role, TABLE_KINDS } from '@bouwberaad/shared/model/organisation.ts';

/** `GET /me`. */
export interface Me {
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly organisation: { readonly id: string; readonly name: string; readonly kind: OrganisationKind };
    readonly admin: boolean;
  };
}

/** `GET /tables`: those at which I have a seat; for an administrator all of them. */
export interface TableSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: (typeof TABLE_KINDS)[number];
  readonly parent: string | null;
  /** Null: no seat. An administrator sees that the table is there, not its plans. */
  readonly role: Role | null;
  /** A meeting is open now. */
  readonly live: boolean;
  /** Null: the server can't read its plans. */
  readonly projects: number | null;
}

/** A table that I can open. */
export type SeatedTable = TableSummary & { readonly role: Role };

export function hasSeat(table: TableSummary): table is SeatedTable {
  return table.role !== null;
}

/** `GET /sign-in`: the ways in. */
export interface SignInWays {
  /** Empty without DEMO. */
  readonly demo: readonly DemoPerson[];
  readonly oidc: boolean;
}

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  /** What this person may do, in a few words. */
  readonly does: string;
}

/** `GET /admin/mails`: what could not be sent by mail and has to be passed on by hand. */
export interface UndeliveredMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  /** The link in it, when there is one. */
  readonly link: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** Until when the link works. */
  readonly expires: string | null;
}

import type { OrganisationKind, Role, TableSettings } from '@bouwberaad/shared/model/organisation.ts';

/** What `GET /api/v1/tables/:t` says of a table, as far as the screens use it. */
export interface TableInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: { readonly id: string; readonly name: string } | null;
  readonly municipalities: readonly string[];
  readonly settings: TableSettings;
  readonly participants: readonly Participant[];
  readonly organisations: readonly OrganisationInfo[];
  /** Where this installation has map tiles from; absent or null: from nowhere. */
  readonly tiles?: { readonly url: string; readonly attribution: string } | null;
}

export interface Participant {
  readonly id: string;
  readonly name: string;
  /** An organisation's id. */
  readonly organisation: string;
  readonly role: Role;
}

export interface OrganisationInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly municipality: string | null;
}

/** Before the constructor has run; nobody sees it. */
export const NO_TABLE: TableInfo = {
  id: '',
  name: '',
  kind: '',
  parent: null,
  municipalities: [],
  settings: { audience: 'tafel', editing: 'own', observersAnnotate: false },
  participants: [],
  organisations: [],
};

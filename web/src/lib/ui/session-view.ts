import type { OrganisationKind, Role } from '@bouwberaad/shared/model/organisation.ts';
import { createContext } from 'svelte';

/**
 * Where my own edits are. `saved` is the server's word that they are on disk, never a guess of this side.
 * unsaved: only on this device (offline); stalled: the server is there but its disk answers not; refused: some were
 * turned down and are kept to be shown.
 */
export type SaveState = 'saved' | 'saving' | 'unsaved' | 'stalled' | 'refused';

export interface OrganisationView {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
}

/** Somebody else at this table, now. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  /** The organisation's name. */
  readonly organisation: string;
  /** A CSS colour: presenceColor(id). */
  readonly color: string;
  /** The path of the cell or field that this person is in. */
  readonly cell?: string;
  /** Whether that person is typing there. */
  readonly typing?: boolean;
}

/** An edit that did not hold: what I wanted, why not, and whose it is. */
export interface RefusalView {
  readonly id: string;
  readonly path: string;
  /** A denial's code of shared/policy, or `conflict`. */
  readonly code: string;
}

/** What the shell knows of the table that is open. lib/sync implements it with reactive getters. */
export interface SessionView {
  readonly table: {
    readonly id: string;
    readonly name: string;
    readonly parent: { readonly id: string; readonly name: string } | null;
  };
  readonly me: {
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly organisation: OrganisationView;
  };
  readonly saveState: SaveState;
  /** Edits that are not yet on the server's disk. */
  readonly unsavedCount: number;
  readonly online: boolean;
  /** Since when the connection or the saving fails; null when all is well. */
  readonly since: Date | null;
  readonly peers: readonly Peer[];
  readonly refusals: readonly RefusalView[];
}

/** Set once by the layout of a table; every page and part below it reads the same one. */
export const [getSessionView, setSessionView] = createContext<SessionView>();

import { presenceColor } from '#lib/ui/presence.ts';
import type { Peer } from '#lib/ui/session-view.ts';

/** Presence as it comes over the wire; who somebody is, the server says. */
interface PresenceState {
  readonly user?: {
    readonly id: string;
    readonly name: string;
    readonly organisation: string;
    readonly role: string;
  };
  readonly cell?: string | null;
  readonly typing?: boolean;
}

/** Whose states these are not: one's own client, and one's own other tabs. */
interface Own {
  readonly client: number;
  readonly person: string;
}

/** Everybody else, one entry a person: the one who is in a cell goes before their other tabs. */
export function peersOf(
  states: ReadonlyMap<number, object>,
  own: Own,
  organisationName: (id: string) => string,
): Peer[] {
  const peers = new Map<string, Peer>();
  for (const [client, raw] of states) {
    const state = raw as PresenceState;
    if (client === own.client || state.user === undefined || state.user.id === own.person) continue;
    const { id, name, organisation } = state.user;
    if (peers.get(id)?.cell !== undefined) continue;
    const cell = typeof state.cell === 'string' ? { cell: state.cell } : {};
    peers.set(id, {
      id,
      name,
      organisation: organisationName(organisation),
      color: presenceColor(id),
      typing: state.typing === true,
      ...cell,
    });
  }
  return [...peers.values()];
}

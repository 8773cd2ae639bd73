import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import type { Plans } from '@bouwberaad/shared/model/read.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import type { Access } from '../store/access.ts';
import type { Store } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';

/** What the conductor needs of the rest of the house; `app` wires it. */
export interface MeetingPorts {
  readonly register: Pick<Store['register'], 'append' | 'read'>;
  readonly workspaces: Workspaces;
  readonly access: Pick<Access, 'actor' | 'rules' | 'seats'>;
  readonly clock: Clock;
  /** At least 128 random bits, as text. */
  readonly newSalt: () => string;
  readonly newId: () => string;
  /** The figures that a round is held on: those of the plans as they are, and with the changes. */
  readonly figures: (
    plans: Plans,
    changes: readonly Change[],
  ) => { readonly before: Json; readonly after: Json };
  /** Keeps the plans as they are now; resolves when that is durable. */
  readonly freeze: (table: string) => Promise<{ readonly id: string; readonly sha256: string }>;
  /** Tells everybody at the table; the events are durable, and what is to stay hidden has been taken out. */
  readonly publish: (table: string, entries: readonly RegisterEntry[]) => void;
  readonly log: { warn(message: string, about?: Record<string, unknown>): void };
}

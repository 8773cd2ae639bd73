import type { RequestHandler, Router } from 'express';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Access } from '../store/access.ts';
import type { OutgoingMessage, Store } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import type { Sessions } from './auth/sessions.ts';
import type { CalendarKeys } from './auth/calendar-keys.ts';
import type { SignInLinks } from './auth/sign-in-links.ts';
import type { Description } from './endpoint.ts';
import type { OwnActions } from './own-actions.ts';
import type { LimitSettings } from './limits.ts';
import type { ReferenceDateMeta, ReferenceDates } from './reference-dates.ts';

/** A person of the demo region who may sign in with one click. */
export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  /** In words: "Voorzitter". */
  readonly role: string;
  readonly organisation: string;
  /** What this person may do, in a few words. */
  readonly does: string;
}

/** A mail that is sent once per key; `expires` in milliseconds since the epoch. */
export type MailToSend = Pick<OutgoingMessage, 'key' | 'kind' | 'to' | 'subject' | 'text'> & {
  readonly expires: number;
};

/** Routes of another part of the server, below /api/v1; who asks is known (`askerOf`), the rights are theirs to check. */
export interface MoreRoutes {
  readonly router: Router;
  readonly describes: readonly Description[];
}

/** What HTTP needs of the rest of the server; `app` gives it. */
export interface HttpPorts {
  readonly config: Pick<Config, 'publicUrl' | 'demo' | 'trustProxy' | 'tiles'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly access: Access;
  readonly store: Pick<Store, 'history' | 'register' | 'outgoing'>;
  readonly workspaces: Workspaces;
  readonly sessions: Sessions;
  readonly links: SignInLinks;
  readonly calendarKeys: CalendarKeys;
  /** The address of a person's feed of actions, with its key. */
  readonly calendarUrl: (key: string) => string;
  readonly ownActions: OwnActions;
  readonly courier: { post(mail: MailToSend): Promise<boolean> };
  readonly referenceDates: ReferenceDates;
  /** Puts a new reference date in the register of its table, on behalf of a person. */
  readonly announceReferenceDate: (
    table: string,
    by: string,
    date: Pick<ReferenceDateMeta, 'id' | 'sha256'>,
  ) => Promise<void>;
  readonly meetingOpen: (table: string) => Promise<boolean>;
  /** Empty without DEMO. */
  readonly demoPeople: readonly DemoPerson[];
  /** Null when it serves, else the reason why not, in English for whoever runs it. */
  readonly readiness: () => Promise<string | null>;
  /** Tables of which something stored was found damaged, and what, in English for whoever runs it. */
  readonly damage: () => ReadonlyMap<string, string>;
  readonly more: readonly MoreRoutes[];
  /** Everything that is not ours: the pages. */
  readonly pages: RequestHandler;
  readonly limits?: Partial<LimitSettings>;
}

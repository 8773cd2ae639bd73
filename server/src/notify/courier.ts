import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import type { Log } from '../log.ts';
import type { Outgoing, OutgoingMessage } from '../store/store.ts';
import type { Mailer } from './mailer.ts';

/** Something to tell somebody; with a known `key` it has been told already. */
export type Message = Pick<OutgoingMessage, 'key' | 'kind' | 'to' | 'subject' | 'text'> & {
  /** Milliseconds since the epoch, after which there is no use in sending it any more. */
  readonly expires?: number;
};

export interface Courier {
  /** Resolves when the message is durably queued, `false` when its key was known; sending goes on by itself. */
  post(message: Message): Promise<boolean>;
  /** Sends what waits, once through. One round at a time. */
  deliver(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface CourierOptions {
  readonly outgoing: Outgoing;
  /** Null without SMTP_URL: every message is held, for the administrator to pass on. */
  readonly mailer: Mailer | null;
  readonly clock: Clock;
  readonly log: Log;
  /** How long after a failure it tries again. */
  readonly retryMs?: number;
}

/** A mail is given up after a day: who waits for it has long asked again. */
const GIVE_UP_MS = 86_400_000;

/**
 * Brings messages out of the store to the mail server. A message is marked sent after the server took it; a crash in
 * between sends it twice, which is better than never.
 */
export function createCourier({ outgoing, mailer, clock, log, retryMs = 30_000 }: CourierOptions): Courier {
  const expires = new Map<string, number>();
  let round: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;

  async function send(carrier: Mailer, message: OutgoingMessage): Promise<boolean> {
    if (clock.now() >= (expires.get(message.key) ?? Date.parse(message.at) + GIVE_UP_MS)) {
      log.warn('a mail could not be sent in time; the administrator can see it', { kind: message.kind });
      await outgoing.mark(message.key, 'held');
    } else {
      try {
        await carrier.send(message);
      } catch (error) {
        log.warn('a mail could not be sent yet', { kind: message.kind, reason: String(error) });
        return false;
      }
      await outgoing.mark(message.key, 'sent');
    }
    expires.delete(message.key);
    return true;
  }

  async function sendAll(carrier: Mailer): Promise<void> {
    let failed = false;
    do {
      again = false;
      for (const message of await outgoing.list('waiting')) failed = !(await send(carrier, message)) || failed;
    } while (again && !failed);
    if (failed && !stopped) {
      timer = setTimeout(deliverSoon, retryMs);
      timer.unref();
    }
  }

  function deliver(): Promise<void> {
    if (mailer === null) return Promise.resolve();
    again = true;
    if (timer !== null) clearTimeout(timer);
    round ??= sendAll(mailer).finally(() => {
      round = null;
      // Asked for between the end of the round and now.
      if (again && !stopped) deliverSoon();
    });
    return round;
  }

  function deliverSoon(): void {
    deliver().catch((error: unknown) => {
      log.error('mails could not be read from the store', { error });
    });
  }

  return {
    deliver,
    async post({ expires: until, ...message }) {
      const queued = await outgoing.queue({ ...message, at: toIso(clock.now()), state: mailer === null ? 'held' : 'waiting' });
      if (!queued) return false;
      if (until !== undefined) expires.set(message.key, until);
      if (mailer === null) log.warn('no mail server is set: this mail waits on the administrator\'s page', { kind: message.kind, subject: message.subject });
      else if (!stopped) deliverSoon();
      return true;
    },
    start() {
      stopped = false;
      deliverSoon();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await round;
      mailer?.close();
    },
  };
}

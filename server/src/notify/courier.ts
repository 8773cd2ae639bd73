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
export function createCourier(options: CourierOptions): Courier {
  const { outgoing, mailer, clock, log, retryMs = 30_000 } = options;
  const expires = new Map<string, number>();
  const rounds = createRounds(sendAll);
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;

  async function sendAll(): Promise<void> {
    if (mailer === null) return;
    if (timer !== null) clearTimeout(timer);
    let failed = false;
    for (const message of await outgoing.list('waiting')) {
      const state = await attempt(mailer, message, expires.get(message.key), options);
      if (state === 'waiting') {
        failed = true;
        continue;
      }
      await outgoing.mark(message.key, state);
      expires.delete(message.key);
    }
    if (failed && !stopped) timer = setTimeout(deliverSoon, retryMs).unref();
  }

  function deliverSoon(): void {
    rounds.run().catch((error: unknown) => {
      log.error('mails could not be read from the store', { error });
    });
  }

  return {
    deliver: () => rounds.run(),
    async post({ expires: until, ...message }) {
      const state = mailer === null ? 'held' : 'waiting';
      const queued = await outgoing.queue({ ...message, at: toIso(clock.now()), state });
      if (!queued) return false;
      if (until !== undefined) expires.set(message.key, until);
      if (mailer === null)
        log.warn("no mail server is set: this mail waits on the administrator's page", {
          kind: message.kind,
        });
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
      await rounds.settled();
      mailer?.close();
    },
  };
}

/** What becomes of one message: it waits on when the server did not take it. */
async function attempt(
  mailer: Mailer,
  message: OutgoingMessage,
  expires: number | undefined,
  { clock, log }: Pick<CourierOptions, 'clock' | 'log'>,
): Promise<OutgoingMessage['state']> {
  const { kind } = message;
  if (clock.now() >= (expires ?? Date.parse(message.at) + GIVE_UP_MS)) {
    log.warn('a mail could not be sent in time; the administrator can see it', { kind });
    return 'held';
  }
  try {
    await mailer.send(message);
    return 'sent';
  } catch (error) {
    log.warn('a mail could not be sent yet', { kind, reason: String(error) });
    return 'waiting';
  }
}

/** One round at a time; asked for during a round, another follows, so that nothing queued meanwhile is missed. */
function createRounds(work: () => Promise<void>) {
  let running: Promise<void> | null = null;
  let asked = 0;
  let served = 0;

  async function loop(): Promise<void> {
    try {
      while (served < asked) {
        served = asked;
        await work();
      }
    } finally {
      running = null;
    }
  }

  return {
    run(): Promise<void> {
      asked += 1;
      running ??= loop();
      return running;
    },
    /** Whatever became of the round under way. */
    settled: (): Promise<void> => (running ?? Promise.resolve()).catch(() => undefined),
  };
}

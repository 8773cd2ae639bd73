import { io, type Socket } from 'socket.io-client';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Answer } from '@bouwberaad/shared/protocol/live.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';

/** Slower than a person is paced (50 a second), as often as gives each kill one to meet. */
const EVERY_MS = 40;

/** Opens and closes meetings without end, and remembers which of them were confirmed. */
export class Chair {
  /** What the register was said to hold: type by sequence number. */
  readonly confirmed = new Map<number, string>();
  readonly #socket: Socket;
  readonly #table: string;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;

  constructor(host: string, token: string, table: string) {
    this.#table = table;
    this.#socket = io(`http://${host}`, {
      path: '/live',
      transports: ['websocket'],
      auth: { token },
      reconnectionDelay: 20,
      reconnectionDelayMax: 60,
    });
    this.#again();
  }

  end(): void {
    this.#ended = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#socket.close();
  }

  /** What is wrong with a register as it is found now. */
  wrongIn(events: readonly RegisterEntry[], head?: string): string[] {
    const verified = verifyChain(events, head);
    const wrong = verified.ok ? [] : [`the register breaks at ${verified.at ?? '?'}: ${verified.code}`];
    const held = new Map(events.map(({ event }) => [event.seq, event.type]));
    for (const [seq, type] of this.confirmed)
      if (held.get(seq) !== type)
        wrong.push(`register event ${seq}: ${held.get(seq) ?? 'none'} instead of ${type}`);
    return wrong;
  }

  #again(): void {
    this.#timer = setTimeout(() => {
      void this.#turn().finally(() => {
        if (!this.#ended) this.#again();
      });
    }, EVERY_MS);
  }

  /** Whichever of the two is possible now. */
  async #turn(): Promise<void> {
    for (const [type, recorded] of [
      ['openMeeting', 'meetingOpened'],
      ['closeMeeting', 'meetingClosed'],
    ] as const) {
      const answer = await this.#ask(type);
      if (answer?.ok === true) this.confirmed.set(answer.seq, recorded);
    }
  }

  /** Null when the connection broke before the answer came: it may have been done or not. */
  async #ask(type: string): Promise<Answer | null> {
    if (!this.#socket.connected) return null;
    try {
      const command = { id: newId(), table: this.#table, type };
      return (await this.#socket.timeout(1000).emitWithAck('command', command)) as Answer;
    } catch {
      return null;
    }
  }
}

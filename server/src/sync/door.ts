import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import { CLOSE, encodeSync, SYNC, type CloseCode } from '@bouwberaad/shared/protocol/sync.ts';
import { limits } from './limits.ts';
import { DocumentDamaged, type Stored } from './load.ts';
import { Mailbox } from './mailbox.ts';
import type { PresentPerson } from './presence.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { helloOf, Session } from './session.ts';
import { SocketWire } from './socket-wire.ts';

export interface Visitor {
  readonly person: string;
  /** What ends when the person signs out. */
  readonly session: string;
}

/** What somebody may do at a table, as far as it is known now. */
export interface Admission {
  readonly person: PresentPerson;
  /** Read anew for every update. */
  readonly rights: () => { readonly actor: Actor; readonly rules: TableRules };
}

export interface DoorOptions {
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly log: { warn(message: string, about?: Record<string, unknown>): void };
  /** Who asks to come in; null when nobody is signed in. */
  readonly identify: (request: IncomingMessage, token: string | null) => Promise<Visitor | null>;
  /** Between two pings of a connection; `limits.keepAliveMs` when it is absent. */
  readonly keepAliveMs?: number;
  /** `unknownTable`, `notAllowed`, or what the person may do there. */
  readonly admit: (person: string, table: string) => Admission | 'unknownTable' | 'notAllowed';
}

interface Admitted extends Visitor {
  readonly table: string;
  readonly admission: Admission;
  /** The client asked for our own frames. */
  readonly wantsSaved: boolean;
  /** Of which generation the plans are that the client has; null: it has none, or does not say. */
  readonly generation: number | null;
}

interface TurnedAway {
  readonly close: CloseCode;
  readonly reason: string;
}

const PATH = /^\/sync\/([A-Za-z0-9._-]+)\/workspace$/;

/** Lets raw WebSockets into rooms. Who is refused is let in and closed with its code, so that a plain provider stops trying. */
export class Door {
  readonly #options: DoorOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.transportBytes,
    perMessageDeflate: false,
  });
  readonly #open = new Map<Session, Admitted>();

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** Takes over a socket whose path begins with /sync/. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const wire = new SocketWire(ws, socket);
      const mail = new Mailbox(ws, wire);
      this.#enter(ws, wire, mail, request).catch((error: unknown) => {
        this.#options.log.warn('a connection could not be served', { reason: String(error) });
        mail.close(CLOSE.storeDown, error instanceof DocumentDamaged ? 'damaged' : 'storeDown');
      });
    });
  }

  /** Ends all connections because the server stops. */
  close(): void {
    for (const session of [...this.#open.keys()]) session.end(CLOSE.restart, 'restart');
  }

  /** Rights changed: a person without a seat leaves at once. */
  dismiss(person: string, table: string): void {
    this.#end(CLOSE.notAllowed, 'noParticipant', (one) => one.person === person && one.table === table);
  }

  /** Somebody signed out: what was opened with that session ends. */
  signOut(ended: string): void {
    this.#end(CLOSE.notSignedIn, 'notSignedIn', ({ session }) => session === ended);
  }

  #end(code: CloseCode, reason: string, which: (admitted: Admitted) => boolean): void {
    for (const [session, admitted] of [...this.#open]) if (which(admitted)) session.end(code, reason);
  }

  async #enter(socket: WebSocket, wire: SocketWire, mail: Mailbox, request: IncomingMessage): Promise<void> {
    const asked = await this.#ask(request);
    if ('close' in asked) {
      mail.close(asked.close, asked.reason);
      return;
    }
    let sentAhead = false;
    const { room, release } = await this.#options.rooms.acquire(asked.table, async (stored) => {
      // Who has plans already needs few of these, and they may be of another generation.
      if (asked.generation === null) sentAhead = await sendAhead(wire, stored);
    });
    if (asked.generation !== null && asked.generation !== room.generation) {
      // What it has would fill up what a backup has put back. It is told, and nothing that it sends is read.
      if (asked.wantsSaved) socket.send(helloOf(room, this.#options.clock));
      mail.close(CLOSE.outlived, 'outlived');
      release();
    } else if (socket.readyState === socket.OPEN) {
      mail.deliverTo(this.#start(socket, wire, room, { ...asked, sentAhead }, release));
    } else {
      release();
    }
  }

  async #ask(request: IncomingMessage): Promise<Admitted | TurnedAway> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const table = PATH.exec(url.pathname)?.[1];
    if (table === undefined) return { close: CLOSE.noSuchDocument, reason: 'noSuchDocument' };
    const visitor = await this.#options.identify(request, url.searchParams.get('token'));
    if (visitor === null) return { close: CLOSE.notSignedIn, reason: 'notSignedIn' };
    const layout = url.searchParams.get('layout');
    if (layout !== null && Number(layout) < LAYOUT)
      return { close: CLOSE.layoutTooOld, reason: 'layoutTooOld' };
    const admission = this.#options.admit(visitor.person, table);
    if (admission === 'unknownTable') return { close: CLOSE.noSuchDocument, reason: 'noSuchDocument' };
    if (admission === 'notAllowed') return { close: CLOSE.notAllowed, reason: 'noParticipant' };
    const wantsSaved = url.searchParams.get('saved') === '1';
    const generation = Number(url.searchParams.get('generation') ?? '') || null;
    return { ...visitor, table, admission, wantsSaved, generation };
  }

  #start(
    socket: WebSocket,
    wire: SocketWire,
    room: Room,
    admitted: Admitted & { readonly sentAhead: boolean },
    release: () => void,
  ): Session {
    const stopWatching = watch(socket, this.#options.keepAliveMs ?? limits.keepAliveMs, () => {
      session.keepAlive();
    });
    const session = new Session({
      wire,
      room,
      clock: this.#options.clock,
      ...admitted.admission,
      wantsSaved: admitted.wantsSaved,
      sentAhead: admitted.sentAhead,
      onEnd: () => {
        this.#open.delete(session);
        stopWatching();
        release();
      },
    });
    this.#open.set(session, admitted);
    socket.on('close', () => {
      session.closed();
    });
    session.start();
    return session;
  }
}

/**
 * The stored bytes to whoever opens a room, as they lie there and before the room is made of them: both sides build the
 * same document at the same time instead of one after the other. All of it is durable; the answer to their step 1 is
 * what came after. False: not sent, there are too many rows.
 */
async function sendAhead(wire: SocketWire, { parts, rows }: Stored): Promise<boolean> {
  if (rows.length > limits.aheadRows) return false;
  for (const part of parts) wire.send(encodeSync(SYNC.update, part));
  await Promise.race([wire.taken(), setTimeout(limits.aheadMs)]);
  return true;
}

/** Pings so that a vanished socket is noticed, and says something now and then so that the other side stays. */
function watch(socket: WebSocket, everyMs: number, keepAlive: () => void): () => void {
  let heard = true;
  socket.on('pong', () => {
    heard = true;
  });
  const beat = setInterval(
    () => {
      // Whoever is paused answers, and we do not read it: that is no sign of having gone.
      if (!heard && !socket.isPaused) {
        socket.terminate();
        return;
      }
      heard = socket.isPaused;
      socket.ping();
      keepAlive();
    },
    Math.min(everyMs, limits.pongTimeoutMs),
  );
  beat.unref();
  return () => {
    clearInterval(beat);
  };
}

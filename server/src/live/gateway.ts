import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import {
  handshakeSchema,
  joinSchema,
  LIVE_PATH,
  type Answer,
  type ClientToServer,
  type JoinAnswer,
  type Refusal,
  type ServerToClient,
} from '@bouwberaad/shared/protocol/live.ts';
import { refuse } from '@bouwberaad/shared/protocol/refusal.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { createPace, type Pace } from './pace.ts';

/** What the gateway asks of whoever leads the meetings. */
export interface GatewayConductor {
  command(person: string, message: unknown): Promise<Answer>;
  connected(table: string, person: string): () => void;
  read(
    table: string,
    after: number,
  ): Promise<{ readonly events: readonly RegisterEntry[]; readonly head: string }>;
}

export interface GatewayOptions {
  /** Who asks to come in, by `auth.token` or by the request's own credentials; null when nobody is signed in. */
  readonly identify: (
    request: IncomingMessage,
    token: string | null,
  ) => Promise<{ readonly person: string; readonly session: string } | null>;
  /** The tables where this person has a seat now. */
  readonly tablesOf: (person: string) => readonly string[];
  readonly conductor: GatewayConductor;
  readonly clock: Clock;
  readonly log: { warn(message: string, about?: Record<string, unknown>): void };
}

export interface Gateway {
  /** Takes over a socket whose path is /live; whether its Origin may use a cookie has been checked by then. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells everybody at a table what was added to its register. */
  publish(table: string, events: readonly RegisterEntry[]): void;
  /** The settings or the people of a table changed: whoever is there asks anew what they may do. */
  notice(table: string): void;
  /** Rights changed: a person without a seat hears no more of this table. */
  dismiss(person: string, table: string): void;
  /** A session ended: its connections do too. */
  signOut(session: string): void;
  stop(): Promise<void>;
}

interface Who {
  readonly person: string;
  readonly session: string;
  /** Ends the presence at each table that this connection counts at. */
  readonly presence: Map<string, () => void>;
}

type LiveServer = Server<ClientToServer, ServerToClient, object, Who>;
type LiveSocket = Socket<ClientToServer, ServerToClient, object, Who>;

/** A command is a few lines of text. */
const MAX_BYTES = 65_536;

/**
 * The socket.io end of /live: knows who is there, hands commands to the conductor, tells tables what was recorded.
 * It decides nothing.
 */
export function createGateway(options: GatewayOptions): Gateway {
  // socket.io wants a server to listen to; this one never opens, since the house has one upgrade listener of its own.
  const io: LiveServer = new Server(createServer(), {
    path: LIVE_PATH,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_BYTES,
    perMessageDeflate: false,
  });
  const visitors = new Visitors(options);
  io.use((socket, next) => {
    visitors.admit(socket).then(
      (admitted) => next(admitted ? undefined : new Error('notSignedIn')),
      (error: unknown) => {
        options.log.warn('a live connection could not be identified', { reason: String(error) });
        next(new Error('storeDown'));
      },
    );
  });
  io.on('connection', (socket) => visitors.receive(socket));
  const all = (): LiveSocket[] => [...io.of('/').sockets.values()];

  return {
    handleUpgrade: (request, socket, head) => {
      io.engine.handleUpgrade(request, socket, head);
    },
    notice: (table) => {
      io.to(roomOf(table)).emit('notice', { table, about: 'table' });
    },
    publish: (table, events) => {
      io.to(roomOf(table)).emit('register', { table, events });
    },
    dismiss: (person, table) => {
      for (const socket of all()) if (socket.data.person === person) visitors.leave(socket, table);
    },
    signOut: (session) => {
      for (const socket of all()) if (socket.data.session === session) socket.disconnect(true);
    },
    stop: () => io.close(),
  };
}

/** What the gateway does for each connection. */
class Visitors {
  readonly #options: GatewayOptions;
  readonly #pace: Pace;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#pace = createPace(options.clock);
  }

  /** Whether somebody is signed in; who it is stays with the connection. */
  async admit(socket: LiveSocket): Promise<boolean> {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    const token = handshake.success ? handshake.data.token : undefined;
    const who = await this.#options.identify(socket.request, token ?? null);
    if (who === null) return false;
    Object.assign(socket.data, { ...who, presence: new Map() } satisfies Who);
    return true;
  }

  receive(socket: LiveSocket): void {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    const asked = handshake.success ? handshake.data.tables : undefined;
    for (const table of asked ?? this.#options.tablesOf(socket.data.person)) this.#enter(socket, table);
    socket.on('command', (message, ack) => this.#reply(ack, this.#command(socket, message)));
    socket.on('join', (message, ack) => this.#reply(ack, this.#join(socket, message)));
    socket.on('disconnect', () => {
      for (const table of [...socket.data.presence.keys()]) this.leave(socket, table);
    });
  }

  leave(socket: LiveSocket, table: string): void {
    socket.data.presence.get(table)?.();
    socket.data.presence.delete(table);
    void socket.leave(roomOf(table));
  }

  #enter(socket: LiveSocket, table: string): boolean {
    const { person, presence } = socket.data;
    if (!this.#options.tablesOf(person).includes(table)) return false;
    if (!presence.has(table)) {
      void socket.join(roomOf(table));
      presence.set(table, this.#options.conductor.connected(table, person));
    }
    return true;
  }

  async #command(socket: LiveSocket, message: unknown): Promise<Answer> {
    if (!this.#pace.allows(socket.data.session)) return refuse('tooFast');
    const table = isObject(message) ? message['table'] : undefined;
    // Whoever gives a command at a table is there, whatever the handshake said.
    if (typeof table === 'string') this.#enter(socket, table);
    return this.#options.conductor.command(socket.data.person, message);
  }

  async #join(socket: LiveSocket, message: unknown): Promise<JoinAnswer> {
    if (!this.#pace.allows(socket.data.session)) return refuse('tooFast');
    const asked = joinSchema.safeParse(message);
    if (!asked.success) return refuse('malformed');
    const { table, after = 0 } = asked.data;
    // In the room before the register is read: what is added meanwhile comes twice, never not at all.
    if (!this.#enter(socket, table)) return refuse('noParticipant');
    return { ok: true, ...(await this.#options.conductor.read(table, after)) };
  }

  /** A client that sends something else than a function gets no answer, and harms nobody. */
  #reply<A>(ack: ((answer: A | Refusal) => void) | undefined, answer: Promise<A | Refusal>): void {
    const send = (value: A | Refusal): void => {
      if (typeof ack === 'function') ack(value);
    };
    answer.then(send, (error: unknown) => {
      this.#options.log.warn('a live message was not answered', { reason: String(error) });
      send(refuse('storeDown'));
    });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** socket.io keeps a room for every socket by its id: a table's name may not meet one. */
function roomOf(table: string): string {
  return `table:${table}`;
}

import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { handshakeSchema, joinSchema, LIVE_PATH, type Answer, type ClientToServer, type JoinAnswer, type ServerToClient } from '@bouwberaad/shared/protocol/live.ts';
import { refuse } from '@bouwberaad/shared/protocol/refusal.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { createPace } from './pace.ts';

/** What the gateway asks of whoever leads the meetings. */
export interface GatewayConductor {
  command(person: string, message: unknown): Promise<Answer>;
  connected(table: string, person: string): () => void;
  read(table: string, after: number): Promise<{ readonly events: readonly RegisterEntry[]; readonly head: string }>;
}

export interface GatewayOptions {
  /** Who asks to come in, by `auth.token` or by the request's own credentials; null when nobody is signed in. */
  readonly identify: (request: IncomingMessage, token: string | null) => Promise<{ readonly person: string; readonly session: string } | null>;
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

type LiveServer = Server<ClientToServer, ServerToClient, Record<never, never>, Who>;
type LiveSocket = Socket<ClientToServer, ServerToClient, Record<never, never>, Who>;

/** A command is a few lines of text. */
const MAX_BYTES = 65_536;

/**
 * The socket.io end of /live: knows who is there, hands commands to the conductor, tells tables what was recorded.
 * It decides nothing.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { conductor, identify, tablesOf, log } = options;
  const pace = createPace(options.clock);
  // socket.io wants a server to listen to; this one never opens, since the house has one upgrade listener of its own.
  const io: LiveServer = new Server(createServer(), {
    path: LIVE_PATH,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_BYTES,
    perMessageDeflate: false,
  });

  io.use((socket, next) => {
    admit(socket).then(
      (admitted) => next(admitted ? undefined : new Error('notSignedIn')),
      (error: unknown) => {
        log.warn('a live connection could not be identified', { reason: String(error) });
        next(new Error('storeDown'));
      },
    );
  });

  async function admit(socket: LiveSocket): Promise<boolean> {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    const who = await identify(socket.request, (handshake.success ? handshake.data.token : undefined) ?? null);
    if (who === null) return false;
    Object.assign(socket.data, { ...who, presence: new Map() } satisfies Who);
    return true;
  }

  function enter(socket: LiveSocket, table: string): boolean {
    if (!tablesOf(socket.data.person).includes(table)) return false;
    if (!socket.data.presence.has(table)) {
      void socket.join(roomOf(table));
      socket.data.presence.set(table, conductor.connected(table, socket.data.person));
    }
    return true;
  }

  function leave(socket: LiveSocket, table: string): void {
    socket.data.presence.get(table)?.();
    socket.data.presence.delete(table);
    void socket.leave(roomOf(table));
  }

  async function command(socket: LiveSocket, message: unknown): Promise<Answer> {
    if (!pace.allows(socket.data.session)) return refuse('tooFast');
    const table = typeof message === 'object' && message !== null ? (message as { table?: unknown }).table : undefined;
    // Whoever gives a command at a table is there, whatever the handshake said.
    if (typeof table === 'string') enter(socket, table);
    return conductor.command(socket.data.person, message);
  }

  async function join(socket: LiveSocket, message: unknown): Promise<JoinAnswer> {
    if (!pace.allows(socket.data.session)) return refuse('tooFast');
    const asked = joinSchema.safeParse(message);
    if (!asked.success) return refuse('malformed');
    // In the room before the register is read: what is added meanwhile comes twice, never not at all.
    if (!enter(socket, asked.data.table)) return refuse('noParticipant');
    const { events, head } = await conductor.read(asked.data.table, asked.data.after ?? 0);
    return { ok: true, events, head };
  }

  function reply<A>(ack: unknown, answer: Promise<A>): void {
    const send = (value: unknown): void => {
      if (typeof ack === 'function') (ack as (value: unknown) => void)(value);
    };
    answer.then(send, (error: unknown) => {
      log.warn('a live message was not answered', { reason: String(error) });
      send(refuse('storeDown'));
    });
  }

  io.on('connection', (socket) => {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    const asked = handshake.success ? handshake.data.tables : undefined;
    for (const table of asked ?? tablesOf(socket.data.person)) enter(socket, table);
    socket.on('command', (message, ack) => reply(ack, command(socket, message)));
    socket.on('join', (message, ack) => reply(ack, join(socket, message)));
    socket.on('disconnect', () => {
      for (const table of [...socket.data.presence.keys()]) leave(socket, table);
    });
  });

  return {
    handleUpgrade: (request, socket, head) => {
      io.engine.handleUpgrade(request, socket, head);
    },
    publish: (table, events) => {
      io.to(roomOf(table)).emit('register', { table, events });
    },
    dismiss: (person, table) => {
      for (const socket of io.of('/').sockets.values()) if (socket.data.person === person) leave(socket, table);
    },
    signOut: (session) => {
      for (const socket of io.of('/').sockets.values()) if (socket.data.session === session) socket.disconnect(true);
    },
    stop: () => io.close(),
  };
}

/** socket.io keeps a room for every socket by its id: a table's name may not meet one. */
function roomOf(table: string): string {
  return `table:${table}`;
}

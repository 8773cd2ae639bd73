import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';
import { limits } from './limits.ts';
import type { PresentPerson } from './presence.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { Session, type Wire } from './session.ts';

/** What somebody may do at a table, as far as it is known now. */
export interface Admission {
  readonly person: PresentPerson;
  /** Read anew for every update. */
  readonly rights: () => { readonly actor: Actor; readonly rules: TableRules };
}

export interface Visitor {
  readonly person: string;
  /** What ends when the person signs out. */
  readonly session: string;
}

export interface DoorOptions {
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly log: { warn(message: string, about?: Record<string, unknown>): void };
  /** Who asks to come in; null when nobody is signed in. */
  readonly identify: (request: IncomingMessage, token: string | null) => Promise<Visitor | null>;
  /** `unknownTable`, `notAllowed`, or what the person may do there. */
  readonly admit: (person: string, table: string) => Promise<Admission | 'unknownTable' | 'notAllowed'>;
}

export interface Door {
  /** Takes over a socket whose path begins with /sync/. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all connections because the server stops (1012). */
  close(): void;
  /** Rights changed: a person without a seat leaves at once. */
  dismiss(person: string, table: string): void;
  /** Somebody signed out: what was opened with that session ends. */
  signOut(session: string): void;
}

const PATH = /^\/sync\/([A-Za-z0-9._-]+)\/workspace$/;

/** Lets raw WebSockets into rooms. A refused one is opened and closed with its code, so that a plain provider stops trying. */
export function createDoor(options: DoorOptions): Door {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.transportBytes,
    perMessageDeflate: false,
  });
  const open = new Map<
    WebSocket,
    Visitor & { readonly table: string; end: (code: number, reason: string) => void }
  >();

  async function enter(socket: WebSocket, request: IncomingMessage): Promise<void> {
    const early: Uint8Array[] = [];
    let receive = (frame: Uint8Array): void => void early.push(frame);
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) receive(data);
      else socket.close(CLOSE.malformed, 'text');
    });
    socket.on('error', () => socket.terminate());
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asked = await ask(url, request);
    if ('close' in asked) {
      socket.close(asked.close, asked.reason);
      return;
    }
    const { room, release } = await options.rooms.acquire(asked.table);
    if (socket.readyState !== socket.OPEN) {
      release();
      return;
    }
    const session = startSession(socket, room, asked.admission, url, () => {
      open.delete(socket);
      release();
    });
    open.set(socket, {
      ...asked.visitor,
      table: asked.table,
      end: (code, reason) => session.end(code, reason),
    });
    receive = (frame) => {
      session.receive(frame);
    };
    for (const frame of early) session.receive(frame);
  }

  async function ask(
    url: URL,
    request: IncomingMessage,
  ): Promise<{ close: number; reason: string } | { visitor: Visitor; table: string; admission: Admission }> {
    const table = PATH.exec(url.pathname)?.[1];
    if (table === undefined) return { close: CLOSE.noSuchDocument, reason: 'noSuchDocument' };
    const visitor = await options.identify(request, url.searchParams.get('token'));
    if (visitor === null) return { close: CLOSE.notSignedIn, reason: 'notSignedIn' };
    const layout = url.searchParams.get('layout');
    if (layout !== null && Number(layout) < LAYOUT)
      return { close: CLOSE.layoutTooOld, reason: 'layoutTooOld' };
    const admission = await options.admit(visitor.person, table);
    if (admission === 'unknownTable') return { close: CLOSE.noSuchDocument, reason: 'noSuchDocument' };
    return admission === 'notAllowed'
      ? { close: CLOSE.notAllowed, reason: 'noParticipant' }
      : { visitor, table, admission };
  }

  function startSession(
    socket: WebSocket,
    room: Room,
    admission: Admission,
    url: URL,
    onEnd: () => void,
  ): Session {
    const alive = watch(socket, () => session.keepAlive());
    const session = new Session({
      wire: wireOf(socket),
      room,
      clock: options.clock,
      person: admission.person,
      rights: admission.rights,
      wantsSaved: url.searchParams.get('saved') === '1',
      onEnd: () => {
        alive.stop();
        onEnd();
      },
    });
    socket.on('close', () => session.closed());
    session.start();
    return session;
  }

  return {
    handleUpgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (ws) => {
        enter(ws, request).catch((error: unknown) => {
          options.log.warn('a connection could not be served', { reason: String(error) });
          ws.close(CLOSE.storeDown, 'storeDown');
        });
      });
    },
    close() {
      for (const { end } of open.values()) end(CLOSE.restart, 'restart');
    },
    dismiss(person, table) {
      for (const session of open.values()) {
        if (session.person === person && session.table === table)
          session.end(CLOSE.notAllowed, 'noParticipant');
      }
    },
    signOut(ended) {
      for (const { session, end } of open.values())
        if (session === ended) end(CLOSE.notSignedIn, 'notSignedIn');
    },
  };
}

function wireOf(socket: WebSocket): Wire {
  return {
    send: (frame) => socket.send(frame),
    close: (code, reason) => socket.close(code, reason),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    buffered: () => socket.bufferedAmount,
  };
}

/** Pings so that a vanished socket is noticed, and says something now and then so that the other side stays. */
function watch(socket: WebSocket, keepAlive: () => void): { stop: () => void } {
  let heard = true;
  socket.on('pong', () => {
    heard = true;
  });
  const beat = setInterval(
    () => {
      if (!heard) {
        socket.terminate();
        return;
      }
      heard = false;
      socket.ping();
      keepAlive();
    },
    Math.min(limits.keepAliveMs, limits.pongTimeoutMs),
  );
  beat.unref();
  return { stop: () => clearInterval(beat) };
}

import { readVarUint as readCount } from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { LAYOUT, META } from '@bouwberaad/shared/model/layout.ts';
import {
  carriesUpdate,
  decodeHello,
  decodeRefused,
  encodeClaim,
  FRAME,
  SYNC,
  type Refused,
} from '@bouwberaad/shared/protocol/sync.ts';

export interface LineOptions {
  readonly url: string;
  readonly table: string;
  readonly token?: string;
  readonly clock: Clock;
  readonly WebSocket?: typeof globalThis.WebSocket;
}

export interface LineEvents {
  readonly opened: () => void;
  /** The server took us in. */
  readonly welcomed: () => void;
  readonly pushed: (frame: number) => void;
  readonly saved: (count: number) => void;
  readonly changed: () => void;
  readonly loaded: () => void;
  /** The connection is gone; it comes back by itself unless `closed` says that it does not. */
  readonly dropped: (code: number, reason: string) => void;
  readonly closed: (code: number, reason: string, refused: Refused | null) => void;
  /** Somebody else wrote under our client id: Yjs took another one, of which presence does not know. */
  readonly taken: () => void;
  /** The document here is of another generation than the server's: it must not be sent there. */
  readonly outlived: () => void;
}

/** One document with its provider; lives until a refusal. */
export class Line {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  sent = 0;
  saved = 0;
  skew = 0;
  loaded = false;
  #refused: Refused | null = null;
  readonly #client = this.doc.clientID;

  constructor(options: LineOptions, events: LineEvents) {
    const params: Record<string, string> = { saved: '1', layout: String(LAYOUT) };
    if (options.token !== undefined) params['token'] = options.token;
    // Read at every connect: it is known once plans are here, from this device or from the server.
    Object.defineProperty(params, 'generation', { enumerable: true, get: () => this.#generation() });
    this.provider = new WebsocketProvider(options.url, `${options.table}/workspace`, this.doc, {
      params,
      disableBc: true,
      connect: false,
      WebSocketPolyfill: this.#countingSocket(options.WebSocket ?? globalThis.WebSocket, events),
    });
    this.#listen(options.clock, events);
  }

  start(): void {
    // A first state is only told to others once it has changed: y-protocols takes clock 0 for nothing.
    this.provider.awareness.setLocalStateField('cell', null);
    this.provider.connect();
  }

  /** What this device kept may be looked at before the server answers. */
  showKept(): void {
    this.loaded = true;
  }

  destroy(): void {
    // Presence stands under the id that it began with.
    this.doc.clientID = this.#client;
    this.provider.destroy();
    this.doc.destroy();
  }

  /** y-websocket says nothing of what it sends; the count of update-carrying frames is what `saved` speaks of. */
  #countingSocket(Base: typeof globalThis.WebSocket, events: LineEvents): typeof globalThis.WebSocket {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class below has a `this` of its own
    const line = this;
    return class extends Base {
      #claimed = false;

      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        line.sent = 0;
        line.saved = 0;
        events.opened();
      }

      override send(data: Uint8Array<ArrayBuffer>): void {
        const pushes = data[0] === FRAME.sync && data[1] === SYNC.step2;
        // In a push, work under somebody else's client id is taken for theirs and waited for; announced, it is refused.
        if (pushes && !this.#claimed && line.doc.store.clients.has(line.doc.clientID)) {
          this.#claimed = true;
          super.send(encodeClaim(line.doc.clientID) as Uint8Array<ArrayBuffer>);
        }
        super.send(data);
        if (!carriesUpdate(data)) return;
        line.sent += 1;
        if (pushes) events.pushed(line.sent);
      }
    };
  }

  /** Of the plans that are here; empty while there are none. */
  #generation(): string {
    const own = this.doc.getMap(META).get('generation');
    return typeof own === 'number' ? String(own) : '';
  }

  #listen(clock: Clock, events: LineEvents): void {
    const { provider } = this;
    provider.messageHandlers[FRAME.hello] = (_encoder, decoder) => {
      const { serverMillis, generation } = decodeHello(decoder);
      this.skew = serverMillis - clock.now();
      if (['', String(generation)].includes(this.#generation())) {
        events.welcomed();
        return;
      }
      provider.disconnect();
      events.outlived();
    };
    provider.messageHandlers[FRAME.saved] = (_encoder, decoder) => {
      this.saved = readCount(decoder);
      events.saved(this.saved);
    };
    provider.messageHandlers[FRAME.refused] = (_encoder, decoder) => {
      this.#refused = decodeRefused(decoder);
    };
    this.doc.on('afterAllTransactions', () => {
      if (this.doc.clientID === this.#client) return;
      this.doc.clientID = this.#client;
      provider.disconnect();
      events.taken();
    });
    provider.on('status', events.changed);
    provider.on('sync', (synced) => {
      if (!synced || this.loaded) return;
      this.loaded = true;
      events.loaded();
    });
    provider.on('connection-close', (event) => {
      if (event !== null) events.dropped(event.code, event.reason);
    });
    provider.on('closed', ({ code, reason }) => {
      events.closed(code, reason, this.#refused);
    });
    provider.awareness.on('change', events.changed);
  }
}

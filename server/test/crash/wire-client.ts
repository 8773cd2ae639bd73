import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { CLOSE, decodeRefused, encodeSync, FRAME, SYNC } from '@bouwberaad/shared/protocol/sync.ts';

export interface WireClientOptions<T> {
  /** host:port; it may be another server each time. */
  readonly host: () => string;
  readonly token: string;
  readonly table: string;
  readonly name: string;
  /** `saved(n)` covers these: from here on they may never be lost. */
  readonly onSaved: (items: readonly T[]) => void;
}

interface Made<T> {
  readonly item: T;
  /** The first frame of this connection that carried it; null while none has. */
  frame: number | null;
}

const RECONNECT_MS = 30;

/**
 * A client of the wire with `saved=1`, as small as the contract allows. It believes nothing but `saved(n)`: what is not
 * covered by it stays in the outbox, and after a reconnect counts as sent only with the frame that carried it anew.
 */
export class WireClient<T> {
  readonly name: string;
  readonly doc = new Y.Doc();
  /** What must not happen, in words. */
  readonly wrongs: string[] = [];
  /** Counts that cannot be: what a line does that delivers frames twice or in another order. */
  readonly miscounts: string[] = [];
  readonly #options: WireClientOptions<T>;
  #outbox: Made<T>[] = [];
  #socket: WebSocket | null = null;
  #retry: NodeJS.Timeout | null = null;
  #sent = 0;
  #saved = 0;
  #synced = false;
  #goodbyes = 0;
  #drops = 0;
  #ended = false;

  constructor(options: WireClientOptions<T>) {
    this.#options = options;
    this.name = options.name;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.#open) this.#send(SYNC.update, update);
    });
  }

  /** Nothing of the connection is left, also not what it had still to deliver. */
  get gone(): boolean {
    return this.#socket === null || this.#socket.readyState === WebSocket.CONNECTING;
  }

  get synced(): boolean {
    return this.#synced;
  }

  get unsaved(): number {
    return this.#outbox.length;
  }

  /** Connections that it had and lost. */
  get drops(): number {
    return this.#drops;
  }

  /** How often the server said that it restarts. */
  get goodbyes(): number {
    return this.#goodbyes;
  }

  connect(): void {
    if (this.#ended) return;
    const { host, table, token } = this.#options;
    const socket = new WebSocket(`ws://${host()}/sync/${table}/workspace?token=${token}&saved=1`);
    this.#socket = socket;
    socket.on('open', () => {
      this.#sent = 0;
      this.#saved = 0;
      socket.send(encodeSync(SYNC.step1, Y.encodeStateVector(this.doc)));
    });
    socket.on('message', (data: Buffer) => {
      this.#receive(new Uint8Array(data));
    });
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      this.#lost(code, reason.toString());
    });
  }

  /** Loses its connection, as far as this side knows, and tries anew. */
  drop(): void {
    this.#socket?.terminate();
  }

  end(): void {
    this.#ended = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#socket?.terminate();
  }

  /** One edit, in one transaction; `item` is what comes back through `onSaved`. */
  edit(item: T, change: () => void): void {
    const made: Made<T> = { item, frame: null };
    const sent = this.#sent;
    this.#outbox.push(made);
    this.doc.transact(change, 'edit');
    if (this.#open && this.#sent === sent) this.wrongs.push(`${this.name}: an edit that changed nothing`);
    made.frame = this.#open ? this.#sent : null;
  }

  get #open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #send(kind: typeof SYNC.step2 | typeof SYNC.update, payload: Uint8Array): void {
    this.#sent += 1;
    this.#socket?.send(encodeSync(kind, payload));
  }

  #lost(code: number, reason: string): void {
    this.#socket = null;
    this.#synced = false;
    for (const made of this.#outbox) made.frame = null;
    if (!this.#ended) this.#drops += 1;
    if (code === CLOSE.restart) this.#goodbyes += 1;
    if (code >= 4400 && code < 4500) {
      this.wrongs.push(`${this.name} was sent away: ${code} ${reason}`);
      return;
    }
    if (this.#ended) return;
    this.#retry = setTimeout(() => {
      this.connect();
    }, RECONNECT_MS);
  }

  #receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case FRAME.sync:
        this.#sync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
        return;
      case FRAME.saved:
        this.#acknowledged(decoding.readVarUint(decoder));
        return;
      case FRAME.refused:
        this.wrongs.push(`${this.name} was refused: ${JSON.stringify(decodeRefused(decoder))}`);
        return;
      default:
    }
  }

  #sync(kind: number, payload: Uint8Array): void {
    if (kind === SYNC.step1) {
      this.#send(SYNC.step2, Y.encodeStateAsUpdate(this.doc, payload));
      for (const made of this.#outbox) made.frame ??= this.#sent;
      return;
    }
    if (kind === SYNC.step2) this.#synced = true;
    Y.applyUpdate(this.doc, payload, this);
  }

  #acknowledged(count: number): void {
    if (count > this.#sent) this.miscounts.push(`${this.name}: saved(${count}) after ${this.#sent} frames`);
    if (count < this.#saved) this.miscounts.push(`${this.name}: saved(${count}) after saved(${this.#saved})`);
    this.#saved = count;
    const covered = ({ frame }: Made<T>): boolean => frame !== null && frame <= count;
    const saved = this.#outbox.filter(covered);
    this.#outbox = this.#outbox.filter((made) => !covered(made));
    if (saved.length > 0) this.#options.onSaved(saved.map(({ item }) => item));
  }
}

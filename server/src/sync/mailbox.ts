import type { WebSocket } from 'ws';
import { CLOSE, type CloseCode } from '@bouwberaad/shared/protocol/sync.ts';
import { limits } from './limits.ts';
import type { SocketWire } from './socket-wire.ts';

/** Who reads what arrives. */
export interface Reader {
  receive(frame: Uint8Array): void;
}

/**
 * What arrives on one socket. Until it is known who sends it and the room is open a message or two are kept and the socket
 * is not read; what comes after somebody was turned away is dropped. Once there is a reader it gets so many frames a turn
 * of the event loop: a line that delivers thousands at once does not hold up everybody else.
 */
export class Mailbox {
  readonly #wire: SocketWire;
  #kept: Uint8Array[] = [];
  #reader: Reader | null = null;
  /** Frames that were read in this turn. */
  #read = 0;

  constructor(socket: WebSocket, wire: SocketWire) {
    this.#wire = wire;
    socket.on('message', (data: Buffer, isBinary) => {
      if (socket.readyState !== socket.OPEN) return;
      if (!isBinary) this.close(CLOSE.malformed, 'text');
      else if (this.#reader === null || this.#kept.length > 0 || this.#read >= limits.framesPerTurn)
        this.#keep(data);
      else this.#deliver(this.#reader, data);
    });
    socket.on('close', () => {
      this.#finish();
    });
    socket.on('error', () => {
      socket.terminate();
    });
  }

  deliverTo(reader: Reader): void {
    this.#reader = reader;
    this.#turn();
  }

  /** Turns the sender away. */
  close(code: CloseCode, reason: string): void {
    this.#kept = [];
    this.#wire.close(code, reason);
  }

  #keep(frame: Uint8Array): void {
    this.#kept.push(frame);
    this.#wire.hold(true);
  }

  #deliver(reader: Reader, frame: Uint8Array): void {
    if (this.#read === 0) {
      setImmediate(() => {
        this.#turn();
      });
    }
    this.#read += 1;
    reader.receive(frame);
  }

  #turn(): void {
    this.#read = 0;
    if (this.#reader === null) return;
    for (const frame of this.#kept.splice(0, limits.framesPerTurn)) this.#deliver(this.#reader, frame);
    if (this.#kept.length === 0) this.#wire.hold(false);
  }

  /** Who leaves in good order has said all of this before. */
  #finish(): void {
    for (const frame of this.#kept.splice(0)) this.#reader?.receive(frame);
  }
}

import { connect as connectTcp, type Socket } from 'node:net';
import * as encoding from 'lib0/encoding';
import type { Address } from './servers.ts';

/**
 * A WebSocket client for measuring: it reads frames where they lie, so that the clients of 600,000 messages a second fit
 * on one core beside the server, and the server is what is measured.
 */
export class Line {
  readonly address: Address;
  /** The message without the document's name, as a range of `bytes`; valid during the call only. */
  onMessage: (bytes: Buffer, start: number, end: number) => void = () => undefined;
  closed: string | null = null;
  readonly #socket: Socket;
  readonly #skip: number;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #needed = 0;

  constructor(address: Address, socket: Socket) {
    this.address = address;
    this.#socket = socket;
    this.#skip = address.prefix === null ? 0 : 1 + address.prefix.length;
    socket.on('close', () => (this.closed ??= 'connection lost'));
  }

  /** Bytes that begin with frames; called once with what followed the handshake and then with all that comes. */
  take(chunk: Buffer): void {
    this.#keptBytes += chunk.length;
    if (this.#keptBytes < this.#needed) {
      this.#kept.push(chunk);
      return;
    }
    const bytes = this.#kept.length === 0 ? chunk : Buffer.concat([...this.#kept, chunk]);
    const used = this.#frames(bytes);
    this.#kept = used < bytes.length ? [bytes.subarray(used)] : [];
    this.#keptBytes = bytes.length - used;
  }

  /** Whole frames, ready to go (`frameOf`). */
  write(frames: Buffer): void {
    this.#socket.write(frames);
  }

  send(message: Uint8Array): void {
    this.#socket.write(frameOf(message, this.address.prefix));
  }

  /** Takes nothing from the socket, until `resume`. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.destroy();
  }

  #frames(bytes: Buffer): number {
    let at = 0;
    this.#needed = 0;
    while (at + 2 <= bytes.length) {
      let length = bytes[at + 1]! & 127;
      let head = 2;
      if (length === 126) {
        if (at + 4 > bytes.length) break;
        length = bytes.readUInt16BE(at + 2);
        head = 4;
      } else if (length === 127) {
        if (at + 10 > bytes.length) break;
        length = Number(bytes.readBigUInt64BE(at + 2));
        head = 10;
      }
      const end = at + head + length;
      if (end > bytes.length) {
        this.#needed = end - at;
        break;
      }
      this.#frame(bytes, at, at + head, end);
      at = end;
    }
    return at;
  }

  #frame(bytes: Buffer, at: number, start: number, end: number): void {
    const opcode = bytes[at]! & 15;
    if (opcode === 2) this.onMessage(bytes, start + this.#skip, end);
    else if (opcode === 9) this.#socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
    else if (opcode === 8)
      this.closed = `closed with ${end - start >= 2 ? bytes.readUInt16BE(start) : 'no code'}`;
  }
}

/** Opens a connection; resolves when frames may be sent. */
export function connect(address: Address, onMessage: Line['onMessage']): Promise<Line> {
  const { hostname, port, pathname, search } = new URL(address.url);
  return new Promise((resolve, reject) => {
    const socket = connectTcp(Number(port), hostname, () => {
      socket.setNoDelay(true);
      socket.write(
        `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\n` +
          'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
    });
    const line = new Line(address, socket);
    line.onMessage = onMessage;
    let head = Buffer.alloc(0);
    const greet = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', greet);
      if (!head.subarray(0, end).toString().startsWith('HTTP/1.1 101')) {
        reject(new Error(head.subarray(0, end).toString()));
        return;
      }
      socket.on('data', (data) => line.take(data));
      resolve(line);
      if (end + 4 < head.length) line.take(head.subarray(end + 4));
    };
    socket.on('data', greet);
    socket.on('error', reject);
  });
}

/** One binary frame as a client sends it; the mask is all zeros, which a server takes away like any other. */
export function frameOf(message: Uint8Array, prefix: string | null): Buffer {
  const name = prefix === null ? new Uint8Array() : named(prefix);
  const length = name.length + message.length;
  const head = length < 126 ? 2 : length < 65536 ? 4 : 10;
  const frame = Buffer.alloc(head + 4 + length);
  frame[0] = 0x82;
  frame[1] = 0x80 | (head === 2 ? length : head === 4 ? 126 : 127);
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.set(name, head + 4);
  frame.set(message, head + 4 + name.length);
  return frame;
}

function named(text: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, text);
  return encoding.toUint8Array(encoder);
}

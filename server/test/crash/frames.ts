/** A piece of what goes over a WebSocket's TCP connection: the HTTP head of the upgrade, or one whole frame. */
export interface Piece {
  readonly bytes: Buffer;
  /** Null for the HTTP head. */
  readonly opcode: number | null;
}

export const BINARY = 2;

const HEAD_END = '\r\n\r\n';

/** Cuts a byte stream into its frames (RFC 6455, section 5.2), masked or not, without reading what they say. */
export class FrameSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #headDone = false;

  push(chunk: Buffer): Piece[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const pieces: Piece[] = [];
    for (let piece = this.#next(); piece !== null; piece = this.#next()) pieces.push(piece);
    return pieces;
  }

  #next(): Piece | null {
    if (!this.#headDone) {
      const end = this.#rest.indexOf(HEAD_END);
      if (end === -1) return null;
      this.#headDone = true;
      return { bytes: this.#take(end + HEAD_END.length), opcode: null };
    }
    const size = frameSize(this.#rest);
    if (size === null || this.#rest.length < size) return null;
    const bytes = this.#take(size);
    return { bytes, opcode: bytes.readUInt8(0) & 0x0f };
  }

  #take(size: number): Buffer {
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return taken;
  }
}

/** Bytes of the frame that begins here, or null when too little of it has arrived to know. */
function frameSize(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const second = bytes.readUInt8(1);
  const mask = (second & 0x80) === 0 ? 0 : 4;
  const short = second & 0x7f;
  if (short < 126) return 2 + mask + short;
  if (short === 126) return bytes.length < 4 ? null : 4 + mask + bytes.readUInt16BE(2);
  return bytes.length < 10 ? null : 10 + mask + Number(bytes.readBigUInt64BE(2));
}

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * The sync wire: y-websocket's protocol, and our frames for clients that asked for them with `saved=1`. One message a
 * frame. A change here is a change of the contract.
 */
export const FRAME = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  hello: 120,
  saved: 121,
  refused: 122,
  claim: 123,
} as const;
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** 4400 to 4499 are final for a plain provider, everything else it retries. */
export const CLOSE = {
  restart: 1012,
  malformed: 4400,
  notSignedIn: 4401,
  notAllowed: 4403,
  noSuchDocument: 4404,
  tooManyResyncs: 4408,
  clientTaken: 4409,
  outlived: 4410,
  tooLarge: 4413,
  layoutTooOld: 4426,
  storeDown: 4503,
  tooSlow: 4508,
  tooFast: 4529,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

export interface Hello {
  readonly layout: number;
  readonly generation: number;
  readonly serverMillis: number;
}

export interface Refused {
  readonly code: string;
  readonly path: string;
}

export function encodeHello(hello: Hello): Uint8Array {
  return encode(FRAME.hello, (encoder) => {
    encoding.writeVarUint(encoder, hello.layout);
    encoding.writeVarUint(encoder, hello.generation);
    encoding.writeVarUint(encoder, hello.serverMillis);
  });
}

export function decodeHello(decoder: decoding.Decoder): Hello {
  return {
    layout: decoding.readVarUint(decoder),
    generation: decoding.readVarUint(decoder),
    serverMillis: decoding.readVarUint(decoder),
  };
}

export function encodeSaved(count: number): Uint8Array {
  return encode(FRAME.saved, (encoder) => {
    encoding.writeVarUint(encoder, count);
  });
}

export function encodeRefused(refused: Refused): Uint8Array {
  return encode(FRAME.refused, (encoder) => {
    encoding.writeVarString(encoder, refused.code);
    encoding.writeVarString(encoder, refused.path);
  });
}

export function decodeRefused(decoder: decoding.Decoder): Refused {
  return { code: decoding.readVarString(decoder), path: decoding.readVarString(decoder) };
}

/** Announces a client id before anything is written under it. */
export function encodeClaim(client: number): Uint8Array {
  return encode(FRAME.claim, (encoder) => {
    encoding.writeVarUint(encoder, client);
  });
}

export function encodeSync(kind: (typeof SYNC)[keyof typeof SYNC], payload: Uint8Array): Uint8Array {
  // Of every edit that is sent on: made at its size, without an encoder that grows.
  const { length } = payload;
  const sized = varUintSize(length);
  const frame = new Uint8Array(2 + sized + length);
  frame[0] = FRAME.sync;
  frame[1] = kind;
  let rest = length;
  for (let at = 2; at < 1 + sized; at++) {
    frame[at] = 0x80 | (rest & 0x7f);
    rest >>>= 7;
  }
  frame[1 + sized] = rest;
  frame.set(payload, 2 + sized);
  return frame;
}

/** Bytes of a whole number below 2^32 as lib0 writes it, seven bits each. */
function varUintSize(value: number): number {
  let size = 1;
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) size += 1;
  return size;
}

export function encodeAwareness(payload: Uint8Array): Uint8Array {
  return encode(FRAME.awareness, (encoder) => {
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** Whether a frame carries an update, and so counts for `saved`. */
export function carriesUpdate(frame: Uint8Array): boolean {
  return frame[0] === FRAME.sync && (frame[1] === SYNC.step2 || frame[1] === SYNC.update);
}

function encode(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

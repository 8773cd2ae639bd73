import * as encoding from 'lib0/encoding';
import { CONTENT, TYPE, type Id } from '../../src/sync/gate/scan.ts';

/** One struct to be written by hand, as no honest client would. */
export interface Forged {
  /** The info byte when it is not to follow from the rest. */
  readonly info?: number;
  readonly origin?: Id | null;
  readonly right?: Id | null;
  readonly parent?: string | Id;
  readonly key?: string | null;
  /** Content kind, by Yjs' number, and its bytes. */
  readonly content: number;
  readonly body: (encoder: encoding.Encoder) => void;
}

export interface ForgedBlock {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly Forged[];
}

export type ForgedDeletes = readonly (readonly [
  client: number,
  ranges: readonly (readonly [number, number])[],
])[];

/** The bytes of an update. */
export function forge(blocks: readonly ForgedBlock[], deletes: ForgedDeletes = []): Uint8Array {
  return bytes((encoder) => {
    encoding.writeVarUint(encoder, blocks.length);
    for (const { client, clock, structs } of blocks) {
      encoding.writeVarUint(encoder, structs.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      for (const struct of structs) writeStruct(encoder, struct);
    }
    encoding.writeVarUint(encoder, deletes.length);
    for (const [client, ranges] of deletes) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const [clock, length] of ranges) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, length);
      }
    }
  });
}

export function bytes(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function writeStruct(encoder: encoding.Encoder, struct: Forged): void {
  const { origin = null, right = null, key = null, parent = 'projects' } = struct;
  const isItem = struct.content !== CONTENT.gc && struct.content !== CONTENT.skip;
  const flags = (origin === null ? 0 : 0x80) | (right === null ? 0 : 0x40) | (key === null ? 0 : 0x20);
  encoding.writeUint8(encoder, struct.info ?? (isItem ? struct.content | flags : struct.content));
  if (isItem) {
    for (const id of [origin, right]) if (id !== null) writeId(encoder, id);
    if (origin === null && right === null) {
      encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
      if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
      else writeId(encoder, parent);
      if (key !== null) encoding.writeVarString(encoder, key);
    }
  }
  struct.body(encoder);
}

function writeId(encoder: encoding.Encoder, { client, clock }: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

type Content = Pick<Forged, 'content' | 'body'>;

export const content = {
  gc: (length: number): Content => length_(CONTENT.gc, length),
  skip: (length: number): Content => length_(CONTENT.skip, length),
  deleted: (length: number): Content => length_(CONTENT.deleted, length),
  string: (text: string): Content => ({
    content: CONTENT.string,
    body: (encoder) => encoding.writeVarString(encoder, text),
  }),
  any: (...values: unknown[]): Content => ({
    content: CONTENT.any,
    body: (encoder) => {
      encoding.writeVarUint(encoder, values.length);
      for (const value of values) encoding.writeAny(encoder, value as string);
    },
  }),
  format: (key: string, json: string): Content => ({
    content: CONTENT.format,
    body: (encoder) => {
      encoding.writeVarString(encoder, key);
      encoding.writeVarString(encoder, json);
    },
  }),
  type: (type: number, name?: string): Content => ({
    content: CONTENT.type,
    body: (encoder) => {
      encoding.writeVarUint(encoder, type);
      if (name !== undefined) encoding.writeVarString(encoder, name);
    },
  }),
  map: (): Content => content.type(TYPE.map),
  raw: (kind: number, ...body: number[]): Content => ({
    content: kind,
    body: (encoder) => encoding.writeUint8Array(encoder, Uint8Array.from(body)),
  }),
};

function length_(kind: number, length: number): Content {
  return { content: kind, body: (encoder) => encoding.writeVarUint(encoder, length) };
}

import { limits } from '../limits.ts';
import { isFormatValue, isName, readText } from './content.ts';
import { Reader, type Finding } from './reader.ts';

/** What a struct holds, by Yjs' numbers; the kinds that are missing (JSON, binary, embed, sub-document) the model does not use. */
export const CONTENT = { gc: 0, deleted: 1, string: 4, format: 6, type: 7, any: 8, skip: 10 } as const;
/** The shared types of the model, by Yjs' numbers. */
export const TYPE = { map: 1, element: 3, fragment: 4, text: 6 } as const;

export interface Id {
  readonly client: number;
  readonly clock: number;
}

/** One new struct of an update as its bytes say it; its value stays bytes until somebody asks. */
export interface Struct extends Id {
  readonly length: number;
  /** Of its length, what the document knows already. */
  readonly offset: number;
  readonly content: number;
  readonly origin: Id | null;
  readonly rightOrigin: Id | null;
  /** A root's name, or the item that holds the type; null when it stands beside its neighbours. */
  readonly parent: string | Id | null;
  readonly key: string | null;
  /** Where its content begins in the bytes. */
  readonly at: number;
  /** For a type: which one. */
  readonly type: number;
}

export interface Block {
  readonly client: number;
  /** New to the document, in order of their clocks, without a gap between them. */
  readonly structs: readonly Struct[];
}

export interface DeleteRange extends Id {
  readonly length: number;
}

export interface Scanned {
  readonly kind: 'scanned';
  /** Clients of whom it brings something new. */
  readonly blocks: readonly Block[];
  readonly deletes: readonly DeleteRange[];
  /** Where every client of it, known or not, ends. */
  readonly reaches: ReadonlyMap<number, number>;
  /** Some of it the document knows already. */
  readonly repeats: boolean;
  /** Between what the document knows and what it brings something is missing. */
  readonly gap: boolean;
}

/** What the scan must know of the live document. */
export interface Known {
  clockOf(client: number): number;
  readonly clients: number;
  /** Counted only when an update is larger than any edit. */
  structs(): number;
}

/**
 * Reads the bytes of an update strictly, before anything is built: whatever Yjs would throw on, hang on or load
 * differently is found here or, where it takes the document to see it, in `sort` and `order`. What the document knows
 * already is read only as far as needed to get past it: its sizes are not judged again.
 */
export function scan(bytes: Uint8Array, known: Known): Scanned | Finding {
  if (bytes.length > limits.updateBytes && bytes.length > limits.updateBytes + known.structs() * 64)
    return { kind: 'tooLarge', reason: 'updateTooLarge' };
  const scanner = new Scanner(bytes, known);
  return scanner.run();
}

const LOW = 0x1f;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;

class Scanner {
  readonly #reader: Reader;
  readonly #known: Known;
  readonly #reaches = new Map<number, number>();
  #new = 0;
  #gap = false;
  #repeats = false;

  constructor(bytes: Uint8Array, known: Known) {
    this.#reader = new Reader(bytes);
    this.#known = known;
  }

  run(): Scanned | Finding {
    const blocks = this.#blocks();
    const deletes = this.#deletes();
    const reader = this.#reader;
    if (reader.finding === null && reader.left > 0) reader.fail('trailing');
    return (
      reader.finding ?? {
        kind: 'scanned',
        blocks,
        deletes,
        reaches: this.#reaches,
        repeats: this.#repeats,
        gap: this.#gap,
      }
    );
  }

  #blocks(): Block[] {
    const reader = this.#reader;
    const blocks: Block[] = [];
    for (let left = this.#count(3, limits.newClients + this.#known.clients); left > 0; left--) {
      // A block of nothing is what no writer makes, and Yjs would forget the other block of the same client.
      const count = this.#count(2, Infinity);
      const client = reader.uint();
      if (count === 0) reader.fail('count');
      if (this.#reaches.has(client)) reader.fail('duplicateClient');
      if (reader.finding !== null) break;
      const structs = this.#structs(client, count, reader.uint(limits.clock));
      if (structs.length > 0) blocks.push({ client, structs });
    }
    return blocks;
  }

  #structs(client: number, count: number, start: number): Struct[] {
    const reader = this.#reader;
    const known = this.#known.clockOf(client);
    const structs: Struct[] = [];
    let clock = start;
    for (let left = count; left > 0; left--) {
      const info = reader.byte();
      const struct =
        info === CONTENT.skip || info === CONTENT.gc ? null : this.#item(client, clock, info, known);
      const length = struct === null ? reader.uint(limits.clock) : struct.length;
      if (length === 0) reader.fail('length');
      const end = clock + length;
      if (end > limits.clock) reader.fail('outOfRange');
      if (reader.finding !== null) return [];
      if (clock < known) this.#repeats = true;
      if (end > known) {
        if (info === CONTENT.skip || (structs.length === 0 && clock > known)) this.#gap = true;
        if (info !== CONTENT.skip) structs.push(struct ?? collected(client, clock, length, known));
        if (++this.#new > limits.newStructs) reader.fail('tooManyStructs');
      }
      clock = end;
    }
    this.#reaches.set(client, clock);
    return structs;
  }

  #item(client: number, clock: number, info: number, known: number): Struct {
    const reader = this.#reader;
    const origin = (info & HAS_ORIGIN) === 0 ? null : this.#id();
    const rightOrigin = (info & HAS_RIGHT_ORIGIN) === 0 ? null : this.#id();
    let parent: string | Id | null = null;
    let key: string | null = null;
    if (origin === null && rightOrigin === null) {
      parent = reader.uint(1) === 1 ? reader.key() : this.#id();
      if ((info & HAS_KEY) !== 0) key = reader.key();
    }
    const content = info & LOW;
    let type = 0;
    let length = 1;
    let at = reader.pos;
    switch (content) {
      case CONTENT.deleted:
        length = reader.uint(limits.clock);
        break;
      case CONTENT.string:
        reader.string(Infinity);
        length = reader.units;
        // Runs grow when a document merges them, so that only new text is measured.
        if (clock + length > known && reader.pos - at > limits.textBytes)
          reader.fail('stringTooLarge', 'tooLarge');
        break;
      case CONTENT.any:
        // Values that were replaced and kept for undo are merged into one struct; one that stays stands alone.
        length = this.#count(1, Infinity);
        at = reader.pos;
        for (let left = length; left > 0 && reader.finding === null; left--) reader.any(limits.valueDepth);
        break;
      case CONTENT.format:
        this.#format();
        break;
      case CONTENT.type:
        type = this.#type();
        break;
      default:
        reader.fail('content');
    }
    const offset = Math.max(0, known - clock);
    return { client, clock, length, offset, content, origin, rightOrigin, parent, key, at, type };
  }

  #type(): number {
    const reader = this.#reader;
    const type = reader.uint();
    if (type === TYPE.element && !isName(reader.key())) reader.fail('name');
    else if (type !== TYPE.map && type !== TYPE.element && type !== TYPE.fragment && type !== TYPE.text)
      reader.fail('content');
    return type;
  }

  /** A format's value is JSON text, which Yjs parses: it must be JSON, and nothing that changes on the way. */
  #format(): void {
    const reader = this.#reader;
    if (reader.key().includes('\uFFFD')) reader.fail('key');
    const at = reader.pos;
    reader.string(limits.valueBytes);
    if (reader.finding === null && !isFormatValue(readText(reader.bytes, at))) reader.fail('value');
  }

  #id(): Id {
    const reader = this.#reader;
    return { client: reader.uint(), clock: reader.uint(limits.clock) };
  }

  #deletes(): DeleteRange[] {
    const reader = this.#reader;
    const deletes: DeleteRange[] = [];
    const clients = new Set<number>();
    for (let left = this.#count(2, limits.newClients + this.#known.clients); left > 0; left--) {
      const client = reader.uint();
      const ranges = this.#count(2, Infinity);
      if (clients.has(client)) reader.fail('duplicateClient');
      clients.add(client);
      let last = 0;
      for (let more = ranges; more > 0 && reader.finding === null; more--) {
        const clock = reader.uint(limits.clock);
        const length = reader.uint(limits.clock);
        if (length === 0) reader.fail('length');
        if (clock + length > limits.clock) reader.fail('outOfRange');
        if (clock < last) reader.fail('order');
        last = clock + length;
        deletes.push({ client, clock, length });
      }
      if (reader.finding !== null) break;
    }
    if (deletes.length > limits.deletes && deletes.length > limits.deletes + this.#known.structs())
      reader.fail('tooManyDeletes');
    return deletes;
  }

  /** A count of things of which each takes at least `size` bytes: more than can be there is a lie. */
  #count(size: number, max: number): number {
    const reader = this.#reader;
    const count = reader.uint();
    return count * size > reader.left || count > max ? reader.fail('count') : count;
  }
}

function collected(client: number, clock: number, length: number, known: number): Struct {
  const offset = Math.max(0, known - clock);
  return {
    client,
    clock,
    length,
    offset,
    content: CONTENT.gc,
    origin: null,
    rightOrigin: null,
    parent: null,
    key: null,
    at: 0,
    type: 0,
  };
}

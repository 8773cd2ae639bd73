import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encodeSync, FRAME, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import type { Address } from './servers.ts';
import { EditReader } from './edit-reader.ts';
import { connect, frameOf, type Line } from './wire.ts';
import type { World } from './world.ts';

/** How long what was sent may be under way before it counts as lost. */
const PATIENCE_MS = 10_000;
/** Hocuspocus answers step 1 with this, where everybody else says sync. */
const SYNC_REPLY = 4;

/** Many clients of one document: each a writer of the world, all of them readers. */
export class Crowd {
  readonly world: World;
  readonly lines: Line[] = [];
  readonly frames: Buffer[] = [];
  /** When each edit was sent. */
  readonly sentAt: Float64Array;
  /** Edits that came to somebody else. */
  delivered = 0;
  onDelivery: (edit: number) => void = () => undefined;
  readonly #address: Address;
  readonly #replies: (() => void)[] = [];
  readonly #sent: number[] = [];
  readonly #saved: number[] = [];

  constructor(address: Address, world: World) {
    this.#address = address;
    this.world = world;
    this.sentAt = new Float64Array(world.messages.length);
    this.frames = world.messages.map((message) => frameOf(message, address.prefix));
  }

  /** Connects `count` clients to a document that the first one fills, and waits until each has been answered. */
  async gather(count: number): Promise<void> {
    const first = await this.#join(0);
    if (this.#address.syncs) {
      for (const update of this.world.base) {
        first.send(encodeSync(SYNC.update, update));
        this.#sent[0]! += 1;
      }
      await this.#answered(0);
    }
    for (let at = 1; at < count; at++) await this.#join(at);
    this.delivered = 0;
  }

  /** Sends edits [from, until) at once, each through its writer's connection. */
  send(from: number, until: number): void {
    const { length } = this.lines;
    const now = performance.now();
    for (let edit = from; edit < until; edit++) {
      const writer = edit % length;
      this.sentAt[edit] = now;
      this.#sent[writer]! += 1;
      this.lines[writer]!.write(this.frames[edit]!);
    }
  }

  /** False: not everything came to everybody else (and was saved, where the server says so) in time. */
  async settled(deliveries: number, patienceMs = PATIENCE_MS): Promise<boolean> {
    const until = performance.now() + patienceMs;
    while (this.delivered < deliveries || (this.#address.saves && !this.#allSaved())) {
      const gone = this.lines.find(({ closed }) => closed !== null);
      if (gone !== undefined) throw new Error(`a client was ${gone.closed ?? ''}`);
      if (performance.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return true;
  }

  end(): void {
    for (const line of this.lines) line.end();
  }

  #allSaved(): boolean {
    return this.#sent.every((sent, at) => (this.#saved[at] ?? 0) >= sent);
  }

  async #join(at: number): Promise<Line> {
    this.#sent[at] = 0;
    const line = await connect(this.#address, (bytes, start, end) => this.#receive(at, bytes, start, end));
    this.lines[at] = line;
    if (this.#address.prefix !== null) line.send(hocuspocusToken());
    if (this.#address.syncs) await this.#answered(at);
    return line;
  }

  /** A server answers in order: with this answer everything before it has been read. */
  async #answered(at: number): Promise<void> {
    const answer = new Promise<void>((resolve) => (this.#replies[at] = resolve));
    this.lines[at]!.send(encodeSync(SYNC.step1, this.world.baseVector));
    await answer;
  }

  #receive(at: number, bytes: Buffer, start: number, end: number): void {
    const kind = bytes[start];
    if (kind === FRAME.saved) {
      this.#saved[at] = new EditReader(bytes, start + 1).varUint();
    } else if (kind === FRAME.sync || kind === SYNC_REPLY) {
      if (bytes[start + 1] === SYNC.step2) this.#replies[at]?.();
      else if (bytes[start + 1] === SYNC.update) this.#update(at, bytes, start + 2, end);
    }
  }

  #update(at: number, bytes: Buffer, start: number, end: number): void {
    const reader = new EditReader(bytes, start);
    const length = reader.varUint();
    if (reader.at + length !== end)
      throw new Error('two messages in one frame: a plain provider reads only the first');
    reader.each(this.world.writerOf, (writer, clock) => {
      if (writer === at) return;
      this.delivered += 1;
      this.onDelivery(writer + clock * this.lines.length);
    });
  }
}

export function hocuspocusToken(): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME.auth);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, 'anybody');
  return encoding.toUint8Array(encoder);
}

/** The document's part of a sync message that brings state, or null. */
export function stateIn(bytes: Uint8Array): Uint8Array | null {
  const kind = bytes[0];
  if (kind !== FRAME.sync && kind !== SYNC_REPLY) return null;
  if (bytes[1] !== SYNC.step2 && bytes[1] !== SYNC.update) return null;
  return decoding.readVarUint8Array(decoding.createDecoder(bytes.subarray(2)));
}

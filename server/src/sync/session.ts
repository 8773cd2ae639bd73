import * as decoding from 'lib0/decoding';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import {
  CLOSE,
  encodeAwareness,
  encodeHello,
  encodeRefused,
  encodeSaved,
  encodeSync,
  FRAME,
  SYNC,
  carriesUpdate,
  type CloseCode,
} from '@bouwberaad/shared/protocol/sync.ts';
import { limits } from './limits.ts';
import { emptyPresence, type PresentPerson } from './presence.ts';
import type { Member, Room } from './room.ts';

/** The socket, as far as a session needs it. */
export interface Wire {
  send(frame: Uint8Array): void;
  close(code: number, reason: string): void;
  pause(): void;
  resume(): void;
  /** Bytes that the other side has not taken yet. */
  buffered(): number;
}

export interface SessionOptions {
  readonly wire: Wire;
  readonly room: Room;
  readonly clock: Clock;
  readonly person: PresentPerson;
  /** Read anew for every update: rights can change while somebody is connected. */
  readonly rights: () => { readonly actor: Actor; readonly rules: TableRules };
  /** The client asked for our own frames (`saved=1`). */
  readonly wantsSaved: boolean;
  /** What the room was loaded from has been sent already. */
  readonly sentAhead: boolean;
  readonly onEnd: () => void;
}

export function helloOf(room: Room, clock: Clock): Uint8Array {
  return encodeHello({ layout: LAYOUT, generation: room.generation, serverMillis: clock.now() });
}

/** A frame that rests on something the room does not know yet; `saved` never passes it. */
interface PendingFrame {
  readonly index: number;
  readonly reaches: ReadonlyMap<number, number>;
  /** It deletes something: only a full state says that this was done too. */
  readonly deletes: boolean;
}

/**
 * One connection to one room: open, then ending (a refusal was decided; what came before it is still being saved and
 * acknowledged), then ended.
 */
export class Session implements Member {
  readonly #options: SessionOptions;
  #state: 'open' | 'ending' | 'ended' = 'open';
  #frames = 0;
  #durable = 0;
  #announced = 0;
  /** An acknowledgement goes out at the end of this turn. */
  #telling = false;
  #pending: PendingFrame[] = [];
  #resyncAsked = false;
  #resyncs = 0;
  #asking: NodeJS.Timeout | null = null;
  #announcements = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  start(): void {
    const { room } = this.#options;
    room.join(this);
    if (this.#options.wantsSaved) {
      this.send(helloOf(room, this.#options.clock));
    }
    this.send(encodeSync(SYNC.step1, room.stateVector()));
    const everybody = room.presence.everybody();
    if (everybody !== null) this.send(encodeAwareness(everybody));
  }

  send(frame: Uint8Array): void {
    if (this.#state === 'ended') return;
    if (this.#options.wire.buffered() > limits.slowReaderBytes) this.end(CLOSE.tooSlow, 'too slow a reader');
    else this.#options.wire.send(frame);
  }

  pause(paused: boolean): void {
    if (paused) this.#options.wire.pause();
    else this.#options.wire.resume();
  }

  /** What waits is not acknowledged, and that is how a client notices: nothing else is said. */
  stalled(): void {}

  keepAlive(): void {
    this.send(encodeAwareness(emptyPresence));
  }

  receive(frame: Uint8Array): void {
    if (this.#state !== 'open') return;
    try {
      this.#dispatch(frame);
    } catch {
      this.#refuse(CLOSE.malformed, 'unreadable', '');
    }
  }

  /** Ends the connection now. */
  end(code: number, reason: string): void {
    if (this.#state === 'ended') return;
    this.#options.wire.close(code, reason);
    this.closed();
  }

  /** The socket is gone, whoever closed it. */
  closed(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    if (this.#asking !== null) clearTimeout(this.#asking);
    const { room } = this.#options;
    room.leave(this);
    const gone = room.presence.leave(this);
    if (gone !== null) room.tell(encodeAwareness(gone), this);
    this.#options.onEnd();
  }

  #dispatch(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case FRAME.sync:
        this.#sync(decoder, carriesUpdate(frame));
        return;
      case FRAME.awareness:
        this.#presence(decoding.readVarUint8Array(decoder));
        return;
      case FRAME.queryAwareness: {
        const everybody = this.#options.room.presence.everybody();
        if (everybody !== null) this.send(encodeAwareness(everybody));
        return;
      }
      case FRAME.claim:
        this.#claim(decoding.readVarUint(decoder));
        return;
      // Unknown frames are ignored.
      default:
    }
  }

  #sync(decoder: decoding.Decoder, counts: boolean): void {
    const kind = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (kind === SYNC.step1) {
      const { room, sentAhead } = this.#options;
      room.answer(sentAhead ? room.withLoaded(payload) : payload, (state) => {
        this.send(encodeSync(SYNC.step2, state));
      });
    } else if (counts) {
      this.#update(payload, kind === SYNC.step2);
    } else {
      this.#refuse(CLOSE.malformed, 'unknownSync', '');
    }
  }

  #update(update: Uint8Array, fullState: boolean): void {
    const index = ++this.#frames;
    const { room, rights } = this.#options;
    const { actor, rules } = rights();
    let settled: readonly PendingFrame[] = [];
    const verdict = room.receive(update, fullState, actor, rules, this, () => {
      this.#saved(index, settled);
    });
    if (fullState) this.#resyncAsked = false;
    switch (verdict.kind) {
      case 'accepted':
        if (fullState) this.#resyncs = 0;
        settled = this.#settledNow(fullState);
        return;
      case 'pending':
        this.#pending.push({ index, reaches: verdict.reaches, deletes: verdict.deletes });
        if (fullState) this.#askAgain();
        else this.#askResync();
        return;
      case 'refused':
        this.#refuse(verdict.close, verdict.code, verdict.path);
    }
  }

  /**
   * The answer itself rests on something unknown: a document that was incomplete when it was opened, or somebody else's
   * work that only they can bring. It is asked for again, but not faster than it could have come.
   */
  #askAgain(): void {
    if (this.#asking !== null) return;
    const wait = limits.resyncWaitMs * limits.resyncGrowth ** this.#resyncs;
    this.#asking = setTimeout(() => {
      this.#asking = null;
      if (this.#state === 'open') this.#askResync();
    }, wait);
    this.#asking.unref();
  }

  /** One outstanding at a time; a client that never answers well is sent away. */
  #askResync(): void {
    if (this.#pending.length > limits.pendingFrames) {
      this.#refuse(CLOSE.tooManyResyncs, 'tooManyResyncs', '');
      return;
    }
    if (this.#resyncAsked) return;
    if (this.#resyncs >= limits.resyncs) {
      this.#refuse(CLOSE.tooManyResyncs, 'tooManyResyncs', '');
      return;
    }
    this.#resyncAsked = true;
    this.#resyncs += 1;
    this.send(encodeSync(SYNC.step1, this.#options.room.stateVector()));
  }

  /**
   * Pending frames of which the live document holds by now all that they brought. Asked when a frame is applied and not
   * when it is durable: what is applied in between is not durable with it.
   */
  #settledNow(fullState: boolean): readonly PendingFrame[] {
    return this.#pending.filter(
      (frame) => this.#options.room.holds(frame.reaches) && (fullState || !frame.deletes),
    );
  }

  /** A frame is durable; a pending one is with the frame that settled it. */
  #saved(index: number, settled: readonly PendingFrame[]): void {
    this.#durable = Math.max(this.#durable, index);
    if (settled.length > 0) this.#pending = this.#pending.filter((frame) => !settled.includes(frame));
    if (this.#telling) return;
    // A group releases its edits one after the other: one acknowledgement says it for all of them.
    this.#telling = true;
    queueMicrotask(() => {
      this.#tellSaved();
    });
  }

  /** The first `n` update-carrying frames are durable. */
  #tellSaved(): void {
    this.#telling = false;
    const first = this.#pending[0];
    const count = first === undefined ? this.#durable : Math.min(this.#durable, first.index - 1);
    if (count <= this.#announced) return;
    this.#announced = count;
    if (this.#options.wantsSaved) this.send(encodeSaved(count));
  }

  /** An announcement is optional: the first accepted struct claims as well. */
  #claim(client: number): void {
    const { room, person } = this.#options;
    this.#announcements += 1;
    if (this.#announcements > limits.announcements || !Number.isSafeInteger(client))
      this.#refuse(CLOSE.malformed, 'claims', '');
    else if (!room.claim(client, person.id)) this.#refuse(CLOSE.clientTaken, 'clientTaken', '');
  }

  #presence(message: Uint8Array): void {
    const onward = this.#options.room.presence.receive(this, this.#options.person, message);
    if (onward !== null) this.#options.room.tell(encodeAwareness(onward), null);
  }

  /** What came before the refused frame is still saved and acknowledged; then the connection ends with the reason. */
  #refuse(close: CloseCode, code: string, path: string): void {
    this.#state = 'ending';
    this.#options.room.after(() => {
      this.#tellSaved();
      if (this.#options.wantsSaved) this.send(encodeRefused({ code, path }));
      this.end(close, code);
    });
  }
}

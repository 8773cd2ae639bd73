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
import { Bucket, Thinned } from './pace.ts';
import { emptyPresence, type PresentPerson } from './presence.ts';
import { Resyncs, type PendingFrame } from './resyncs.ts';
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
  readonly #resyncs: Resyncs;
  #announcements = 0;
  readonly #updates: Bucket;
  readonly #step1s: Bucket;
  readonly #presenceOut: Thinned;
  readonly #presenceIn: Thinned;
  #pausedAt: number | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { clock, room } = options;
    this.#resyncs = new Resyncs({
      holds: (reaches) => room.holds(reaches),
      ask: () => {
        this.send(encodeSync(SYNC.step1, room.stateVector()));
      },
      giveUp: () => {
        this.#refuse(CLOSE.tooManyResyncs, 'tooManyResyncs', '');
      },
    });
    this.#updates = new Bucket(limits.updates, clock);
    this.#step1s = new Bucket(limits.step1, clock);
    const presence = new Bucket(limits.presence, clock);
    this.#presenceOut = new Thinned(presence, () => {
      this.#tellPresence();
    });
    this.#presenceIn = new Thinned(presence, () => {
      this.#sendEverybody();
    });
  }

  start(): void {
    const { room } = this.#options;
    room.join(this);
    if (this.#options.wantsSaved) {
      this.send(helloOf(room, this.#options.clock));
    }
    this.send(encodeSync(SYNC.step1, room.stateVector()));
    this.#sendEverybody();
  }

  send(frame: Uint8Array): void {
    if (this.#state === 'ended') return;
    if (this.#options.wire.buffered() > limits.slowReaderBytes) this.end(CLOSE.tooSlow, 'too slow a reader');
    else this.#options.wire.send(frame);
  }

  pause(paused: boolean): void {
    const { wire, clock } = this.#options;
    if (paused) wire.pause();
    else wire.resume();
    if (paused) this.#pausedAt ??= clock.now();
    else if (this.#pausedAt !== null) {
      // What comes now was written at its own pace, and waited because of us.
      this.#updates.credit(clock.now() - this.#pausedAt);
      this.#pausedAt = null;
    }
  }

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
    this.#resyncs.stop();
    this.#presenceOut.stop();
    this.#presenceIn.stop();
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
      case FRAME.queryAwareness:
        this.#presenceIn.ask();
        return;
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
      if (this.#step1s.take()) this.#answer(payload);
      else this.#endTooFast();
    } else if (counts) {
      if (this.#updates.take(1 + Math.floor(payload.byteLength / limits.updateUnitBytes)))
        this.#update(payload, kind === SYNC.step2);
      else this.#endTooFast();
    } else {
      this.#refuse(CLOSE.malformed, 'unknownSync', '');
    }
  }

  #answer(stateVector: Uint8Array): void {
    const { room, sentAhead } = this.#options;
    room.answer(sentAhead ? room.withLoaded(stateVector) : stateVector, (state) => {
      this.send(encodeSync(SYNC.step2, state));
    });
  }

  #update(update: Uint8Array, fullState: boolean): void {
    const index = ++this.#frames;
    const { room, rights } = this.#options;
    const { actor, rules } = rights();
    let settled: readonly PendingFrame[] = [];
    const verdict = room.receive(update, fullState, actor, rules, this, () => {
      this.#saved(index, settled);
    });
    if (fullState) this.#resyncs.answered();
    switch (verdict.kind) {
      case 'accepted':
        settled = this.#resyncs.accepted(fullState);
        return;
      case 'pending':
        this.#resyncs.add({ index, reaches: verdict.reaches, deletes: verdict.deletes }, fullState);
        return;
      case 'refused':
        this.#refuse(verdict.close, verdict.code, verdict.path);
    }
  }

  /** A frame is durable; a pending one is with the frame that settled it. */
  #saved(index: number, settled: readonly PendingFrame[]): void {
    this.#durable = Math.max(this.#durable, index);
    this.#resyncs.settle(settled);
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
    const { first } = this.#resyncs;
    const count = first === null ? this.#durable : Math.min(this.#durable, first - 1);
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
    // Echoes of others, which honest providers send by the hundred, say nothing new and cost no token.
    if (this.#options.room.presence.receive(this, this.#options.person, message)) this.#presenceOut.ask();
  }

  #tellPresence(): void {
    const { room } = this.#options;
    const own = room.presence.stateOf(this);
    if (own !== null) room.tell(encodeAwareness(own), null);
  }

  #sendEverybody(): void {
    const everybody = this.#options.room.presence.everybody();
    if (everybody !== null) this.send(encodeAwareness(everybody));
  }

  #refuse(close: CloseCode, code: string, path: string): void {
    this.#endAfterSaving(close, code, encodeRefused({ code, path }));
  }

  /** No edit is to blame, so none is named: the same may come again, slower. */
  #endTooFast(): void {
    this.#endAfterSaving(CLOSE.tooFast, 'tooFast', null);
  }

  /** What came before is still saved and acknowledged; then the connection ends with the reason. */
  #endAfterSaving(close: CloseCode, reason: string, refused: Uint8Array | null): void {
    this.#state = 'ending';
    this.#resyncs.stop();
    this.#options.room.after(() => {
      this.#tellSaved();
      if (this.#options.wantsSaved && refused !== null) this.send(refused);
      this.end(close, reason);
    });
  }
}

import * as Y from 'yjs';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import type { Checkpoint, Store } from '../store/store.ts';
import { limits } from './limits.ts';
import { hashOf, type Stored } from './load.ts';
import type { Room } from './room.ts';

export interface CompactorOptions {
  readonly store: Pick<Store, 'updates' | 'checkpoints'>;
  readonly clock: Clock;
  readonly log: { warn(message: string, about?: Record<string, unknown>): void };
  readonly room: Pick<Room, 'doc' | 'ydoc' | 'settled'>;
}

/** What the room was made of. */
export type MadeFrom = Pick<Stored, 'rows' | 'absorbed' | 'onlyRows' | 'damage'>;

/**
 * Keeps the log of a living room short, so that the next one who opens it reads a checkpoint and a few rows. A row goes
 * with the checkpoint after the one that holds it: at any moment the newest checkpoint may be damaged, and the one before
 * it and the log are everything.
 */
export class Compactor {
  readonly #options: CompactorOptions;
  /** Rows that no checkpoint holds. */
  #rows: number;
  /** Rows that the newest sound checkpoint holds and that the log still has. */
  #absorbed: readonly string[];
  #onlyRows: boolean;
  /** The checkpoint that would be left beside a new one is damaged. */
  #alone: boolean;
  #lastAt: number;
  #running: Promise<void> | null = null;

  /** Of what the room was made of only the names of rows are kept: the rest is as large as the document. */
  constructor(options: CompactorOptions, { rows, absorbed, onlyRows, damage }: MadeFrom) {
    this.#options = options;
    this.#rows = rows.length;
    this.#absorbed = absorbed;
    this.#onlyRows = onlyRows;
    this.#alone = damage.checkpoints > 0;
    this.#lastAt = -Infinity;
  }

  /** Rows were saved. Makes a checkpoint in the background when there are enough, and the last is not just made. */
  saved(rows: number): void {
    this.#rows += rows;
    const due =
      this.#rows >= limits.checkpointAfterRows &&
      this.#options.clock.now() - this.#lastAt >= limits.checkpointEveryMs;
    if (due && this.#running === null) void this.#start();
  }

  /**
   * The room is about to leave memory: a checkpoint when it is worth one. A log that stays long even so, because the last
   * one holds it and none before, gets another: whoever comes next would read all of it for nothing.
   */
  async finish(): Promise<void> {
    await this.#running;
    let before = Infinity;
    // A checkpoint that can't be written changes nothing: then this ends as well.
    while (this.#isLong && this.#left < before) {
      before = this.#left;
      await this.#start();
    }
  }

  get #isLong(): boolean {
    return this.#rows >= limits.compactAfterRows || this.#absorbed.length > limits.aheadRows;
  }

  /** Until the log is empty: each row is to be in two checkpoints. */
  get #left(): number {
    return 2 * this.#rows + this.#absorbed.length;
  }

  /** Two equal checkpoints now, whatever the log holds: none of before is needed any more. Rejects when they can't be written. */
  async anew(): Promise<void> {
    await this.#running;
    this.#alone = true;
    await this.#compact();
  }

  #start(): Promise<void> {
    this.#lastAt = this.#options.clock.now();
    this.#running = this.#compact()
      .catch((error: unknown) => {
        // The log holds everything; the next time does it.
        const { log, room } = this.#options;
        log.warn('a checkpoint could not be written', { doc: room.doc, reason: String(error) });
      })
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  /**
   * The rows are read first: whatever is in the log is in the document, which every update enters before it is saved.
   * The document may hold what is not saved yet, so the checkpoint waits until that is.
   */
  async #compact(): Promise<void> {
    const { store, room, clock } = this.#options;
    const tail = await store.updates.tail(room.doc);
    const state = Y.encodeStateAsUpdate(room.ydoc);
    await room.settled();
    const gone = new Set(this.#absorbed);
    const sound = tail.filter(({ damaged }) => damaged === undefined).map(({ id }) => id);
    // Those that are about to go need no name for long: when there are too many, they are left out.
    const rows = [...sound.filter((id) => !gone.has(id)), ...sound.filter((id) => gone.has(id))].slice(
      0,
      limits.checkpointRows,
    );
    const without = tail.filter(({ damaged }) => damaged === true).map(({ id }) => id);
    const checkpoint: Checkpoint = {
      doc: room.doc,
      state,
      sha256: hashOf(state),
      at: toIso(clock.now()),
      madeOf: { rows, onlyRows: this.#onlyRows, without },
    };
    await store.checkpoints.put(checkpoint);
    // The last two are kept: a damaged one beside this would be none.
    if (this.#alone) await store.checkpoints.put(checkpoint);
    this.#alone = false;
    this.#onlyRows = false;
    this.#absorbed = rows.filter((id) => !gone.has(id));
    this.#rows = Math.max(0, this.#rows - this.#absorbed.length);
    await this.#drop([...gone]);
  }

  /** In parts, with a turn for everybody else between them: rows that a checkpoint before the last holds are not missed. */
  async #drop(rows: readonly string[]): Promise<void> {
    const { store, room } = this.#options;
    for (let at = 0; at < rows.length; at += limits.droppedAtOnce) {
      if (at > 0) await new Promise((resolve) => setImmediate(resolve));
      await store.updates.drop(room.doc, rows.slice(at, at + limits.droppedAtOnce));
    }
  }
}

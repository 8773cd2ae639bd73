import * as Y from 'yjs';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import type { Store } from '../store/store.ts';
import { limits } from './limits.ts';
import { hashOf } from './load.ts';
import type { Room } from './room.ts';

export interface CompactorOptions {
  readonly store: Pick<Store, 'updates' | 'checkpoints'>;
  readonly clock: Clock;
  readonly log: { warn(message: string, about?: Record<string, unknown>): void };
  readonly room: Pick<Room, 'doc' | 'ydoc' | 'settled'>;
  /** Rows that the log has already. */
  readonly rows: number;
}

/** Keeps the log of a living room short, so that the next one who opens it reads a checkpoint and a few rows. */
export class Compactor {
  readonly #options: CompactorOptions;
  #rows: number;
  #lastAt: number;
  #running: Promise<void> | null = null;

  constructor(options: CompactorOptions) {
    this.#options = options;
    this.#rows = options.rows;
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

  /** The room is about to leave memory: a checkpoint when it is worth one. */
  async finish(): Promise<void> {
    await this.#running;
    if (this.#rows >= limits.compactAfterRows) await this.#start();
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
    const rows = (await store.updates.tail(room.doc)).map(({ id }) => id);
    const state = Y.encodeStateAsUpdate(room.ydoc);
    await room.settled();
    await store.checkpoints.put({ doc: room.doc, state, sha256: hashOf(state), at: toIso(clock.now()) });
    await store.updates.drop(room.doc, rows);
    this.#rows = Math.max(0, this.#rows - rows.length);
  }
}

import { close, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Connection } from './connection.ts';

/**
 * Commits that are synced to the disk by another thread, so that the event loop goes on meanwhile. SQLite writes the
 * transaction to its log without a sync (`NORMAL`); the log is synced here, as SQLite itself would have done (`FULL`)
 * while everything waited. Until then the transaction is visible to readers of this process and survives its death, but not
 * that of the machine. Checkpoints of the log stay with SQLite, which syncs it before each.
 */
export class WalSync {
  readonly #db: Connection;
  readonly #file: string;
  readonly #sync: (descriptor: number) => Promise<void>;
  #descriptor: number | null = null;
  #running: Promise<void> = Promise.resolve();
  /** Begins after the one that is running, which may have come too early for the last transaction. */
  #next: Promise<void> | null = null;

  /** `file`: the write-ahead log. */
  constructor(db: Connection, file: string, sync = promisify(fdatasync)) {
    this.#db = db;
    this.#file = file;
    this.#sync = sync;
  }

  /** Throws when nothing of `work` was written. Otherwise resolves when it is durable, and rejects when it may not be. */
  commit(work: () => void): Promise<void> {
    // Who is inside of a larger transaction is durable with that. The first one is synced by SQLite, which makes the file
    // and sees to it that the folder names it.
    if (this.#db.inTransaction || this.#descriptor === null) {
      this.#db.transaction(work);
      if (!this.#db.inTransaction) this.#descriptor = opened(this.#file);
      return Promise.resolve();
    }
    this.#db.exec('PRAGMA synchronous = NORMAL');
    try {
      this.#db.transaction(work);
    } finally {
      this.#db.exec('PRAGMA synchronous = FULL');
    }
    return this.#synced(this.#descriptor);
  }

  /**
   * Makes durable what a failed sync has left in doubt. The system may have forgotten what it could not write, and say of a
   * second sync that all is well: so everything goes from the log into the database, which is synced.
   */
  recover(): void {
    this.#db.checkpoint();
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#running, this.#next]);
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    if (descriptor !== null) await promisify(close)(descriptor);
  }

  #synced(descriptor: number): Promise<void> {
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#running = this.#next ?? this.#running;
        this.#next = null;
        return this.#sync(descriptor);
      });
    return this.#next;
  }
}

/** Null when it can't be had: SQLite goes on syncing by itself then, and what it has committed stays committed. */
function opened(file: string): number | null {
  try {
    return openSync(file, 'r+');
  } catch {
    return null;
  }
}

import type { Claim, Group, HistoryRow, UpdateLog } from '../store/store.ts';
import { limits } from './limits.ts';

/** What one edit leaves to be saved, and what waits until it is. */
export interface Entry {
  readonly updates: readonly Uint8Array[];
  readonly history: readonly HistoryRow[];
  readonly claims: readonly Claim[];
  /** Runs once everything up to and with this entry is durable, in the order in which entries came. */
  readonly release: () => void;
  /** What `release` keeps in memory until then, in bytes. */
  readonly holds?: number;
}

export interface SaverOptions {
  readonly doc: string;
  readonly log: Pick<UpdateLog, 'append'>;
  /** The store did not answer: `true` when saving falters, `false` when it works again. */
  readonly onStalled: (stalled: boolean, reason: string) => void;
  /** Too much waits: writers are paused until it has gone down. */
  readonly onPaused: (paused: boolean) => void;
  readonly wait?: (ms: number) => Promise<void>;
  /** Milliseconds since whenever, which never go back. */
  readonly elapsed?: () => number;
}

/**
 * Group commit: while one group is being written the next one gathers. Nothing is released before the group that it is
 * in is durable, nothing is dropped: when the store is down the same group is tried again until it answers.
 */
export class Saver {
  readonly #options: SaverOptions;
  #waiting: Entry[] = [];
  #bytes = 0;
  #paused = false;
  #running: Promise<void> | null = null;
  /** Before this moment (`elapsed`) the store is not asked again. */
  #restsUntil = 0;

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  get idle(): boolean {
    return this.#running === null && this.#waiting.length === 0;
  }

  /** Too much waits: who comes now is paused like those who were there. */
  get paused(): boolean {
    return this.#paused;
  }

  add(entry: Entry): void {
    this.#waiting.push(entry);
    this.#count(size(entry));
    this.#running ??= this.#run();
  }

  /** Runs when everything added so far is durable. `holds`: bytes that `release` keeps until then. */
  after(release: () => void, holds = 0): void {
    if (this.idle) release();
    else this.add({ updates: [], history: [], claims: [], release, holds });
  }

  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.after(resolve);
    });
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets the edits of all sockets that are readable now into the same group.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      await this.#rest();
      const entries = this.#waiting;
      this.#waiting = [];
      await this.#commit(entries);
      for (const entry of entries) entry.release();
      this.#count(-entries.reduce((sum, entry) => sum + size(entry), 0));
    }
    this.#running = null;
  }

  /**
   * A store that holds up the event loop while it waits for the disk is left alone for some times as long: on a slow disk
   * many edits then share one sync instead of each turn waiting for its own. Few edits never wait for it.
   */
  async #rest(): Promise<void> {
    const left = this.#restsUntil - this.#elapsed();
    if (left >= 1) await (this.#options.wait ?? pause)(left);
  }

  /** Starts a commit, and sees for how long nothing else could happen. */
  #append(group: Group): Promise<void> {
    const started = this.#elapsed();
    const saving = this.#options.log.append(group);
    const ended = this.#elapsed();
    const { fromUpdates, times, atMostMs } = limits.saverRest;
    if (group.updates.length >= fromUpdates)
      this.#restsUntil = ended + Math.min(atMostMs, (ended - started) * times);
    return saving;
  }

  async #commit(entries: readonly Entry[]): Promise<void> {
    const group: Group = {
      doc: this.#options.doc,
      updates: entries.flatMap((entry) => entry.updates),
      history: entries.flatMap((entry) => entry.history),
      claims: entries.flatMap((entry) => entry.claims),
    };
    if (group.updates.length === 0 && group.claims.length === 0) return;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#append(group);
        if (attempt > 0) this.#options.onStalled(false, '');
        return;
      } catch (error) {
        if (attempt === 0)
          this.#options.onStalled(true, error instanceof Error ? error.message : String(error));
        await (this.#options.wait ?? pause)(
          limits.retryMs[Math.min(attempt, limits.retryMs.length - 1)] ?? 1000,
        );
      }
    }
  }

  #elapsed(): number {
    return (this.#options.elapsed ?? (() => performance.now()))();
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    const paused = this.#bytes > limits.pausedAboveBytes;
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#options.onPaused(paused);
  }
}

function size(entry: Entry): number {
  return entry.updates.reduce((sum, update) => sum + update.byteLength, entry.holds ?? 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

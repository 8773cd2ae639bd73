import type { Clock } from '@bouwberaad/shared/lib/clock.ts';

/** What the browser does not promise. `denied`: it may throw our things away. `full`: nearly no room left. */
export type RoomTrouble = 'denied' | 'full';

export interface RoomWatchOptions {
  /** Absent on a page over plain http, whatever the types say. */
  readonly storage: Pick<StorageManager, 'persist' | 'estimate'> | undefined;
  readonly clock: Clock;
  /** Told when it changes; null: no trouble that the browser knows of. */
  readonly onTrouble: (trouble: RoomTrouble | null) => void;
}

/** Of what the browser grants us. */
const NEARLY_FULL = 0.9;
/** Asking costs the browser a look at its disk. */
const ASK_AGAIN_MS = 20_000;

/** Watches whether what this browser keeps is there later, from the first edit on and as it grows. */
export class RoomWatch {
  readonly #options: RoomWatchOptions;
  /** Asked once: some browsers put it to the person. */
  #denied: Promise<boolean> | null = null;
  #askedAt: number | null = null;
  #told: RoomTrouble | null = null;

  constructor(options: RoomWatchOptions) {
    this.#options = options;
  }

  /** Something more is to be kept. Not asked before: a browser asks a person who has something to lose. */
  async grew(): Promise<void> {
    const { clock, storage } = this.#options;
    const now = clock.now();
    if (storage === undefined || (this.#askedAt !== null && now - this.#askedAt < ASK_AGAIN_MS)) return;
    this.#askedAt = now;
    this.#denied ??= isDenied(storage);
    const denied = await this.#denied;
    this.#tell((await isNearlyFull(storage)) ? 'full' : denied ? 'denied' : null);
  }

  #tell(trouble: RoomTrouble | null): void {
    if (trouble === this.#told) return;
    this.#told = trouble;
    this.#options.onTrouble(trouble);
  }
}

/** A browser that can't say is not said to have refused. */
async function isDenied(storage: Pick<StorageManager, 'persist'>): Promise<boolean> {
  return !(await storage.persist().catch(() => true));
}

async function isNearlyFull(storage: Pick<StorageManager, 'estimate'>): Promise<boolean> {
  const { usage = 0, quota = 0 } = await storage.estimate().catch(() => ({ usage: 0, quota: 0 }));
  return quota > 0 && usage > quota * NEARLY_FULL;
}

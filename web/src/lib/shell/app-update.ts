import { TAKE_OVER } from './take-over.ts';

/** `waiting`: the server has no newer app for us yet, or it did not come. `ready`: it is there, and waits for the person. */
export type UpdateState = 'looking' | 'waiting' | 'ready' | 'reloading';

export interface AppUpdateOptions {
  /** Of the app in this page. */
  readonly version: string;
  /** Whether the server has another one; an exception when it does not answer. */
  readonly isThere: () => Promise<boolean>;
  /** Puts the new app in the place of the one that this browser keeps for when there is no network. */
  readonly takeOver: () => Promise<void>;
  /** Nobody is in the middle of a word, and nothing would be lost. */
  readonly mayReload: () => boolean;
  readonly reload: () => void;
  /** Outlives the page, not the tab. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
  readonly onState: (state: UpdateState) => void;
}

const RELOADED_FROM = 'bouwberaad:reloaded-from';

/**
 * Replaces an app that the server does not let in any more. A version reloads itself once: when it comes back as itself
 * it says so and goes on without the server, however often it looks.
 */
export function createAppUpdate(options: AppUpdateOptions): { look(): Promise<void> } {
  const { version, isThere, takeOver, mayReload, reload, memory, onState } = options;
  let busy = false;
  /** Asked for while looking: what it asks about may have come after that look began. */
  let again = false;

  async function update(): Promise<UpdateState> {
    if (memory.getItem(RELOADED_FROM) === version) return 'waiting';
    onState('looking');
    if (!(await isThere())) return 'waiting';
    if (!mayReload()) return 'ready';
    await takeOver();
    // Somebody may have begun to type meanwhile.
    if (!mayReload()) return 'ready';
    memory.setItem(RELOADED_FROM, version);
    reload();
    return 'reloading';
  }

  return {
    async look() {
      again = true;
      if (busy) return;
      busy = true;
      let state: UpdateState = 'waiting';
      while (again && state !== 'reloading') {
        again = false;
        state = await update().catch(() => 'waiting');
        onState(state);
      }
      busy = false;
    },
  };
}

/** A worker that fills its files slower than this is not waited for: pages come from the network first. */
const INSTALL_MS = 15_000;

/** Fetches the new service worker and lets it take the old one's place, in this tab and the others. */
export async function renewWorker(workers: ServiceWorkerContainer | undefined): Promise<void> {
  const registration = await workers?.getRegistration();
  if (registration === undefined) return;
  await registration.update();
  const worker = registration.installing ?? registration.waiting;
  if (worker === null) return;
  await installed(worker);
  worker.postMessage(TAKE_OVER);
}

function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state !== 'installing') resolve();
    };
    worker.addEventListener('statechange', look);
    setTimeout(resolve, INSTALL_MS);
    look();
  });
}

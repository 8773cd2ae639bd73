import { readStored, writeStored } from '#lib/ui/stored.ts';

const KEY = 'bouwberaad:single-keys';

/** Whether keys without Ctrl do something; WCAG 2.1.4 wants them to be switched off, per person and device. */
class SingleKeys {
  #on = $state(readStored(KEY) !== 'off');

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    writeStored(KEY, on ? null : 'off');
  }
}

export const singleKeys = new SingleKeys();

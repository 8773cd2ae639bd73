import { mount, tick } from 'svelte';
import type * as Sonner from 'svelte-sonner';
import { m } from '#lib/paraglide/messages.js';

/** How long an act can be taken back from its toast. */
const UNDO_MS = 8000;

type Toaster = Pick<typeof Sonner, 'toast'>;
let toaster: Promise<Toaster> | null = null;

/**
 * Puts the place where toasts appear on the page, once; no page begins with one. A region is heard when it is there
 * before what it says, so a page asks for it ahead.
 */
export function prepareToasts(): Promise<Toaster> {
  toaster ??= Promise.all([import('svelte-sonner'), import('./Toasts.svelte')]).then(
    async ([sonner, { default: Toasts }]) => {
      mount(Toasts, { target: document.body });
      await tick();
      return sonner;
    },
  );
  // Another time the network may be there.
  toaster.catch(() => (toaster = null));
  return toaster;
}

/**
 * Says that my own act is done and, if it can be, how to take it back. Sparse: what others do and what the screen
 * shows already is never a toast, and a failure stands where it happened.
 */
export function notify(message: string, undo?: () => void): void {
  void prepareToasts().then(({ toast }) => {
    if (undo === undefined) toast(message);
    else toast(message, { duration: UNDO_MS, action: { label: m.common_undo(), onClick: undo } });
  });
}

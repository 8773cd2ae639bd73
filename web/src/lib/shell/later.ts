import { prepareToasts } from '#lib/ui/toast.ts';

/** What a page of a table opens later and does not begin with; see `fetchAhead`. */
export const shellLater = {
  keys: () => import('./KeyMap.svelte'),
  refusals: () => import('./Refusals.svelte'),
  waiting: () => import('./Waiting.svelte'),
  ended: () => import('./SessionEnded.svelte'),
  dialog: () => import('#lib/ui/DialogPanel.svelte'),
  toasts: prepareToasts,
} as const;

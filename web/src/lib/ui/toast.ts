import { toast } from 'svelte-sonner';
import { m } from '#lib/paraglide/messages.js';

/** How long an act can be taken back from its toast. */
const UNDO_MS = 8000;

/**
 * Says that my own act is done and, if it can be, how to take it back. Sparse: what others do and what the screen
 * shows already is never a toast, and a failure stands where it happened.
 */
export function notify(message: string, undo?: () => void): void {
  if (undo === undefined) toast(message);
  else toast(message, { duration: UNDO_MS, action: { label: m.common_undo(), onClick: undo } });
}

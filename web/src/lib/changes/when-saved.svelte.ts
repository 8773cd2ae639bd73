import type { TableSession } from '#lib/sync/table-session.svelte.ts';

/** A burst of edits is one question. */
const PAUSE_MS = 400;

/**
 * Calls `again` when what `watched` reads has changed and is on the server's disk: others' changes are when they come,
 * my own once they are saved. To be called while a component is made.
 */
export function whenSaved(
  session: Pick<TableSession, 'saveState'>,
  watched: () => unknown,
  again: () => void,
): void {
  let first = true;
  $effect(() => {
    watched();
    const saved = session.saveState === 'saved';
    if (first) {
      first = false;
      return;
    }
    if (!saved) return;
    const timer = setTimeout(again, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  });
}

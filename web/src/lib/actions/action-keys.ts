/** What a single key does on the list of actions; on the action in which the focus is. */
export type ListAct =
  { readonly do: 'new' } | { readonly do: 'tick' | 'who' | 'due'; readonly action: string };

/** Where a letter means that letter, or something else has the keys. */
const TAKEN =
  'textarea, select, input:not([type="checkbox"]), [contenteditable]:not([contenteditable="false"]), [role="dialog"], [role="menu"]';

const KEYS: Readonly<Record<string, 'tick' | 'who' | 'due'>> = { x: 'tick', '@': 'who', d: 'due' };

function isTaken(target: Element | null): boolean {
  return target !== null && target.closest(TAKEN) !== null;
}

export function keyOnList(event: KeyboardEvent): ListAct | null {
  const target = event.target instanceof Element ? event.target : null;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || isTaken(target)) return null;
  // On some keyboards @ is made with AltGr; other letters with Alt are not ours.
  if (event.altKey && event.key !== '@') return null;
  const key = event.key.toLowerCase();
  if (key === 'a') return { do: 'new' };
  const what = KEYS[key];
  const action = target?.closest<HTMLElement>('[data-action]')?.dataset['action'];
  return what === undefined || action === undefined ? null : { do: what, action };
}

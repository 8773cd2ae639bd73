import { tinykeys } from 'tinykeys';

/** Where a letter means that letter: fields, and the grid, in which it starts an edit. */
const TYPING =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="grid"], [role="menu"], [role="dialog"]';

export interface ShellKeys {
  /** By key after G: `o`, `p`, `b`. */
  readonly go: Readonly<Record<string, () => void>>;
  readonly help: () => void;
  readonly search: () => void;
  /** Are keys without Ctrl switched on? */
  readonly single: () => boolean;
}

/** Binds the keys that work on every page of a table; gives what unbinds them. */
export function bindShellKeys(target: Window | HTMLElement, keys: ShellKeys): () => void {
  const single = (act: (key: string) => void) => (event: KeyboardEvent) => {
    const within = event.target instanceof Element ? event.target.closest(TYPING) : null;
    if (event.defaultPrevented || within !== null || !keys.single()) return;
    event.preventDefault();
    act(event.key.toLowerCase());
  };
  return tinykeys(
    target,
    {
      // One sequence for all of them: of several that share their first key, tinykeys 4 forgets to reset the others.
      [`g ([${Object.keys(keys.go).join('')}])`]: single((key) => keys.go[key]?.()),
      '[Shift]+?': single(keys.help),
      '$mod+k': (event) => {
        event.preventDefault();
        keys.search();
      },
    },
    // We decide ourselves, above: Ctrl K has to work in a field as well.
    { ignore: () => false },
  );
}

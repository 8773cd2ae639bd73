import { createContext } from 'svelte';

/** What its items know of the menu that they are in. */
export interface MenuContext {
  /** Closes it and puts the focus back on its button. */
  readonly close: () => void;
}

export const [getMenu, setMenu] = createContext<MenuContext>();

const ITEM = '[role^="menuitem"]';

/** The items that can be chosen, from top to bottom. */
export function itemsOf(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>(`${ITEM}:not([aria-disabled="true"])`)];
}

/** Where a key goes among items of which `at` has the focus (-1: none has); null: it is no key that goes. */
export function itemFor(key: string, at: number, words: readonly string[]): number | null {
  const { length } = words;
  if (length === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % length;
    case 'ArrowUp':
      return at <= 0 ? length - 1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
  }
  if (key.length !== 1 || key === ' ') return null;
  const letter = key.toLocaleLowerCase();
  // From the next one on and round: the same letter again goes to the next that begins with it.
  for (let step = 1; step <= length; step++) {
    const index = (at + step + length) % length;
    if (words[index]?.trim().toLocaleLowerCase().startsWith(letter) === true) return index;
  }
  return null;
}

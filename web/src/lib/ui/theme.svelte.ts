import { writeStored } from './stored.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'bouwberaad:theme';

/** The person's choice on this device; without one the system decides. src/app.html applies it before the first paint. */
class ThemeChoice {
  #current = $state<Theme>(read());

  get current(): Theme {
    return this.#current;
  }

  choose(theme: Theme): void {
    this.#current = theme;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    writeStored(KEY, theme === 'system' ? null : theme);
  }
}

function read(): Theme {
  const chosen = typeof document === 'undefined' ? undefined : document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export const theme = new ThemeChoice();

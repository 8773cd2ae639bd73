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
    try {
      if (theme === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // No storage (private mode): it holds until the page closes.
    }
  }
}

function read(): Theme {
  const chosen = typeof document === 'undefined' ? undefined : document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export const theme = new ThemeChoice();

import type { Move } from './move.ts';

export type GridCommand =
  | { readonly do: 'move'; readonly move: Move }
  /** With what was typed, or on what is there. */
  | { readonly do: 'edit'; readonly typed: string | null }
  | {
      readonly do:
        | 'clear'
        | 'select'
        | 'enter'
        | 'undo'
        | 'redo'
        | 'menu'
        | 'open'
        | 'bottleneck'
        | 'action'
        | 'annotation';
    };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** What the cell under the cursor takes: words, digits, or nothing. */
export type Takes = 'text' | 'number' | 'nothing';

const MOVES: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'home',
  End: 'end',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};

const LETTERS: Readonly<Record<string, GridCommand>> = {
  o: { do: 'open' },
  k: { do: 'bottleneck' },
  a: { do: 'action' },
  m: { do: 'annotation' },
};

/**
 * What a key does in the grid while nothing is edited; null leaves it to the browser. A letter starts typing where
 * words go in, and is a command where they can't.
 */
export function gridCommand(press: KeyPress, takes: Takes): GridCommand | null {
  const { key } = press;
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return withControl(key, press.shiftKey);
  const move = MOVES[key];
  if (move !== undefined) return { do: 'move', move };
  if (key === 'Tab') return { do: 'move', move: press.shiftKey ? 'left' : 'right' };
  if (key === 'F2') return { do: 'edit', typed: null };
  if (key === 'Enter') return { do: 'enter' };
  if (key === ' ') return { do: 'select' };
  if (key === 'Delete' || key === 'Backspace') return { do: 'clear' };
  return typed(press, takes);
}

function withControl(key: string, shift: boolean): GridCommand | null {
  const letter = key.toLowerCase();
  if (key === 'Home') return { do: 'move', move: 'top' };
  if (key === 'End') return { do: 'move', move: 'bottom' };
  if (key === '.') return { do: 'menu' };
  if (letter === 'z') return { do: shift ? 'redo' : 'undo' };
  return letter === 'y' ? { do: 'redo' } : null;
}

function typed({ key, isComposing }: KeyPress, takes: Takes): GridCommand | null {
  // A dead key or an input method: the text comes when the field is there, not with this key.
  if (isComposing || key === 'Dead' || key === 'Process')
    return takes === 'text' ? { do: 'edit', typed: '' } : null;
  if (!isCharacter(key)) return null;
  if (takes === 'text') return { do: 'edit', typed: key };
  const command = LETTERS[key.toLowerCase()];
  if (command !== undefined) return command;
  return takes === 'number' && /[\d.,\-\u2212]/u.test(key) ? { do: 'edit', typed: key } : null;
}

/** One character, also one of two code units; every other key has a name of several. */
export function isCharacter(key: string): boolean {
  return key.length === 1 || (key.length === 2 && (key.codePointAt(0) ?? 0) > 0xffff);
}

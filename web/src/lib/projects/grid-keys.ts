import type { Direction, Move } from './move.ts';

export type GridCommand =
  /** `extend`: what is selected grows or shrinks to there. */
  | { readonly do: 'move'; readonly move: Move; readonly extend: boolean }
  /** To the next cell: within a selection round, otherwise beside this one. */
  | { readonly do: 'next' | 'enter'; readonly step: Direction }
  /** With what was typed, or on what is there. */
  | { readonly do: 'edit'; readonly typed: string | null }
  | {
      readonly do:
        | 'clear'
        | 'select'
        | 'wholeRows'
        | 'wholeColumns'
        | 'all'
        | 'fillDown'
        | 'fillRight'
        | 'undo'
        | 'redo'
        | 'menu'
        | 'open';
    }
  /** Something new about this project, in the drawer. */
  | { readonly do: 'compose'; readonly tab: 'bottlenecks' | 'actions' | 'annotations' };

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
  k: { do: 'compose', tab: 'bottlenecks' },
  a: { do: 'compose', tab: 'actions' },
  m: { do: 'compose', tab: 'annotations' },
};

/**
 * What a key does in the grid while nothing is edited; null leaves it to the browser. A letter starts typing where
 * words go in, and is a command where they can't.
 */
export function gridCommand(press: KeyPress, takes: Takes): GridCommand | null {
  const { key, shiftKey } = press;
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return withControl(key, shiftKey);
  const move = MOVES[key];
  if (move !== undefined) return { do: 'move', move, extend: shiftKey };
  if (key === 'Tab') return { do: 'next', step: shiftKey ? 'left' : 'right' };
  if (key === 'Enter') return { do: 'enter', step: shiftKey ? 'up' : 'down' };
  if (key === 'F2') return { do: 'edit', typed: null };
  if (key === ' ') return { do: shiftKey ? 'wholeRows' : 'select' };
  if (key === 'Delete' || key === 'Backspace') return { do: 'clear' };
  return typed(press, takes);
}

const CONTROL_MOVES: Readonly<Record<string, Move>> = {
  Home: 'top',
  End: 'bottom',
  ArrowUp: 'edgeUp',
  ArrowDown: 'edgeDown',
  ArrowLeft: 'edgeLeft',
  ArrowRight: 'edgeRight',
};

/** Copy, cut and paste are not here: the browser makes events of them, which carry what is on the clipboard. */
function withControl(key: string, shift: boolean): GridCommand | null {
  const move = CONTROL_MOVES[key];
  if (move !== undefined) return { do: 'move', move, extend: shift };
  if (key === ' ') return { do: 'wholeColumns' };
  if (key === '.') return { do: 'menu' };
  const letter = key.toLowerCase();
  if (letter === 'z') return { do: shift ? 'redo' : 'undo' };
  if (shift) return null;
  if (letter === 'y') return { do: 'redo' };
  if (letter === 'a') return { do: 'all' };
  if (letter === 'd') return { do: 'fillDown' };
  return letter === 'r' ? { do: 'fillRight' } : null;
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
function isCharacter(key: string): boolean {
  return key.length === 1 || (key.length === 2 && (key.codePointAt(0) ?? 0) > 0xffff);
}

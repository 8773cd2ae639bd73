import { expect, it } from 'vitest';
import { floatingAt } from './floating.ts';
import { itemFor } from './menu-context.ts';

const window = { width: 1000, height: 600 };
const button = (left: number, top: number): { left: number; right: number; top: number; bottom: number } => ({
  left,
  right: left + 100,
  top,
  bottom: top + 30,
});

it('hangs under its button, at the side that is asked for', () => {
  const panel = { width: 200, height: 300 };
  expect(floatingAt(button(300, 20), panel, window, 'start')).toEqual({
    left: 300,
    top: 56,
    bottom: null,
    maxHeight: 536,
  });
  expect(floatingAt(button(300, 20), panel, window, 'end').left).toBe(200);
});

it('stays in the window sideways', () => {
  const panel = { width: 200, height: 100 };
  expect(floatingAt(button(880, 20), panel, window, 'start').left).toBe(792);
  expect(floatingAt(button(0, 20), panel, window, 'end').left).toBe(8);
});

it('hangs above where it does not fit below and there is more room', () => {
  const panel = { width: 200, height: 300 };
  expect(floatingAt(button(300, 500), panel, window, 'start')).toEqual({
    left: 300,
    top: null,
    bottom: 106,
    maxHeight: 486,
  });
  // Neither fits: the larger side, and it scrolls.
  expect(floatingAt(button(300, 200), { width: 200, height: 900 }, window, 'start').maxHeight).toBe(356);
});

it('walks round the items of a menu with arrows, and to what begins with a letter', () => {
  const words = ['Bewerken', 'Afdrukken', 'Beheer'];
  expect(itemFor('ArrowDown', -1, words)).toBe(0);
  expect(itemFor('ArrowDown', 2, words)).toBe(0);
  expect(itemFor('ArrowUp', 0, words)).toBe(2);
  expect(itemFor('ArrowUp', -1, words)).toBe(2);
  expect(itemFor('End', 0, words)).toBe(2);
  expect(itemFor('b', 0, words)).toBe(2);
  expect(itemFor('b', 2, words)).toBe(0);
  expect(itemFor('b', -1, words)).toBe(0);
  expect(itemFor('x', 0, words)).toBeNull();
  expect(itemFor('ArrowDown', -1, [])).toBeNull();
});

import { expect, test } from 'vitest';
import type { Party } from '#lib/actions/parties.ts';
import { Mentioning } from './mentioning.svelte.ts';

const party = (id: string, name: string): Party => ({ id, name, kind: 'person', detail: '' });
const parties = [party('b', 'Bas Roelofs'), party('c', 'Bea Smit'), party('l', 'Lotte van Essen')];

/** A field in which somebody types at the end. */
function field(spaceEnds = false) {
  const typed = { text: '' };
  const mentioning = new Mentioning({
    parties: () => parties,
    element: () => null,
    read: () => typed.text,
    write: (text) => (typed.text = text),
    spaceEnds,
  });
  const type = (text: string): string[] => {
    typed.text += text;
    mentioning.look();
    return mentioning.found.map(({ id }) => id);
  };
  return { typed, mentioning, type };
}

test('an @ offers who is meant; the keys choose, and the name stands in the text', () => {
  const { typed, mentioning, type } = field();
  expect(type('Bel ')).toEqual([]);
  expect(mentioning.press('Enter')).toBe(false);
  expect(type('@b')).toEqual(['b', 'c']);
  expect(mentioning.press('ArrowUp')).toBe(true);
  expect(mentioning.at).toBe(1);
  expect(mentioning.press('ArrowDown')).toBe(true);
  expect(mentioning.at).toBe(0);
  expect(mentioning.press('x')).toBe(false);
  mentioning.press('ArrowDown');
  expect(mentioning.press('Enter')).toBe(true);
  expect(typed.text).toBe('Bel @Bea Smit ');
});

test('Esc closes the list for that @, not for the next', () => {
  const { mentioning, type } = field();
  type('@b');
  expect(mentioning.press('Escape')).toBe(true);
  expect(type('a')).toEqual([]);
  expect(mentioning.press('Escape')).toBe(false);
  expect(type(' en @l')).toEqual(['l']);
});

test('a space ends the name only where the line is what Enter is for', () => {
  expect(field().type('@bas ')).toEqual(['b']);
  const line = field(true);
  expect(line.type('@bas ')).toEqual([]);
  expect(line.mentioning.press('Enter')).toBe(false);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gridCommand, type KeyPress } from './grid-keys.ts';
import { HEADER, move, nearest, type Ground, type GridColumnKey, type Move } from './move.ts';

const columns: GridColumnKey[] = [
  'select',
  'name',
  'phase',
  'planStatus',
  'total',
  'year:2028',
  'likelihood',
  'bottlenecks',
  'actions',
  'annotations',
];
const ground: Ground = {
  rows: ['group:1', 'a', 'b', 'group:2', 'c'],
  columns,
  isGroup: (row) => row.startsWith('group:'),
  page: 3,
};

describe('moving', () => {
  test.each<[Move, string, GridColumnKey, string, GridColumnKey]>([
    ['down', 'a', 'total', 'b', 'total'],
    ['down', 'c', 'total', 'c', 'total'],
    ['up', 'group:1', 'total', HEADER, 'total'],
    ['up', HEADER, 'total', HEADER, 'total'],
    ['down', HEADER, 'total', 'group:1', 'total'],
    ['left', 'a', 'select', 'a', 'select'],
    ['right', 'a', 'name', 'a', 'phase'],
    ['home', 'a', 'total', 'a', 'select'],
    ['end', 'a', 'total', 'a', 'annotations'],
    ['end', 'group:1', 'total', 'group:1', 'likelihood'],
    ['right', 'group:1', 'name', 'group:1', 'total'],
    ['right', 'group:1', 'phase', 'group:1', 'total'],
    ['right', 'group:1', 'actions', 'group:1', 'likelihood'],
    ['left', 'group:1', 'annotations', 'group:1', 'year:2028'],
    ['top', 'c', 'total', 'group:1', 'select'],
    ['bottom', 'a', 'total', 'c', 'annotations'],
    ['pageDown', 'a', 'total', 'c', 'total'],
    ['pageUp', 'b', 'total', 'group:1', 'total'],
  ])('%s from %s/%s', (to, row, column, expectedRow, expectedColumn) => {
    expect(move({ row, column }, to, ground)).toEqual({ row: expectedRow, column: expectedColumn });
  });

  test('going down through a municipality keeps the column', () => {
    expect(move(move({ row: 'b', column: 'phase' }, 'down', ground), 'down', ground)).toEqual({
      row: 'c',
      column: 'phase',
    });
  });

  test('never leaves the grid, also when it is empty', () => {
    const moves = fc.constantFrom<Move>(
      'up',
      'down',
      'left',
      'right',
      'home',
      'end',
      'top',
      'bottom',
      'pageUp',
      'pageDown',
    );
    fc.assert(
      fc.property(fc.array(moves), fc.boolean(), (steps, empty) => {
        const here = empty ? { ...ground, rows: [] } : ground;
        let at = move({ row: HEADER, column: 'name' }, 'down', here);
        for (const step of steps) {
          at = move(at, step, here);
          expect([HEADER, ...here.rows]).toContain(at.row);
          expect(columns).toContain(at.column);
        }
      }),
    );
  });

  test('a row that goes away leaves the cursor on what took its place', () => {
    const less = { ...ground, rows: ['group:1', 'a', 'c'] };
    expect(nearest({ row: 'b', column: 'total' }, ground.rows, less)).toEqual({ row: 'c', column: 'total' });
    expect(
      nearest({ row: 'c', column: 'total' }, ground.rows, { ...ground, rows: ['group:1', 'a'] }),
    ).toEqual({ row: 'a', column: 'total' });
    expect(nearest({ row: 'c', column: 'total' }, ground.rows, { ...ground, rows: [] })).toEqual({
      row: HEADER,
      column: 'total',
    });
  });
});

describe('a key', () => {
  const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    ...more,
  });

  test('a letter types where words go in, and is a command where they cannot', () => {
    expect(gridCommand(press('k'), 'text')).toEqual({ do: 'edit', typed: 'k' });
    expect(gridCommand(press('k'), 'number')).toEqual({ do: 'bottleneck' });
    expect(gridCommand(press('O', { shiftKey: true }), 'nothing')).toEqual({ do: 'open' });
    expect(gridCommand(press('x'), 'number')).toBeNull();
  });

  test('a digit types in a number, with the whole keystroke kept', () => {
    expect(gridCommand(press('8'), 'number')).toEqual({ do: 'edit', typed: '8' });
    expect(gridCommand(press('8'), 'nothing')).toBeNull();
  });

  test('a dead key opens the field without eating the letter to come', () => {
    expect(gridCommand(press('Dead'), 'text')).toEqual({ do: 'edit', typed: '' });
    expect(gridCommand(press('Dead'), 'number')).toBeNull();
  });

  test.each<[string, Partial<KeyPress>, unknown]>([
    ['z', { ctrlKey: true }, { do: 'undo' }],
    ['Z', { ctrlKey: true, shiftKey: true }, { do: 'redo' }],
    ['y', { metaKey: true }, { do: 'redo' }],
    ['.', { ctrlKey: true }, { do: 'menu' }],
    ['Home', { ctrlKey: true }, { do: 'move', move: 'top' }],
    ['End', {}, { do: 'move', move: 'end' }],
    ['Tab', { shiftKey: true }, { do: 'move', move: 'left' }],
    ['F2', {}, { do: 'edit', typed: null }],
    ['Delete', {}, { do: 'clear' }],
    [' ', {}, { do: 'select' }],
    ['c', { ctrlKey: true }, null],
    ['ArrowLeft', { altKey: true }, null],
    ['Escape', {}, null],
  ])('%s %o', (key, more, expected) => {
    expect(gridCommand(press(key, more), 'text')).toEqual(expected);
  });
});

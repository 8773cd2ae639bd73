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
/** Of the column of 2028 all but the second project; of the first project the phase and the total too. */
const FILLED = [
  'a/name',
  'a/phase',
  'a/total',
  'a/year:2028',
  'c/year:2028',
  'd/year:2028',
  'b/name',
  'd/name',
];
const ground: Ground = {
  rows: ['group:1', 'a', 'b', 'group:2', 'c', 'd'],
  columns,
  isGroup: (row) => row.startsWith('group:'),
  isFilled: (row, column) => FILLED.includes(`${row}/${column}`),
  page: () => 3,
};

describe('moving', () => {
  test.each<[Move, string, GridColumnKey, string, GridColumnKey]>([
    ['down', 'a', 'total', 'b', 'total'],
    ['down', 'd', 'total', 'd', 'total'],
    ['up', 'group:1', 'total', HEADER, 'total'],
    ['up', HEADER, 'total', HEADER, 'total'],
    ['down', HEADER, 'total', 'group:1', 'total'],
    ['left', 'a', 'select', 'a', 'select'],
    ['right', 'a', 'name', 'a', 'phase'],
    ['home', 'a', 'total', 'a', 'select'],
    ['end', 'a', 'total', 'a', 'annotations'],
    ['end', 'group:1', 'total', 'group:1', 'likelihood'],
    ['right', 'group:1', 'name', 'group:1', 'phase'],
    ['right', 'group:1', 'phase', 'group:1', 'total'],
    ['right', 'group:1', 'actions', 'group:1', 'likelihood'],
    ['left', 'group:1', 'annotations', 'group:1', 'year:2028'],
    ['top', 'c', 'total', 'group:1', 'select'],
    ['bottom', 'a', 'total', 'd', 'annotations'],
    ['pageDown', 'a', 'total', 'c', 'total'],
    ['pageDown', 'b', 'total', 'd', 'total'],
    ['pageUp', 'b', 'total', 'group:1', 'total'],
  ])('%s from %s/%s', (to, row, column, expectedRow, expectedColumn) => {
    expect(move({ row, column }, to, ground)).toEqual({ row: expectedRow, column: expectedColumn });
  });

  test.each<[Move, string, GridColumnKey, string, GridColumnKey]>([
    // What is filled is walked to its end, what is empty to the next that is filled, and without one to the edge.
    ['edgeRight', 'a', 'name', 'a', 'phase'],
    ['edgeRight', 'a', 'phase', 'a', 'total'],
    ['edgeRight', 'a', 'total', 'a', 'year:2028'],
    ['edgeRight', 'a', 'year:2028', 'a', 'annotations'],
    ['edgeLeft', 'a', 'annotations', 'a', 'year:2028'],
    ['edgeLeft', 'b', 'total', 'b', 'name'],
    ['edgeLeft', 'b', 'name', 'b', 'name'],
    ['edgeRight', 'a', 'select', 'a', 'name'],
    ['edgeDown', 'a', 'year:2028', 'c', 'year:2028'],
    ['edgeDown', 'c', 'year:2028', 'd', 'year:2028'],
    ['edgeDown', 'd', 'year:2028', 'd', 'year:2028'],
    ['edgeUp', 'd', 'year:2028', 'c', 'year:2028'],
    ['edgeUp', 'c', 'year:2028', 'a', 'year:2028'],
    ['edgeDown', 'a', 'likelihood', 'd', 'likelihood'],
    ['edgeDown', HEADER, 'year:2028', 'a', 'year:2028'],
    ['edgeDown', 'group:2', 'year:2028', 'c', 'year:2028'],
    ['edgeUp', 'a', 'year:2028', 'a', 'year:2028'],
  ])('Ctrl %s from %s/%s', (to, row, column, expectedRow, expectedColumn) => {
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
      'edgeUp',
      'edgeDown',
      'edgeLeft',
      'edgeRight',
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
    expect(gridCommand(press('k'), 'number')).toEqual({ do: 'compose', tab: 'bottlenecks' });
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
    ['Home', { ctrlKey: true }, { do: 'move', move: 'top', extend: false }],
    ['End', {}, { do: 'move', move: 'end', extend: false }],
    ['ArrowDown', { shiftKey: true }, { do: 'move', move: 'down', extend: true }],
    ['ArrowDown', { ctrlKey: true }, { do: 'move', move: 'edgeDown', extend: false }],
    ['End', { ctrlKey: true, shiftKey: true }, { do: 'move', move: 'bottom', extend: true }],
    ['Tab', { shiftKey: true }, { do: 'next', step: 'left' }],
    ['Enter', {}, { do: 'enter', step: 'down' }],
    ['Enter', { shiftKey: true }, { do: 'enter', step: 'up' }],
    [' ', { shiftKey: true }, { do: 'wholeRows' }],
    [' ', { ctrlKey: true }, { do: 'wholeColumns' }],
    ['a', { ctrlKey: true }, { do: 'all' }],
    ['d', { ctrlKey: true }, { do: 'fillDown' }],
    ['r', { metaKey: true }, { do: 'fillRight' }],
    ['R', { ctrlKey: true, shiftKey: true }, null],
    ['F2', {}, { do: 'edit', typed: null }],
    ['Delete', {}, { do: 'clear' }],
    [' ', {}, { do: 'select' }],
    ['c', { ctrlKey: true }, null],
    ['v', { ctrlKey: true }, null],
    ['ArrowLeft', { altKey: true }, null],
    ['Escape', {}, null],
  ])('%s %o', (key, more, expected) => {
    expect(gridCommand(press(key, more), 'text')).toEqual(expected);
  });
});

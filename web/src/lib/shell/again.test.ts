import { expect, test } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { againOf } from './again.ts';

const plan = { name: 'Rivierpoort', likelihood: 80, place: null, blocks: [{ id: 'b1', homes: 40 }] };
const records = { get: (_root: string, id: string) => (id === 'p1' ? plan : null) } as never;
const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };
const set = (path: string, to: number): Edit => ({ type: 'setField', path, from: 50, to });
const year = (block: string): Edit => ({
  type: 'setYearHomes',
  project: 'p1',
  year: 2028,
  block,
  from: 10,
  to: 60,
  ...stamp,
});

test('once more is on what is there now', () => {
  expect(againOf(records, set('projects/p1/likelihood', 90))).toMatchObject({ from: 80, to: 90 });
  expect(againOf(records, set('projects/p1/place', 90))).toMatchObject({ from: null, to: 90 });
  expect(againOf(records, set('projects/p1/blocks/b1/homes', 90))).toMatchObject({ from: 40, to: 90 });
  expect(againOf(records, year('b1'))).toMatchObject({ from: 40, to: 60 });
  expect(againOf(records, year('new'))).toMatchObject({ from: null, to: 60 });
});

test('what is gone, and text, can only be copied', () => {
  expect(againOf(records, set('projects/gone/likelihood', 90))).toBeNull();
  expect(againOf(records, set('projects/p1/blocks/gone/homes', 90))).toBeNull();
  expect(againOf(records, { type: 'typeText', path: 'projects/p1/notes' })).toBeNull();
});

test('a paste is done again whole or not at all', () => {
  const batch = (...edits: Edit[]): Edit => ({ type: 'batch', name: 'paste', edits: edits as never });
  expect(againOf(records, batch(set('projects/p1/likelihood', 90), year('b1')))).toMatchObject({
    edits: [{ from: 80 }, { from: 40 }],
  });
  expect(
    againOf(records, batch(set('projects/p1/likelihood', 90), set('projects/gone/total', 1))),
  ).toBeNull();
});

test('a year that has got another block meanwhile: the number is that one’s, and of several nobody knows which', () => {
  const build = (id: string, homes: number | null) => ({
    id,
    year: 2028,
    homes,
    kind: 'build',
    removed: false,
  });
  const having = (...blocks: unknown[]) => ({ get: () => ({ ...plan, id: 'p1', blocks }) }) as never;
  expect(againOf(having(build('other', 30)), year('mine'))).toMatchObject({
    block: 'other',
    from: 30,
    to: 60,
  });
  expect(againOf(having(build('other', null)), year('mine'))).toMatchObject({
    type: 'setField',
    path: 'projects/p1/blocks/other/homes',
  });
  expect(againOf(having(build('other', 30), build('more', 5)), year('mine'))).toBeNull();
});

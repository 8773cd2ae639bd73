import { describe, expect, test } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { keptWords, valueChange } from './kept-words.ts';

const session = {
  get: () => null,
  partyName: (id: string | null) => (id === 'markt' ? 'Bas Roelofs' : String(id)),
};
const words = (edit: Edit): string[] =>
  keptWords(session, edit).map((line) => line.replaceAll('\u00a0', ' '));
const set = (path: string, to: string | number | boolean | null): Edit => ({
  type: 'setField',
  path,
  from: null,
  to,
});

describe('what was refused, in words', () => {
  test.each([
    [set('projects/p/likelihood', 90), 'Realisatiekans: 90 %'],
    [set('projects/p/total', 1240), 'Projecttotaal: 1.240'],
    [set('projects/p/municipality', '0150'), 'Gemeente: Deventer'],
    [set('projects/p/keyProject', true), 'Sleutelproject: ja'],
    [set('actions/a/assignee', 'markt'), 'Wie?: Bas Roelofs'],
    [set('annotations/n/text', 'Kan dit sneller?'), 'Tekst: Kan dit sneller?'],
    [set('projects/p/phase', null), 'Fase: ·'],
  ])('%o', (edit, line) => {
    expect(words(edit)).toEqual([line]);
  });

  test('a year, and what is new', () => {
    const stamp = { by: 'gemeente', at: '2026-01-01T00:00:00.000Z' };
    const year: Edit = {
      type: 'setYearHomes',
      project: 'p',
      year: 2028,
      block: 'b',
      from: null,
      to: 80,
      ...stamp,
    };
    const note: Edit = {
      type: 'createRecord',
      root: 'annotations',
      id: 'n',
      fields: { text: 'Nieuw', ...stamp },
    };
    expect(words({ type: 'batch', name: 'plakken', edits: [year, note] })).toEqual([
      'Woningen 2028: 80',
      'Nieuw',
    ]);
  });
});

test('what waits, from what to what', () => {
  const change = valueChange(session, {
    type: 'setField',
    path: 'projects/p/likelihood',
    from: 80,
    to: 70,
  });
  expect(Object.values(change ?? {}).map((word) => String(word).replaceAll('\u00a0', ' '))).toEqual([
    'Realisatiekans',
    '80 %',
    '70 %',
  ]);
  expect(valueChange(session, { type: 'removeRecord', path: 'projects/p', removed: true })).toBeNull();
});

import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { editYear, yearCell } from './year-cell.ts';

const making = { block: 'new', by: 'a', at: '2026-11-24T10:00:00.000Z' };

function start(blocks: Record<string, Record<string, string | number | null>>): Y.Doc {
  const doc = new Y.Doc();
  applyEdit(doc, {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'Rivierpoort', by: 'a', at: making.at },
    blocks,
  });
  return doc;
}

function project(doc: Y.Doc): Project {
  const [only] = readAll(doc, 'projects');
  if (only === undefined) throw new Error('no project');
  return only;
}

function type(doc: Y.Doc, year: number, to: number | null): Edit | 'several' | null {
  const edit = editYear(project(doc), year, to, making);
  if (edit !== null && edit !== 'several') expect(applyEdit(doc, edit)).toMatchObject({ ok: true });
  return edit;
}

describe('a year cell', () => {
  test('sums the build homes of its year; demolition and other years do not count', () => {
    const doc = start({
      a: { kind: 'build', year: 2028, homes: 120 },
      b: { kind: 'build', year: 2028, homes: 30 },
      c: { kind: 'demolition', year: 2028, homes: 40 },
      d: { kind: 'build', year: 2029, homes: 10 },
      e: { kind: 'build', year: null, homes: 7 },
    });
    expect(yearCell(project(doc), 2028).homes).toBe(150);
    expect(yearCell(project(doc), 2030)).toEqual({ homes: null, builds: [] });
  });

  test('without a number in any block is empty, not zero', () => {
    expect(
      yearCell(project(start({ a: { kind: 'build', year: 2028, homes: null } })), 2028).homes,
    ).toBeNull();
    expect(yearCell(project(start({ a: { kind: 'build', year: 2028, homes: 0 } })), 2028).homes).toBe(0);
  });
});

describe('typing in it', () => {
  test('without a block makes one', () => {
    const doc = start({});
    type(doc, 2028, 60);
    expect(project(doc).blocks).toMatchObject([
      { id: 'new', kind: 'build', year: 2028, homes: 60, segment: {} },
    ]);
  });

  test('with one sets its homes, and emptying it leaves the block', () => {
    const doc = start({ a: { kind: 'build', year: 2028, homes: 120 } });
    type(doc, 2028, 80);
    expect(project(doc).blocks).toMatchObject([{ id: 'a', homes: 80 }]);
    type(doc, 2028, null);
    expect(project(doc).blocks).toMatchObject([{ id: 'a', homes: null }]);
  });

  test('in a block without a number sets it, and undo leaves that block there', () => {
    const doc = start({ a: { kind: 'build', year: 2028, homes: null } });
    const edit = type(doc, 2028, 80);
    expect(project(doc).blocks).toMatchObject([{ id: 'a', homes: 80 }]);
    if (edit === null || edit === 'several') throw new Error('no edit');
    const inverse = inverseOf(edit);
    if (inverse !== null) applyEdit(doc, inverse);
    expect(project(doc).blocks).toMatchObject([{ id: 'a', homes: null }]);
  });

  test('with several asks for the drawer', () => {
    const doc = start({
      a: { kind: 'build', year: 2028, homes: 120 },
      b: { kind: 'build', year: 2028, homes: 30 },
    });
    expect(type(doc, 2028, 80)).toBe('several');
  });

  test('the same value, or nothing in an empty cell, changes nothing', () => {
    const doc = start({ a: { kind: 'build', year: 2028, homes: 120 } });
    expect(type(doc, 2028, 120)).toBeNull();
    expect(type(doc, 2030, null)).toBeNull();
  });
});

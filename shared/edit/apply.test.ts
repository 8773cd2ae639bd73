import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readAll, recordMap } from '../model/read.ts';
import { applyEdit, valueAt } from './apply.ts';
import type { Edit } from './edit.ts';
import { inverseOf } from './inverse.ts';

const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };
const create: Edit = {
  type: 'createRecord',
  root: 'projects',
  id: 'p1',
  fields: { name: 'Rivierpoort', ...stamp },
  blocks: { b1: { kind: 'build', year: 2028, homes: 120 } },
};

function start(...edits: Edit[]): Y.Doc {
  const doc = new Y.Doc();
  for (const edit of edits) expect(applyEdit(doc, edit)).toMatchObject({ ok: true });
  return doc;
}

describe('a record', () => {
  test('comes with all its nested types, in one transaction', () => {
    const doc = new Y.Doc();
    let transactions = 0;
    doc.on('afterTransaction', () => transactions++);
    applyEdit(doc, create);
    expect(transactions).toBe(1);
    const map = recordMap(doc, 'projects', 'p1');
    expect(map?.get('blocks')).toBeInstanceOf(Y.Map);
    expect(map?.get('notes')).toBeInstanceOf(Y.XmlFragment);
    expect(readAll(doc, 'projects')[0]).toMatchObject({
      id: 'p1',
      name: 'Rivierpoort',
      blocks: [{ id: 'b1', year: 2028, homes: 120 }],
    });
  });

  test('of an id in use, without an author, or with a value that does not fit is a problem and changes nothing', () => {
    const doc = start(create);
    const before = Y.encodeStateAsUpdate(doc);
    expect(applyEdit(doc, create)).toMatchObject({ code: 'taken' });
    expect(applyEdit(doc, { ...create, id: 'p2', fields: { name: 'x' } })).toMatchObject({
      code: 'unfit',
      at: 'projects/p2/by',
    });
    expect(
      applyEdit(doc, { ...create, id: 'p2', fields: { name: 'x', likelihood: 7, ...stamp } }),
    ).toMatchObject({ code: 'unfit', at: 'projects/p2/likelihood' });
    expect(applyEdit(doc, { ...create, id: 'a/b' })).toMatchObject({ code: 'unfit' });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });
});

describe('a field', () => {
  test('is set when it holds what the person saw', () => {
    const doc = start(create, { type: 'setField', path: 'projects/p1/likelihood', from: null, to: 70 });
    expect(valueAt(doc, 'projects/p1/likelihood')).toBe(70);
  });

  test('that somebody changed meanwhile is a conflict; one that already holds the new value is not', () => {
    const doc = start(create, { type: 'setField', path: 'projects/p1/likelihood', from: null, to: 70 });
    expect(
      applyEdit(doc, { type: 'setField', path: 'projects/p1/likelihood', from: 50, to: 90 }),
    ).toMatchObject({ code: 'stale', at: 'projects/p1/likelihood' });
    expect(
      applyEdit(doc, { type: 'setField', path: 'projects/p1/likelihood', from: 50, to: 70 }),
    ).toMatchObject({ ok: true });
  });

  test('that was never written holds what it reads as: a flag false, a split nothing', () => {
    const doc = start(
      create,
      { type: 'setField', path: 'projects/p1/keyProject', from: false, to: true },
      { type: 'setField', path: 'projects/p1/blocks/b1/segment', from: {}, to: { 'sociale huur': 60 } },
    );
    expect(valueAt(doc, 'projects/p1/keyProject')).toBe(true);
  });

  test('`by` is never written again', () => {
    expect(
      applyEdit(start(create), { type: 'setField', path: 'projects/p1/by', from: 'a', to: 'b' }),
    ).toMatchObject({ code: 'unfit' });
  });
});

describe('typing in rich text', () => {
  test('is known by its place and writes nothing itself', () => {
    const doc = start(create);
    const before = Y.encodeStateAsUpdate(doc);
    expect(applyEdit(doc, { type: 'typeText', path: 'projects/p1/notes' })).toMatchObject({ ok: true });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    expect(applyEdit(doc, { type: 'typeText', path: 'projects/p1/name' })).toMatchObject({ code: 'unfit' });
    expect(applyEdit(doc, { type: 'typeText', path: 'projects/p2/notes' })).toMatchObject({
      code: 'missing',
    });
  });
});

describe('a year cell', () => {
  const cell = { type: 'setYearHomes', project: 'p1', year: 2029, block: 'b2', ...stamp } as const;

  test('without a block makes one, whose splits are unknown; with one sets its homes', () => {
    const doc = start(create, { ...cell, from: null, to: 60 });
    expect(readAll(doc, 'projects')[0]?.blocks).toMatchObject([
      { id: 'b1' },
      { id: 'b2', year: 2029, homes: 60, kind: 'build', segment: {} },
    ]);
    expect(applyEdit(doc, { ...cell, from: 60, to: 36 })).toMatchObject({ ok: true });
    expect(valueAt(doc, 'projects/p1/blocks/b2/homes')).toBe(36);
    expect(applyEdit(doc, { ...cell, from: 60, to: 40 })).toMatchObject({ code: 'stale' });
    expect(applyEdit(doc, { ...cell, from: null, to: 40 })).toMatchObject({ code: 'taken' });
  });
});

describe('a batch', () => {
  test('is one transaction, and later edits may rest on earlier ones', () => {
    const doc = start({
      type: 'batch',
      name: 'import',
      edits: [
        create,
        { type: 'addBlock', project: 'p1', block: 'b2', fields: { kind: 'demolition', homes: 10 } },
        { type: 'setMeta', key: 'import:i', value: 1 },
      ],
    });
    expect(readAll(doc, 'projects')[0]?.blocks).toHaveLength(2);
    expect(doc.getMap('meta').get('import:i')).toBe(1);
  });

  test('with one edit that cannot be done does nothing at all', () => {
    const doc = start(create);
    const result = applyEdit(doc, {
      type: 'batch',
      name: 'paste',
      edits: [
        { type: 'setField', path: 'projects/p1/place', from: null, to: 'Deventer' },
        { type: 'setField', path: 'projects/p1/likelihood', from: 10, to: 20 },
      ],
    });
    expect(result).toMatchObject({ code: 'stale' });
    expect(valueAt(doc, 'projects/p1/place')).toBeUndefined();
  });
});

describe('undo', () => {
  test.each<[string, Edit]>([
    ['a field', { type: 'setField', path: 'projects/p1/likelihood', from: null, to: 70 }],
    [
      'a new block in a year cell',
      { type: 'setYearHomes', project: 'p1', year: 2029, block: 'b2', from: null, to: 60, ...stamp },
    ],
    [
      'homes in a year cell',
      { type: 'setYearHomes', project: 'p1', year: 2028, block: 'b1', from: 120, to: 60, ...stamp },
    ],
    [
      'a year cell that was emptied',
      { type: 'setYearHomes', project: 'p1', year: 2028, block: 'b1', from: 120, to: null, ...stamp },
    ],
    [
      'a record that is made and filled in at once',
      {
        type: 'batch',
        name: 'both',
        edits: [
          { type: 'createRecord', root: 'actions', id: 'a1', fields: { text: 'Bellen', ...stamp } },
          { type: 'setField', path: 'actions/a1/text', from: 'Bellen', to: 'Schrijven' },
        ],
      },
    ],
    [
      'a new record',
      { type: 'createRecord', root: 'actions', id: 'a1', fields: { text: 'Bellen', ...stamp } },
    ],
    ['a retired project', { type: 'removeRecord', path: 'projects/p1', removed: true }],
    [
      'a batch',
      {
        type: 'batch',
        name: 'paste',
        edits: [
          { type: 'setField', path: 'projects/p1/place', from: null, to: 'x' },
          { type: 'removeRecord', path: 'projects/p1/blocks/b1', removed: true },
        ],
      },
    ],
  ])('%s', (_name, edit) => {
    const doc = start(create);
    const plain = (): unknown => ({ projects: readAll(doc, 'projects'), actions: readAll(doc, 'actions') });
    const before = plain();
    expect(applyEdit(doc, edit)).toMatchObject({ ok: true });
    expect(plain()).not.toEqual(before);
    const inverse = inverseOf(edit);
    expect(inverse !== null && applyEdit(doc, inverse).ok).toBe(true);
    expect(plain()).toEqual(before);
  });

  test('of what was made leaves it, once somebody else has made something of it', () => {
    const made: Edit = {
      type: 'setYearHomes',
      project: 'p1',
      year: 2029,
      block: 'b2',
      from: null,
      to: 60,
      ...stamp,
    };
    const doc = start(create, made);
    applyEdit(doc, { type: 'setField', path: 'projects/p1/blocks/b2/homes', from: 60, to: 77 });
    const inverse = inverseOf(made);
    expect(inverse !== null && applyEdit(doc, inverse)).toMatchObject({
      code: 'stale',
      at: 'projects/p1/blocks/b2/homes',
    });
    expect(valueAt(doc, 'projects/p1/blocks/b2/removed')).toBe(false);
  });
});

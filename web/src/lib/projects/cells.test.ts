import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { COLUMNS, yearColumn, type CellValue, type Column } from '@bouwberaad/shared/model/columns.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import {
  cellOfPath,
  cellsOfEdit,
  cellValue,
  changedColumns,
  editCell,
  looksAt,
  presencePath,
} from './cells.ts';

const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };
const making = { block: 'new', ...stamp };
const columns = [...COLUMNS.values(), yearColumn(2028), yearColumn(2029)];
const column = (key: string): Column =>
  columns.find((one) => one.key === key) ??
  (() => {
    throw new Error(key);
  })();

function start(): Y.Doc {
  const doc = new Y.Doc();
  applyEdit(doc, {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'Rivierpoort', likelihood: 70, ...stamp },
    blocks: { b: { kind: 'build', year: 2028, homes: 120 }, s: { kind: 'demolition', year: 2028, homes: 3 } },
  });
  return doc;
}
const read = (doc: Y.Doc): Project =>
  readAll(doc, 'projects')[0] ??
  (() => {
    throw new Error('none');
  })();

test('every cell that is typed in has an edit that changes just that cell', () => {
  const values: Record<string, CellValue> = {
    name: 'Havenpoort',
    externalId: 'DEV-1',
    municipality: '0150',
    place: 'Colmschate',
    planType: 'verdichting',
    organisation: 'corp',
    developer: 'Noorderkade',
    keyProject: true,
    confidentiality: 'openbaar',
    phase: 'ontwerp',
    planStatus: '2B',
    total: 200,
    likelihood: 80,
  };
  for (const one of columns) {
    if (!one.editable) continue;
    const doc = start();
    const before = read(doc);
    const edit = editCell(one, before, values[one.key] ?? 55, making);
    if (edit === null || edit === 'several') throw new Error(one.key);
    expect(applyEdit(doc, edit)).toMatchObject({ ok: true });
    expect(cellValue(one, read(doc))).toBe(values[one.key] ?? 55);
    expect(changedColumns(columns, before, read(doc))).toEqual([one.key]);
    expect(cellsOfEdit(edit, () => read(doc))).toEqual([{ project: 'p', column: one.key }]);
  }
});

test('the same value is no edit, a summary never one', () => {
  const project = read(start());
  expect(editCell(column('likelihood'), project, 70, making)).toBeNull();
  expect(editCell(column('bottlenecks'), project, 1, making)).toBeNull();
});

describe('where somebody is', () => {
  const projectOf = (): Project => read(start());
  test.each([
    [presencePath('p', 'likelihood'), 'likelihood'],
    [presencePath('p', 'year:2029'), 'year:2029'],
    ['projects/p/blocks/b/homes', 'year:2028'],
    ['projects/p/blocks/b', 'year:2028'],
    ['projects/p/developer', 'developer'],
  ])('%s is the cell %s', (path, key) => {
    expect(cellOfPath(path, projectOf)).toEqual({ project: 'p', column: key });
  });

  test.each([
    'projects/p',
    'projects/p/source',
    'projects/p/notes',
    'projects/p/blocks/s/homes',
    'projects/p/blocks/gone',
    'bottlenecks/x/homes',
    '',
  ])('%s is no cell of the grid', (path) => {
    expect(cellOfPath(path, projectOf)).toBeNull();
  });

  test('whoever is in a field of a project looks at it', () => {
    expect(looksAt('projects/p/likelihood', 'p')).toBe(true);
    expect(looksAt('projects/p', 'p')).toBe(true);
    expect(looksAt('projects/p2/likelihood', 'p')).toBe(false);
    expect(looksAt(undefined, 'p')).toBe(false);
  });
});

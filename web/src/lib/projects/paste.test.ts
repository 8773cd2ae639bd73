import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Names } from '@bouwberaad/shared/model/cell-text.ts';
import { COLUMNS, yearColumn, type Column, type ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { planWrites, type WriteRules } from './cell-writes.ts';
import { isHeading, readCell } from './cell-words.ts';
import { cellValue } from './cells.ts';
import { fillDown, fillRight, fillWith } from './fill.ts';
import { layPaste, type PasteGround, type PasteLayout } from './paste.ts';

const stamp = { by: 'p1', at: '2026-11-24T10:00:00.000Z' };
const names: Names = { municipality: [], organisation: [{ value: 'corp', name: 'Hanzewaard' }] };

function table(projects: number): Y.Doc {
  const doc = new Y.Doc();
  for (let index = 0; index < projects; index += 1)
    applyEdit(doc, {
      type: 'createRecord',
      root: 'projects',
      id: `p${String(index).padStart(3, '0')}`,
      fields: { name: `Plan ${String(index)}`, ...stamp },
      blocks:
        index === 2
          ? { x: { kind: 'build', year: 2028, homes: 1 }, y: { kind: 'build', year: 2028, homes: 2 } }
          : {},
    });
  return doc;
}

const rowsOf = (doc: Y.Doc): ProjectRow[] =>
  readAll(doc, 'projects').map(
    (project) => ({ kind: 'project', id: project.id, project }) as unknown as ProjectRow,
  );

const column = (key: ColumnKey): Column => COLUMNS.get(key) ?? yearColumn(Number(key.slice(5)));
const columns = (['phase', 'year:2028', 'likelihood', 'organisation', 'bottlenecks'] as const).map(column);

const rules = (locked: readonly string[] = []): WriteRules => ({
  read: (one, text) => readCell(one, text, names),
  shown: (_, { type }) => (type === 'summary' ? 'netcongestie' : '?'),
  may: () => ({ ok: true }),
  mayWrite: ({ id }) =>
    locked.includes(id) ? { ok: false, code: 'notOwner', who: ['owner'] } : { ok: true },
  making: () => ({ block: newId(), ...stamp }),
});

const ground = (doc: Y.Doc, more: Partial<PasteGround> = {}): PasteGround => ({
  rows: rowsOf(doc),
  columns,
  selectedRows: 1,
  selectedColumns: 1,
  ...more,
});

const size = ({ rows, columns: wide, rowsOver, columnsOver }: PasteLayout): number[] => [
  rows,
  wide,
  rowsOver,
  columnsOver,
];

describe('laying a table over the cells', () => {
  const lay = (cells: string[][], more: Partial<PasteGround> = {}): PasteLayout =>
    layPaste(cells, ground(table(4), more), isHeading);

  test('goes on from the first cell, past what is selected', () => {
    expect(
      size(
        lay([
          ['a', 'b'],
          ['c', 'd'],
        ]),
      ),
    ).toEqual([2, 2, 0, 0]);
    expect(size(lay([['a'], ['b'], ['c']], { selectedRows: 2 }))).toEqual([3, 1, 0, 0]);
  });

  test('says how much there was no room for', () => {
    expect(size(lay(Array.from({ length: 6 }, () => ['a', 'b', 'c', 'd', 'e', 'f', 'g'])))).toEqual([
      4, 5, 2, 2,
    ]);
  });

  test('one value fills a selection, and a table that fits a whole number of times is repeated', () => {
    const one = lay([['ontwerp']], { selectedRows: 3, selectedColumns: 2 });
    expect(size(one)).toEqual([3, 2, 0, 0]);
    expect(one.writes.every(({ text }) => text === 'ontwerp')).toBe(true);
    const two = lay([['a'], ['b']], { selectedRows: 4 });
    expect(two.writes.map(({ text }) => text)).toEqual(['a', 'b', 'a', 'b']);
  });

  test('a first line of nothing but the headings is left out, and a value is never taken for one', () => {
    const withHeadings = lay([
      ['Fase', '2028'],
      ['ontwerp', '40'],
    ]);
    expect(withHeadings.writes.map(({ text }) => text)).toEqual(['ontwerp', '40']);
    expect(
      lay([
        ['ontwerp', '2028'],
        ['concept', '40'],
      ]).writes,
    ).toHaveLength(4);
    expect(lay([['Fase']]).writes).toHaveLength(1);
  });
});

describe('pasting', () => {
  const paste = (doc: Y.Doc, cells: string[][], locked?: string[]): ReturnType<typeof planWrites> =>
    planWrites(layPaste(cells, ground(doc), isHeading).writes, rules(locked));

  test('what is a value goes in, what is not is named with its reason, and the rest is kept', () => {
    const doc = table(4);
    const { edits, refused } = paste(
      doc,
      [
        ['Ontwerp', '1.240', '90 %', 'hanzewaard', ''],
        ['gek', '12,5', '0,9', 'Onbekend BV', 'stikstof'],
        ['concept', '40', '5', '', ''],
        ['·', '-', '', '', ''],
      ],
      ['p003'],
    );
    expect(applyEdit(doc, { type: 'batch', name: 'paste', edits })).toMatchObject({ ok: true });
    const [first, second, third] = readAll(doc, 'projects');
    expect(first).toMatchObject({ phase: 'ontwerp', likelihood: 90, organisation: 'corp' });
    expect(cellValue(column('year:2028'), first as Project)).toBe(1240);
    expect(second).toMatchObject({ likelihood: 90, organisation: null });
    expect(third).toMatchObject({ phase: 'concept', likelihood: null });
    expect(refused.map(({ project, column: { key }, why, code }) => [project.id, key, why, code])).toEqual([
      ['p001', 'phase', 'input', 'unknownChoice'],
      ['p001', 'year:2028', 'input', 'notWhole'],
      ['p001', 'organisation', 'input', 'unknownChoice'],
      ['p001', 'bottlenecks', 'input', 'readOnly'],
      ['p002', 'year:2028', 'several', 'several'],
      ['p002', 'likelihood', 'input', 'outOfRange'],
    ]);
  });

  test('a plan that one may not write is refused as that, whatever was pasted; what changes nothing is not', () => {
    const { edits, refused } = paste(
      table(2),
      [
        ['Ontwerp', ''],
        ['gek', ''],
      ],
      ['p000', 'p001'],
    );
    expect(edits).toEqual([]);
    expect(refused.map(({ why, code }) => [why, code])).toEqual([
      ['denied', 'notOwner'],
      ['denied', 'notOwner'],
    ]);
  });

  test('what a cell shows already is no change, also in a column that is not typed in', () => {
    const { edits, refused } = paste(table(1), [['concept', '', '', '', 'netcongestie']]);
    expect(edits).toHaveLength(1);
    expect(refused).toEqual([]);
  });

  test('500 rows of 10 columns are edits for one transaction', () => {
    const doc = table(500);
    const keys = ['phase', 'year:2026', 'year:2027', 'year:2029', 'year:2030', 'year:2031'] as const;
    const wide = [...keys.map(column), ...(['likelihood', 'total', 'storeys', 'place'] as const).map(column)];
    const cells = Array.from({ length: 500 }, (_, row) => [
      'ontwerp',
      '1',
      '2',
      '3',
      '4',
      '5',
      '90%',
      '15',
      '8',
      `Wijk ${row}`,
    ]);
    const { writes } = layPaste(cells, ground(doc, { columns: wide }), isHeading);
    const { edits, refused } = planWrites(writes, rules());
    expect(refused).toEqual([]);
    expect(edits).toHaveLength(5000);
    let updates = 0;
    doc.on('update', () => (updates += 1));
    expect(applyEdit(doc, { type: 'batch', name: 'paste', edits })).toMatchObject({ ok: true });
    expect(updates).toBe(1);
  });

  test('never fails, whatever is pasted, and what it plans can be applied', () => {
    const doc = table(3);
    const cells = fc.array(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('ontwerp', '40', '0,9', 'x')), {
        minLength: 3,
        maxLength: 3,
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(cells, (pasted) => {
        const { edits } = paste(doc, pasted);
        const copy = new Y.Doc();
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
        expect(applyEdit(copy, { type: 'batch', name: 'paste', edits })).toMatchObject({ ok: true });
      }),
    );
  });
});

describe('filling', () => {
  const rows = rowsOf(table(4));
  const textOf = (row: ProjectRow, { key }: Column): string => `${row.id} ${key}`;
  const block = { rows: rows.slice(1), columns: [column('phase'), column('likelihood')] };
  const put = (writes: ReturnType<typeof fillDown>): string[] =>
    writes.map(({ project, column: { key }, text }) => `${project.id}.${key} = ${text}`);

  test('down takes the first row, and for one row the one above it', () => {
    expect(put(fillDown(block, rows[0] ?? null, textOf))).toEqual([
      'p002.phase = p001 phase',
      'p002.likelihood = p001 likelihood',
      'p003.phase = p001 phase',
      'p003.likelihood = p001 likelihood',
    ]);
    const one = { ...block, rows: block.rows.slice(0, 1) };
    expect(put(fillDown(one, rows[0] ?? null, textOf))[0]).toBe('p001.phase = p000 phase');
    expect(fillDown(one, null, textOf)).toEqual([]);
  });

  test('right takes the first column, and for one column the one on its left', () => {
    expect(put(fillRight({ ...block, rows: block.rows.slice(0, 1) }, null, textOf))).toEqual([
      'p001.likelihood = p001 phase',
    ]);
    const one = { rows: block.rows.slice(0, 1), columns: [column('likelihood')] };
    expect(put(fillRight(one, column('total'), textOf))).toEqual(['p001.likelihood = p001 total']);
    expect(fillRight(one, null, textOf)).toEqual([]);
  });

  test('with a text goes in every cell that is typed in', () => {
    expect(fillWith({ rows: block.rows, columns: [...block.columns, column('actions')] }, '')).toHaveLength(
      6,
    );
  });
});

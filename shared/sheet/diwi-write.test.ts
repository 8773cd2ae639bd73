import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '../edit/apply.ts';
import { DWELLINGS, LAND_POSITIONS, SEGMENTS, TARGET_GROUPS } from '../model/block.ts';
import { CONFIDENTIALITIES, PHASES, PLAN_STATUSES, PLAN_TYPES } from '../model/project.ts';
import { readAll } from '../model/read.ts';
import { serialOf } from './diwi-cells.ts';
import { diwiSheet } from './diwi-out.ts';
import { readDiwi } from './diwi.ts';
import { batchOf, editsOf, NO_CHOICES } from './edits.ts';
import { readExisting } from './existing.ts';
import type { Cell, Grid } from './grid.ts';
import type { OutSheet, OutValue } from './out.ts';
import { countPlan, planImport, type ImportPlan } from './plan.ts';
import { diwiGrid, type TestRow } from './test-grid.ts';

const TODAY = '2026-11-24';
const stamp = { by: 'secretaris', at: '2026-11-24T10:00:00.000Z' };

/** The sheet as a workbook gives it back. */
function asGrid(sheet: OutSheet): Grid {
  const cell = (value: OutValue): Cell | null => {
    if (value === null || value === '') return null;
    if (typeof value !== 'object') return { value, text: String(value) };
    const number = 'day' in value ? serialOf(value.day) : 'year' in value ? value.year : value.percent / 100;
    return { value: number, text: String(number) };
  };
  return {
    name: sheet.name,
    date1904: false,
    rows: sheet.rows.map(({ values }, at) => ({
      number: at + 1,
      cells: new Map(
        values.flatMap((value, column): [number, Cell][] => {
          const filled = cell(value);
          return filled === null ? [] : [[column, filled]];
        }),
      ),
    })),
  };
}

class Table {
  readonly doc = new Y.Doc();
  #ids = 0;
  #imports = 0;

  make(
    id: string,
    fields: Record<string, unknown>,
    blocks: Record<string, Record<string, unknown>> = {},
  ): void {
    const made = applyEdit(this.doc, {
      type: 'createRecord',
      root: 'projects',
      id,
      fields: { ...fields, ...stamp },
      blocks: Object.fromEntries(Object.entries(blocks).map(([key, block]) => [key, { ...block, ...stamp }])),
    });
    if (!made.ok) throw new Error(made.message);
  }

  plan(grid: Grid, today = TODAY): ImportPlan {
    const sheet = readDiwi(grid, { today });
    if (!sheet.ok) throw new Error(sheet.message);
    return planImport({
      sheet: sheet.value,
      existing: readExisting(this.doc),
      audience: 'intern',
      municipalities: [],
      share: 'all',
      organisationOf: (code) => `gemeente-${code}`,
      newId: () => `p${this.#ids++}`,
      today,
    });
  }

  import(grid: Grid): void {
    const plan = this.plan(grid);
    const edits = editsOf(plan, NO_CHOICES, stamp);
    const done = applyEdit(this.doc, batchOf(`i${this.#imports++}`, 'import', edits, 1, 0));
    if (!done.ok) throw new Error(done.message);
  }

  export(today = TODAY): Grid {
    return asGrid(diwiSheet(readAll(this.doc, 'projects'), today).sheet);
  }

  set(path: string, to: unknown): void {
    const [, project = '', ...rest] = path.split('/');
    const record = this.doc.getMap('projects').get(project) as Y.Map<unknown>;
    const block =
      rest[0] === 'blocks'
        ? ((record.get('blocks') as Y.Map<unknown>).get(rest[1] ?? '') as Y.Map<unknown>)
        : null;
    (block ?? record).set(rest.at(-1) ?? '', to);
  }
}

function expectNothingNew(plan: ImportPlan): void {
  const changes = plan.known.flatMap(({ updates, conflicts }) => [...updates, ...conflicts]);
  expect(changes).toEqual([]);
  expect(countPlan(plan)).toMatchObject({ creates: 0, updates: 0, conflicts: 0, notShared: 0 });
}

const row: TestRow = {
  id: 1001,
  name: 'Rivierpoort',
  confidentiality: 'Openbaar',
  planType: 'Pand Transformatie',
  municipality: 'Deventer',
  place: 'Colmschate',
  status: 'Actief',
  design: 44986,
  vision: 44713,
  priority: 'Hoog',
  build: 12,
  y2028: 12,
  sale: 8,
  corporation: 4,
  otherSaleClass: 4,
  flat: 12,
  gallery: 12,
  elderly: 12,
};

describe('what was imported goes out and comes in again without a change', () => {
  test('as it came', () => {
    const table = new Table();
    table.import(diwiGrid([row, { ...row, y2028: null, y2030: 12, otherSaleClass: null, saleRange: 4 }]));
    const grid = table.export();
    expectNothingNew(table.plan(grid));
    const again = readDiwi(grid, { today: TODAY });
    expect(again.ok && again.value.projects[0]?.source).toMatchObject({
      Priorisering: 'Hoog',
      '4 Ontwerp / Startdatum': '2023-03-01',
      'blok 1: Koopprijs categorie / Koop 3 midden': 4,
      'blok 2: Koopprijs waarde / 450000-600000': 4,
    });
  });

  test('also after years, numbers, phase, status and place were changed at the table', () => {
    const table = new Table();
    table.import(diwiGrid([row, { ...row, y2028: null, y2030: 12 }]));
    table.set('projects/p0/phase', 'voorbereiding');
    table.set('projects/p0/planStatus', '4B');
    table.set('projects/p0/place', null);
    table.set('projects/p0/blocks/p0-1/year', 2033);
    table.set('projects/p0/blocks/p0-2/homes', 40);
    const grid = table.export();
    expectNothingNew(table.plan(grid));
    const [project] = table.plan(grid).known;
    expect(project?.file.fields).toMatchObject({ phase: 'voorbereiding', planStatus: '4B', place: null });
    expect(project?.file.blocks).toMatchObject([{ year: 2033 }, { homes: 40 }]);
  });

  test('also when it is imported some days later', () => {
    const table = new Table();
    table.import(diwiGrid([row]));
    table.set('projects/p0/phase', 'realisatie');
    expectNothingNew(table.plan(table.export(), '2026-12-03'));
  });

  test('and what is changed in the file on the way is the only change', () => {
    const table = new Table();
    table.import(diwiGrid([row]));
    table.set('projects/p0/phase', 'realisatie');
    const grid = table.export();
    const cells = grid.rows.at(-1)?.cells as Map<number, Cell>;
    const name = [...cells].find(([, cell]) => cell.value === 'Rivierpoort')?.[0] ?? -1;
    cells.set(name, { value: 'Rivierpoort-Zuid', text: 'Rivierpoort-Zuid' });
    const changes = table.plan(grid).known.flatMap(({ updates, conflicts }) => [...updates, ...conflicts]);
    expect(changes).toMatchObject([{ path: 'projects/p0/name', to: 'Rivierpoort-Zuid' }]);
  });
});

describe('what was made here', () => {
  test('two plans of one name without a number are told apart by their id', () => {
    const table = new Table();
    for (const id of ['a', 'b']) table.make(id, { name: 'Dubbel', municipality: '0150' });
    expectNothingNew(table.plan(table.export()));
  });

  test('a block of which nobody knows the number stays, and the file says that it lacks it', () => {
    const table = new Table();
    table.make(
      'a',
      { name: 'Haven', externalId: '7' },
      { 'a-1': { kind: 'build', year: 2030, homes: null } },
    );
    const out = diwiSheet(readAll(table.doc, 'projects'), TODAY);
    expectNothingNew(table.plan(asGrid(out.sheet)));
    expect(out.omissions).toMatchObject([{ code: 'noNumber', count: 1, what: '1 woningblok zonder aantal' }]);
  });

  test('whatever the plan, nothing changes', () => {
    const split = (choices: readonly string[]) =>
      fc.dictionary(fc.constantFrom(...choices), fc.integer({ min: 0, max: 90 }), {
        maxKeys: 3,
        noNullPrototype: true,
      });
    const block = fc.record({
      kind: fc.constantFrom('build', 'demolition'),
      year: fc.option(fc.integer({ min: 1990, max: 2100 })),
      homes: fc.option(fc.integer({ min: 0, max: 300 })),
      dwelling: split(DWELLINGS),
      segment: split(SEGMENTS),
      targetGroup: split(TARGET_GROUPS),
      land: split(LAND_POSITIONS),
    });
    const project = fc.record({
      name: fc.constantFrom('Haven', 'Park', '=1+1'),
      externalId: fc.option(fc.constantFrom('1', '2', 'H-3')),
      municipality: fc.option(fc.constantFrom('0150', '0193', '0344')),
      place: fc.option(fc.constantFrom('Colmschate', 'Kern')),
      planType: fc.option(fc.constantFrom(...PLAN_TYPES)),
      phase: fc.option(fc.constantFrom(...PHASES)),
      planStatus: fc.option(fc.constantFrom(...PLAN_STATUSES)),
      confidentiality: fc.option(fc.constantFrom(...CONFIDENTIALITIES)),
      organisation: fc.constantFrom('corporatie', 'gemeente-0150'),
      source: fc.option(
        fc.constantFrom(
          { Priorisering: 'Hoog', Opmerking: 'x / y', 'Rol type': 'a', 'Rol type (2)': 'b' },
          {
            'Project status': 'Afgerond',
            '6 Realisatie / Startdatum': '2024-01-01',
            '2a Vastgesteld / Startdatum': '2025-01-01',
          },
          { '1 Concept / Startdatum': '2031-01-01', 'blok 1: Koopwoning': 8 },
        ),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(project, fc.array(block, { maxLength: 4 })), { maxLength: 4 }),
        (plans) => {
          const table = new Table();
          plans.forEach(([fields, blocks], at) => {
            table.make(
              `plan${at}`,
              fields,
              Object.fromEntries(blocks.map((one, n) => [`plan${at}-${n + 1}`, one])),
            );
          });
          expectNothingNew(table.plan(table.export()));
        },
      ),
      { numRuns: 150 },
    );
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import * as XLSX from '@e965/xlsx';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { readExisting } from '@bouwberaad/shared/sheet/existing.ts';
import { countPlan, planImport } from '@bouwberaad/shared/sheet/plan.ts';
import { fieldsOfWords } from '@bouwberaad/shared/view/view-words.ts';
import { docOf as demoDoc, demo, TODAY } from '../demo/test/demo.ts';
import { ContentGatherer, sliceTable, type ExportContent } from './export-content.ts';
import { createExporter } from './export-thread.ts';
import { EXPORT_FILES, planExport, type ExportFile, type ExportQuery } from './exports.ts';
import { openContent } from './import-content.ts';
import { openCsv } from './open-csv.ts';
import { openWorkbook } from './open-workbook.ts';
import { readFile } from './read-file.ts';
import { TestDesk } from './test-desk.ts';
import { writeCsv } from './write-csv.ts';

const AT = `${TODAY}T10:00:00.000Z`;
const READER = {
  person: 'tom',
  organisation: 'o',
  kind: 'other' as const,
  municipality: null,
  role: 'member' as const,
};
const golden = (name: string): string =>
  new URL(`../../test-fixtures/export/${name}`, import.meta.url).pathname;

/** A copy, so that no test sees what another one did. */
function docOf(id: string): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(demoDoc(id)));
  return doc;
}

const names = Object.fromEntries(demo.organisations.map(({ id, name }) => [id, name]));

function tableFor(id: string): ExportContent['table'] {
  const found = demo.tables.find(({ table }) => table.id === id)?.table;
  return {
    id,
    name: found?.name ?? id,
    audience: found?.settings.audience ?? 'tafel',
    municipalities: found?.municipalities ?? [],
    names,
  };
}

async function contentOf(doc: Y.Doc, id: string, reader = READER): Promise<ExportContent> {
  const gatherer = new ContentGatherer();
  const workspaces = { read: <T>(_table: string, look: (doc: Y.Doc) => T) => Promise.resolve(look(doc)) };
  for await (const slice of sliceTable(workspaces, id, reader.person)) gatherer.add(slice);
  return gatherer.content({ table: tableFor(id), reader, at: AT });
}

/** The cells of every sheet, a line each: what a change of the writer would change. */
function dump(bytes: Uint8Array): string {
  const book = XLSX.read(bytes, { type: 'buffer', cellNF: true });
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name] ?? {};
    const lines = Object.entries(sheet)
      .filter(([key]) => !key.startsWith('!'))
      .map(([key, cell]: [string, XLSX.CellObject]) => {
        const format = cell.t === 'n' ? ` [${String(cell.z)}]` : '';
        return `${key} ${cell.t} ${String(cell.v)}${format}`;
      });
    return `## ${name} ${sheet['!ref'] ?? ''} filter ${sheet['!autofilter']?.ref ?? 'none'}\n${lines.join('\n')}\n`;
  }).join('\n');
}

let deventer: ExportContent;
let deventerDoc: Y.Doc;
beforeAll(async () => {
  deventerDoc = docOf('deventer');
  deventer = await contentOf(deventerDoc, 'deventer');
});

const make = (file: ExportFile, query: ExportQuery = {}, content = deventer) => {
  const { omitted, write } = planExport(file, content, query);
  return { omitted, bytes: write() };
};
const text = (file: ExportFile, query: ExportQuery = {}, content = deventer): string =>
  Buffer.from(make(file, query, content).bytes).toString('utf8');

describe('golden files', () => {
  test('the DIWI workbook', async () => {
    await expect(dump(make('diwi.xlsx').bytes)).toMatchFileSnapshot(golden('deventer-diwi.txt'));
  });
  test('the usual view, with its sums', async () => {
    await expect(dump(make('projects.xlsx').bytes)).toMatchFileSnapshot(golden('deventer-projects.txt'));
  });
  test('the monitor', async () => {
    await expect(dump(make('monitor.xlsx').bytes)).toMatchFileSnapshot(golden('deventer-monitor.txt'));
  });
  test('CSV and GeoJSON', async () => {
    await expect(text('projects.csv')).toMatchFileSnapshot(golden('deventer-projects.csv'));
    await expect(JSON.stringify(JSON.parse(text('projects.geojson')), null, 1)).toMatchFileSnapshot(
      golden('deventer-projects.geojson'),
    );
  });
});

describe('what goes out comes in again without a change', () => {
  async function expectNothingNew(doc: Y.Doc, bytes: Uint8Array): Promise<void> {
    const read = readFile(bytes, { today: TODAY, choice: {}, remembered: {} } as Parameters<
      typeof readFile
    >[1]);
    if (!read.ok) throw new Error(read.message);
    const content = await openContent(read.value.rows);
    const projects = Array.from({ length: content.chunks }, (_, at) => content.chunk(at)).flat();
    expect(projects.length).toBeGreaterThan(0);
    const plan = planImport({
      sheet: { layout: content.head.layout, projects, findings: [] },
      existing: readExisting(doc),
      audience: 'intern',
      municipalities: [],
      share: 'all',
      organisationOf: (code) => `gemeente-${code}`,
      newId: () => 'new',
      today: TODAY,
    });
    expect(plan.known.flatMap(({ updates, conflicts }) => [...updates, ...conflicts])).toEqual([]);
    expect(countPlan(plan)).toMatchObject({
      creates: 0,
      updates: 0,
      conflicts: 0,
      unchanged: projects.length,
    });
  }

  test.each(demo.tables.map(({ table }) => table.id).filter((id) => id !== 'overijssel'))(
    'DIWI, the demo table %s',
    async (id) => {
      const doc = docOf(id);
      await expectNothingNew(doc, make('diwi.xlsx', {}, await contentOf(doc, id)).bytes);
    },
  );

  test.each(['diwi-import.xlsx', 'gemeente-lijst.xlsx'])('DIWI, after %s was imported', async (file) => {
    const desk = new TestDesk();
    const imports = desk.open();
    const bytes = readFileSync(new URL(`../../test-fixtures/import/${file}`, import.meta.url));
    const importer = { person: 'tom', organisation: 'o', municipality: null };
    const preview = await imports.preview('west', importer, file, bytes);
    if (!preview.ok) throw new Error(preview.message);
    const done = await imports.confirm('west', preview.value.id, 'tom', {
      share: 'all',
      conflicts: {},
      skip: [],
      remove: [],
    });
    if (!done.ok) throw new Error(done.message);
    expect(desk.projects).toHaveLength(60);
    const made = make('diwi.xlsx', {}, await contentOf(desk.doc, 'west')).bytes;
    const again = await imports.preview('west', importer, 'diwi.xlsx', made);
    expect(again).toMatchObject({
      ok: true,
      value: { creates: 0, updates: 0, conflicts: 0, unchanged: 60, notShared: 0 },
    });
  });
});

describe('a view', () => {
  test('has its own columns, filter, order and groups', () => {
    const { bytes } = make('projects.xlsx', {
      columns: 'name,phase,total,years:2027-2028',
      phase: 'ontwerp',
      sort: '-total',
      group: 'none',
    });
    const opened = openWorkbook(bytes, 'Projecten');
    if (!opened.ok) throw new Error(opened.message);
    const [head, ...lines] = opened.value.grids[0]?.rows ?? [];
    expect([...(head?.cells.values() ?? [])].map(({ text: word }) => word)).toEqual([
      'Naam',
      'Fase',
      'Totaal woningen',
      '2027',
      '2028',
    ]);
    const totals = lines.slice(0, -1).map(({ cells }) => Number(cells.get(2)?.value));
    expect(totals.length).toBeGreaterThan(1);
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
    expect(new Set(lines.slice(0, -1).map(({ cells }) => cells.get(1)?.value))).toEqual(new Set(['ontwerp']));
    expect(lines.at(-1)?.cells.get(0)?.value).toBe('Totaal');
  });

  test('that is kept is asked for by its id; somebody else’s own view is not', async () => {
    const doc = docOf('deventer');
    const keep = (id: string, owner: string): void => {
      const fields = {
        name: id,
        owner,
        ...fieldsOfWords({ phase: 'concept', group: 'none' }),
        by: owner,
        at: AT,
      };
      applyEdit(doc, { type: 'createRecord', root: 'views', id, fields });
    };
    keep('shared', 'deventer');
    keep('private', 'anna');
    const content = await contentOf(doc, 'deventer');
    expect(text('projects.csv', { view: 'shared' }, content)).toBe(
      text('projects.csv', { phase: 'concept', group: 'none' }),
    );
    expect(text('projects.csv', { view: 'private', group: '' }, content)).toBe(
      text('projects.csv', { group: '' }),
    );
    expect(text('table.json', {}, content)).not.toContain('private');
  });

  test('says how many plans its filter leaves out', () => {
    const { omitted } = make('projects.xlsx', { phase: 'ontwerp' });
    const inside = deventer.records.projects.filter(({ phase }) => phase === 'ontwerp').length;
    expect(omitted.find(({ code }) => code === 'filtered')?.count).toBe(
      deventer.records.projects.length - inside,
    );
  });

  test('freezes its headings and its names', () => {
    const parts = Buffer.from(make('projects.xlsx').bytes);
    expect(parts.subarray(0, 2).toString()).toBe('PK');
    expect(
      XLSX.read(parts, { type: 'buffer', bookFiles: true }) as unknown as {
        files: Record<string, { content: Buffer }>;
      },
    ).toSatisfy((book: { files: Record<string, { content: Buffer }> }) =>
      Buffer.from(book.files['xl/worksheets/sheet1.xml']?.content ?? '')
        .toString()
        .includes('<pane xSplit="1" ySplit="1" topLeftCell="B2"'),
    );
  });
});

describe('nothing hidden goes out', () => {
  test('of a plan that was removed, no file holds a word', async () => {
    const doc = docOf('deventer');
    const [first] = deventer.records.projects as [Project];
    applyEdit(doc, {
      type: 'setField',
      path: `projects/${first.id}/name`,
      from: first.name,
      to: 'Geheim Zwanenburg',
    });
    const tellers = async (): Promise<ExportFile[]> => {
      const content = await contentOf(doc, 'deventer');
      return EXPORT_FILES.filter((file) => {
        const told = file.endsWith('.xlsx') ? dump(make(file, {}, content).bytes) : text(file, {}, content);
        return told.includes('Zwanenburg');
      });
    };
    expect(await tellers(), 'as long as it stands there').toEqual(EXPORT_FILES);
    applyEdit(doc, { type: 'removeRecord', path: `projects/${first.id}`, removed: true });
    expect(await tellers()).toEqual([]);
  });

  test('plans that were shared by hand are said to be stricter than their table', async () => {
    const doc = docOf('deventer');
    const [first] = deventer.records.projects as [Project];
    (doc.getMap('projects').get(first.id) as Y.Map<unknown>).set('confidentiality', 'intern raad');
    const content = {
      ...(await contentOf(doc, 'deventer')),
      table: { ...deventer.table, audience: 'tafel' as const },
    };
    expect(make('diwi.xlsx', {}, content).omitted[0]).toMatchObject({
      code: 'stricter',
      what: 'Let op: 1 plan',
    });
  });
});

describe('CSV', () => {
  test('gives every text back, and runs none', () => {
    const word = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', ';', '"', 'a', ' ', '\n', 'é') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const filled = ['kop', ...words.filter((one) => one.trim() !== '')];
        const csv = openCsv(Buffer.from(writeCsv([filled])));
        if (!csv.ok) throw new Error(csv.message);
        const cells = [...(csv.value.grid.rows[0]?.cells.values() ?? [])];
        expect(cells.map(({ value }) => value)).toEqual(filled);
      }),
    );
    expect(writeCsv([['=1+1', "'=1+1", 0.5, { percent: 70 }]])).toBe(`\uFEFF"'=1+1";"''=1+1";0,5;70 %\r\n`);
    expect(writeCsv([[0.5]], 'en')).toContain('0.5');
  });
});

describe('a large table', () => {
  test('is read in slices, and made in a thread', async () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (let n = 0; n < 400; n += 1) {
        const project = new Y.Map<unknown>(
          Object.entries({
            name: `Plan ${n}`,
            externalId: String(n + 1),
            municipality: '0150',
            by: 'tom',
            at: AT,
          }),
        );
        project.set('blocks', new Y.Map());
        doc.getMap('projects').set(`p${String(n).padStart(4, '0')}`, project);
      }
    });
    let looks = 0;
    const workspaces = {
      read: <T>(_table: string, look: (doc: Y.Doc) => T) => {
        looks += 1;
        return Promise.resolve(look(doc));
      },
    };
    const exporter = createExporter({ workspaces, clock: { now: () => Date.parse(AT) } });
    const made = await exporter.make('projects.csv', tableFor('deventer'), READER, {});
    if (!made.ok) throw new Error(made.message);
    expect(Buffer.from(made.value.bytes).toString().split('\r\n')).toHaveLength(402);
    expect(looks).toBeGreaterThan(3);
    const overview = await exporter.overview(tableFor('deventer'), READER, { phase: 'ontwerp' });
    if (!overview.ok) throw new Error(overview.message);
    expect(Object.keys(overview.value)).toEqual(EXPORT_FILES);
    expect(overview.value['projects.xlsx'].omitted).toContainEqual(
      expect.objectContaining({ code: 'filtered', count: 400 }),
    );
    expect(toDay(Date.parse(AT))).toBe(TODAY);
  });
});

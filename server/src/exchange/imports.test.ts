import { readFileSync } from 'node:fs';
import * as XLSX from '@e965/xlsx';
import { beforeEach, describe, expect, test } from 'vitest';
import { Crash, TestDesk } from './test-desk.ts';
import type { ImportDecision } from '@bouwberaad/shared/sheet/detail.ts';
import { readWorkbook } from './workbook.ts';

const example = readFileSync(new URL('../../test-fixtures/import/diwi-import.xlsx', import.meta.url));
const expected = (
  JSON.parse(
    readFileSync(new URL('../../test-fixtures/import/expected.json', import.meta.url), 'utf8'),
  ) as Record<string, unknown>
)['diwi-import.xlsx'];
const SECRETARY = { person: 'secretaris', organisation: null, municipality: null };
const PLAIN: ImportDecision = { share: [], conflicts: {}, skip: [] };
const SHARE: ImportDecision = { ...PLAIN, share: 'all' };

/** The example with some cells changed, as somebody saves it from a spreadsheet. */
function changed(cells: Readonly<Record<string, string | number>>): Uint8Array {
  const book = XLSX.read(example);
  const sheet = book.Sheets['Data'] ?? {};
  for (const [address, value] of Object.entries(cells))
    sheet[address] = typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value };
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}

/** Every test reads the same example: once in its thread is enough. */
const sheets = new Map<Uint8Array, ReturnType<typeof readWorkbook>>();
const readOnce: typeof readWorkbook = (bytes, options) => {
  const known = sheets.get(bytes) ?? readWorkbook(bytes, options);
  sheets.set(bytes, known);
  return known;
};

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk(readOnce);
});

async function preview(bytes: Uint8Array = example, imports = desk.open()) {
  const result = await imports.preview('west', SECRETARY, 'diwi-import.xlsx', bytes);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

async function run(bytes: Uint8Array = example, decision = SHARE): Promise<number> {
  const imports = desk.open();
  const { id } = await preview(bytes, imports);
  const result = await imports.confirm('west', id, 'secretaris', decision);
  if (!result.ok) throw new Error(result.message);
  return result.value.applied;
}

describe('a preview', () => {
  test('says what the file would do, and does nothing', async () => {
    const { id: _id, ...numbers } = await preview();
    expect(numbers).toEqual({
      creates: 18,
      updates: 0,
      conflicts: 0,
      unchanged: 0,
      notShared: 42,
      findings: 8,
      totals: expected,
    });
    expect(desk.state).toBe('{}');
  });

  test.each([
    ['overheden', 47],
    ['intern', 60],
  ] as const)('with audience %s admits %i', async (audience, creates) => {
    desk.table = { ...desk.table, audience };
    expect(await preview()).toMatchObject({ creates, notShared: 60 - creates });
  });

  test('in full names each project and row, only for who uploaded it', async () => {
    const imports = desk.open();
    const { id } = await preview(example, imports);
    const detail = await imports.detail('west', id, 'secretaris');
    if (!detail.ok) throw new Error(detail.message);
    expect(detail.value).toMatchObject({ state: 'previewed', file: 'diwi-import.xlsx', applied: null });
    expect(detail.value.creates.find(({ externalId }) => externalId === '1001')).toMatchObject({
      homes: 164,
      years: [2031, 2032, 2034],
      rows: [6, 7, 8],
    });
    expect(detail.value.notShared).toHaveLength(42);
    expect(await imports.detail('west', id, 'voorzitter')).toMatchObject({
      ok: false,
      code: 'unknownImport',
    });
    expect(await imports.detail('twente', id, 'secretaris')).toMatchObject({
      ok: false,
      code: 'unknownImport',
    });
  });

  test('of a file that cannot be read is that problem', async () => {
    expect(await desk.open().preview('west', SECRETARY, 'x.xlsx', new Uint8Array([1, 2, 3]))).toMatchObject({
      ok: false,
      code: 'notAWorkbook',
    });
  });
});

describe('confirming', () => {
  test('puts in what the audience admits', async () => {
    expect(await run(example, PLAIN)).toBe(18);
    expect(desk.projects.every(({ confidentiality }) => confidentiality === 'openbaar')).toBe(true);
    expect(desk.state).not.toContain('Parkrand');
  });

  test('with sharing puts in all of it: 60 projects, 126 blocks, 5,408 homes, each in its year', async () => {
    expect(await run()).toBe(60);
    const built = desk.projects.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === 'build');
    const perYear: Record<string, number> = {};
    for (const { year, homes } of built)
      perYear[year ?? 'geen'] = (perYear[year ?? 'geen'] ?? 0) + (homes ?? 0);
    expect({
      projects: desk.projects.length,
      blocks: desk.projects.flatMap(({ blocks }) => blocks).length,
      homesBuilt: built.reduce((sum, { homes }) => sum + (homes ?? 0), 0),
      perYear,
    }).toEqual(expected);
    expect(
      desk.projects.every(
        ({ organisation, municipality, by }) =>
          organisation === `gemeente-${municipality ?? ''}` && by === 'secretaris',
      ),
    ).toBe(true);
  });

  test('of some by hand puts in those, as strict as they are', async () => {
    await run(example, { ...PLAIN, share: ['1003'] });
    expect(desk.projects).toHaveLength(19);
    expect(desk.projects.find(({ externalId }) => externalId === '1003')?.confidentiality).toBe(
      'intern ambtelijk',
    );
  });

  test('twice answers the same and applies once', async () => {
    const imports = desk.open();
    const { id } = await preview(example, imports);
    const both = await Promise.all([
      imports.confirm('west', id, 'secretaris', SHARE),
      imports.confirm('west', id, 'secretaris', SHARE),
    ]);
    const later = await desk.open().confirm('west', id, 'secretaris', PLAIN);
    expect([...both, later]).toEqual(Array(3).fill({ ok: true, value: { applied: 60 } }));
    expect(desk.projects).toHaveLength(60);
  });

  test('again changes nothing', async () => {
    await run();
    const [before, edits] = [desk.state, desk.edits.length];
    expect(await preview()).toMatchObject({
      creates: 0,
      updates: 0,
      conflicts: 0,
      unchanged: 60,
      notShared: 0,
    });
    expect(await run()).toBe(0);
    expect([desk.state, desk.edits.length]).toEqual([before, edits]);
  });

  test('a changed copy makes just its changes', async () => {
    await run();
    // Row 6 is project 1001's first block: 12 homes in 2031; row 14 is 1004.
    const copy = changed({ AP6: 14, AX6: 14, C14: 'Nieuwleusen, Veldzicht' });
    expect(await preview(copy)).toMatchObject({ creates: 0, updates: 2, conflicts: 0, unchanged: 58 });
    expect(await run(copy)).toBe(2);
    expect(desk.projects.find(({ externalId }) => externalId === '1004')?.name).toBe(
      'Nieuwleusen, Veldzicht',
    );
    expect(
      desk.projects.find(({ externalId }) => externalId === '1001')?.blocks.map(({ homes }) => homes),
    ).toEqual([14, 140, 12]);
  });

  test('a value changed here and in the file is shown with who changed it, and stands until somebody decides', async () => {
    await run();
    const project = desk.projects.find(({ externalId }) => externalId === '1004');
    desk.set(project?.id ?? '', 'name', 'Veldzicht aan de Vecht');
    const imports = desk.open({
      lastChange: (_table, path) => Promise.resolve({ by: 'gemeente', at: `om ${path.split('/')[2] ?? ''}` }),
    });
    const copy = changed({ C14: 'Nieuwleusen, Veldzicht' });
    const { id, conflicts, updates } = await preview(copy, imports);
    expect([conflicts, updates]).toEqual([1, 0]);
    const detail = await imports.detail('west', id, 'secretaris');
    expect(detail.ok && detail.value.conflicts).toMatchObject([
      {
        from: 'Veldzicht aan de Vecht',
        to: 'Nieuwleusen, Veldzicht',
        rows: [14],
        changed: { by: 'gemeente', at: 'om name' },
      },
    ]);
    expect(await imports.confirm('west', id, 'secretaris', PLAIN)).toEqual({
      ok: true,
      value: { applied: 0 },
    });
    expect(desk.projects.find(({ externalId }) => externalId === '1004')?.name).toBe(
      'Veldzicht aan de Vecht',
    );
  });

  test('plans on the plans as they are by then: what somebody typed meanwhile is not overwritten', async () => {
    await run();
    const imports = desk.open();
    const { id } = await preview(changed({ C14: 'Nieuwleusen, Veldzicht' }), imports);
    const project = desk.projects.find(({ externalId }) => externalId === '1004')?.id ?? '';
    desk.set(project, 'name', 'Veldzicht aan de Vecht');
    expect(await imports.confirm('west', id, 'secretaris', PLAIN)).toEqual({
      ok: true,
      value: {
        applied: 0,
        changed: [{ project: 'Veldzicht aan de Vecht', field: 'name', seen: 'update', now: 'conflict' }],
      },
    });
    expect(desk.projects.find(({ id: one }) => one === project)?.name).toBe('Veldzicht aan de Vecht');
  });

  test('a value typed between planning and applying is planned again', async () => {
    await run();
    const imports = desk.open();
    const { id } = await preview(
      changed({ C14: 'Nieuwleusen, Veldzicht', C104: 'Wierden, Boerenes' }),
      imports,
    );
    const project = desk.projects.find(({ externalId }) => externalId === '1004')?.id ?? '';
    let once = true;
    desk.before = () => {
      if (once) desk.set(project, 'name', 'Veldzicht aan de Vecht');
      once = false;
    };
    expect(await imports.confirm('west', id, 'secretaris', PLAIN)).toMatchObject({
      ok: true,
      value: { applied: 1 },
    });
    expect(desk.projects.find(({ id: one }) => one === project)?.name).toBe('Veldzicht aan de Vecht');
  });

  test('two imports of new projects at once make each project once', async () => {
    const imports = desk.open();
    const [one, two] = await Promise.all([preview(example, imports), preview(example, imports)]);
    await Promise.all([
      imports.confirm('west', one.id, 'secretaris', SHARE),
      imports.confirm('west', two.id, 'secretaris', SHARE),
    ]);
    expect(desk.projects).toHaveLength(60);
  });
});

describe('a crash', () => {
  const big = ((): Uint8Array => {
    // Four times the example under other numbers: 240 projects and 504 blocks are several chunks.
    const book = XLSX.read(example);
    const rows = XLSX.utils.sheet_to_json<(string | number)[]>(book.Sheets['Data'] ?? {}, {
      header: 1,
      blankrows: true,
    });
    const data = rows.slice(5).filter((row) => typeof row[1] === 'number');
    const all = [1, 2, 3, 4].flatMap((n) =>
      data.map((row) => row.map((value, column) => (column === 1 ? Number(value) + n * 1000 : value))),
    );
    const sheet = XLSX.utils.aoa_to_sheet([...rows.slice(0, 5), ...all]);
    return new Uint8Array(
      XLSX.write(
        { SheetNames: ['Data'], Sheets: { Data: sheet } },
        { type: 'buffer', bookType: 'xlsx' },
      ) as Buffer,
    );
  })();

  test.each([
    ['before the first chunk', 0, 'before'],
    ['after a chunk was made durable and before the next', 1, 'after'],
    ['in the middle of the second chunk', 1, 'before'],
    ['after the last chunk', 3, 'after'],
  ] as const)('%s is finished at the next start, exactly once', async (_, at, when) => {
    const imports = desk.open();
    const { id } = await preview(big, imports);
    let edits = 0;
    desk[when] = () => {
      edits += 1;
      if (edits === at + 1) throw new Crash();
    };
    await expect(imports.confirm('west', id, 'secretaris', SHARE)).rejects.toThrow(Crash);
    expect(desk.projects.length).toBeLessThan(at === 3 ? 241 : 240);

    desk[when] = () => undefined;
    const restarted = desk.open();
    await restarted.resume();
    expect(desk.projects).toHaveLength(240);
    expect(new Set(desk.projects.map(({ externalId }) => externalId)).size).toBe(240);
    expect(desk.projects.flatMap(({ blocks }) => blocks)).toHaveLength(504);
    expect(await restarted.confirm('west', id, 'secretaris', SHARE)).toEqual({
      ok: true,
      value: { applied: 240 },
    });
    expect(desk.doc.getMap('meta').get(`import:${id}`)).toBe(4);
  });

  test('what is confirmed by asking again keeps the first decision', async () => {
    const imports = desk.open();
    const { id } = await preview(example, imports);
    desk.before = () => {
      throw new Crash();
    };
    await expect(imports.confirm('west', id, 'secretaris', PLAIN)).rejects.toThrow(Crash);
    desk.before = () => undefined;
    expect(await desk.open().confirm('west', id, 'secretaris', SHARE)).toEqual({
      ok: true,
      value: { applied: 18 },
    });
  });

  test('old previews are forgotten, others stay', async () => {
    const { id } = await preview();
    desk.clock.advance(8 * 86_400_000);
    const fresh = await preview();
    await desk.open().resume();
    expect([
      await desk.directory.get('import', id),
      (await desk.directory.get('import', fresh.id))?.state,
    ]).toEqual([null, 'previewed']);
  });
});

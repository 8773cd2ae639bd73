import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import type { ImportDecision } from '@bouwberaad/shared/sheet/detail.ts';
import type { Imports } from './imports.ts';
import { readFile } from './read-file.ts';
import { Crash, TestDesk } from './test-desk.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../test-fixtures/import/${name}`, import.meta.url));
const diwi = fixture('diwi-import.xlsx');
const list = fixture('gemeente-lijst.xlsx');
const PLAIN: ImportDecision = { share: [], conflicts: {}, skip: [] };
const SECRETARY = { person: 'secretaris', organisation: 'deventer', municipality: '0150' };

let desk: TestDesk;
let imports: Imports;
beforeEach(() => {
  // In this thread: that the worker does the same is shown by workbook.test.ts.
  desk = new TestDesk((bytes, options) => Promise.resolve(readFile(bytes, options)));
  imports = desk.open();
});

async function preview(bytes: Uint8Array | string, file = 'lijst.csv') {
  const result = await imports.preview('west', SECRETARY, file, Buffer.from(bytes));
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.value;
}

async function detailOf(id: string) {
  const detail = await imports.detail('west', id, 'secretaris');
  if (!detail.ok) throw new Error(detail.message);
  return detail.value;
}

async function run(bytes: Uint8Array | string, decision: Partial<ImportDecision> = {}): Promise<string> {
  const { id } = await preview(bytes);
  const done = await imports.confirm('west', id, 'secretaris', { ...PLAIN, ...decision });
  if (!done.ok) throw new Error(done.message);
  return id;
}

const named = (name: string) => desk.projects.find((one) => one.name === name && !one.removed);
const openBottlenecks = () => readAll(desk.doc, 'bottlenecks').filter(({ removed }) => !removed);

describe('the list of a municipality', () => {
  test('has the same 60 projects as the DIWI workbook, their totals, and the years that it knows', async () => {
    const a = await preview(diwi);
    const b = await preview(list);
    const upTo2032 = Object.entries(a.totals.perYear).filter(([year]) => Number(year) <= 2032);
    expect(b).toMatchObject({ creates: 60, totals: { projects: 60, homesBuilt: a.totals.homesBuilt } });
    expect(b.totals.perYear).toEqual(Object.fromEntries(upTo2032));
  });

  test('says what it skips and what it cannot know', async () => {
    const { findings } = await detailOf((await preview(list)).id);
    const said = findings.map(({ message, kept }) => `${message} ${kept}`).join('\n');
    expect(said).toContain('"Totaal"');
    expect(said).toContain('na 2032');
    expect(said).toContain('vertrouwelijkheid');
    expect(said).toContain('Status plan "?" is niet bekend');
    expect(said).toContain('gelezen als 1A');
  });

  test('keeps text that looks like a formula, and markup, as text', async () => {
    await run(list);
    const remarks = desk.projects.map(({ source }) => source?.['Opmerking']);
    expect(remarks).toContain('=1+1');
    expect(remarks).toContain('<b>spoed</b>');
  });

  test('makes bottlenecks of free text, with certainty and amount, each to be left out', async () => {
    const { id } = await preview(list);
    const { bottlenecks } = await detailOf(id);
    const left = bottlenecks.find(({ category }) => category === 'parkeren');
    await imports.confirm('west', id, 'secretaris', { ...PLAIN, skip: [left?.key ?? ''] });
    expect(openBottlenecks()).toHaveLength(bottlenecks.length - 1);
    const of = (name: string) => {
      const project = named(name)?.id ?? '';
      return openBottlenecks()
        .filter(({ projects }) => projects.includes(project))
        .map(({ category, certainty, amount }) => [category, certainty, amount]);
    };
    expect(of('Vroomshoop, Tuinstad west')).toEqual([['stikstof', 'vermoed', null]]);
    expect(of('Albergen, Stadsbroek herontwikkeling')).toEqual([['onrendabele top', 'bevestigd', 1_250_000]]);
  });

  test('again changes nothing', async () => {
    await run(list);
    const before = desk.state;
    const bottlenecks = openBottlenecks().length;
    expect(await preview(list)).toMatchObject({ creates: 0, updates: 0, conflicts: 0, unchanged: 60 });
    await run(list);
    expect([desk.state, openBottlenecks().length]).toEqual([before, bottlenecks]);
  });

  test('over the DIWI workbook finds the same projects by name, and takes no split and no later year away', async () => {
    await run(diwi, { share: 'all' });
    const before = desk.projects.map(({ blocks }) => blocks);
    const { creates, conflicts, id } = await preview(list);
    expect([creates, conflicts]).toEqual([0, 0]);
    const detail = await detailOf(id);
    const touched = new Set([...detail.updates, ...detail.conflicts].map(({ field }) => field));
    expect(touched, 'no segment, year or homes').toEqual(
      new Set(['developer', 'planStatus', 'total', 'source']),
    );
    await imports.confirm('west', id, 'secretaris', PLAIN);
    expect(desk.projects.map(({ blocks }) => blocks)).toEqual(before);
    expect(desk.projects.map(({ externalId }) => externalId)).not.toContain('P-1001');
  });
});

const CSV = [
  'Woningbouwplannen gemeente Deventer;;;;',
  ';;;;',
  'Plannaam;Opl. 2027;opl. 2028;2031 e.v.;Kans',
  'Rivierpoort;12;1.240;;90 %',
  'Kerklanden-Oost;;30;16;0,7',
  'Subtotaal;12;1.270;16;',
  'Sluiskade;-;ca. 8;;',
  '* voorlopige cijfers;;;;',
  'Totaal;12;1.278;16;',
].join('\r\n');

describe('a CSV', () => {
  test('with titles, subtotals and years as columns becomes plans of the municipality in its title', async () => {
    await run(CSV);
    expect(
      desk.projects
        .map(({ name, municipality, likelihood, blocks }) => [
          name,
          municipality,
          likelihood,
          blocks.map(({ year, homes }) => [year, homes]).sort(),
        ])
        .sort(),
    ).toEqual([
      [
        'Kerklanden-Oost',
        '0150',
        70,
        [
          [2028, 30],
          [null, 16],
        ].sort(),
      ],
      [
        'Rivierpoort',
        '0150',
        90,
        [
          [2027, 12],
          [2028, 1240],
        ],
      ],
      ['Sluiskade', '0150', null, [[2028, 8]]],
    ]);
  });

  test.each<[string, Buffer]>([
    ['UTF-8 with a mark', Buffer.from(`\uFEFFnaam;gemeente;2028\nDe Brûs;Deventer;8`)],
    ['UTF-8 without one', Buffer.from(`naam;gemeente;2028\nDe Brûs;Deventer;8`)],
    ['Windows-1252', Buffer.from(`naam;gemeente;2028\nDe Brûs;Deventer;8`, 'latin1')],
    ['UTF-16', Buffer.from(`\uFEFFnaam;gemeente;2028\nDe Brûs;Deventer;8`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(`naam;gemeente;2028\nDe Brûs;Deventer;8`, 'utf16le')],
    ['commas and quotes', Buffer.from(`naam,gemeente,2028\n"De Brûs",Deventer,8`)],
    ['tabs', Buffer.from(`naam\tgemeente\t2028\nDe Brûs\tDeventer\t8`)],
    ['a line that names the separator', Buffer.from(`sep=|\nnaam|gemeente|2028\nDe Brûs|Deventer|8`)],
  ])('in %s is read', async (_, bytes) => {
    await run(bytes);
    expect(named('De Brûs')).toMatchObject({ municipality: '0150', blocks: [{ year: 2028, homes: 8 }] });
  });

  test('without numbers is known by name: a name that changes here is still the same plan', async () => {
    await run(CSV);
    desk.set(named('Sluiskade')?.id ?? '', 'name', 'Sluiskade-Noord');
    expect(await preview(CSV)).toMatchObject({ creates: 0, updates: 0, conflicts: 0, unchanged: 3 });
  });

  test('a year changed here and in the file is a conflict, one changed in the file alone is not', async () => {
    await run(CSV);
    const block = named('Sluiskade')?.blocks[0]?.id ?? '';
    desk.setBlock(named('Sluiskade')?.id ?? '', block, 'homes', 20);
    const changed = CSV.replace('ca. 8', '10').replace('12;1.240', '14;1.240');
    const { id, updates, conflicts } = await preview(changed);
    expect([updates, conflicts]).toEqual([1, 1]);
    const detail = await detailOf(id);
    expect(detail.conflicts).toMatchObject([{ name: 'Sluiskade', from: 20, to: 10 }]);
    await imports.confirm('west', id, 'secretaris', PLAIN);
    expect(named('Rivierpoort')?.blocks.map(({ homes }) => homes)).toContain(14);
    expect(named('Sluiskade')?.blocks[0]?.homes).toBe(20);
    expect(await preview(changed), 'undecided, so it comes back').toMatchObject({ updates: 0, conflicts: 1 });
  });

  test('names what is at the table and not in the file, and takes away only what is chosen', async () => {
    await run(CSV);
    const shorter = CSV.replace(/Sluiskade.*\r\n/, '');
    const { id } = await preview(shorter);
    const { missing } = await detailOf(id);
    expect(missing.map(({ name }) => name)).toEqual(['Sluiskade']);
    await imports.confirm('west', id, 'secretaris', { ...PLAIN, remove: [missing[0]?.id ?? ''] });
    expect(named('Sluiskade')).toBeUndefined();
    await imports.revert('west', id, 'secretaris');
    expect(named('Sluiskade')).toBeDefined();
  });
});

describe('the columns', () => {
  const odd = 'Wat;Waar;Hoeveel in 2029\nRivierpoort;Deventer;12\nSluiskade;Deventer;8';

  test('are shown, can be changed, and are remembered for the organisation', async () => {
    const { id } = await preview('Werk;Plek;Aantal\nRivierpoort;Deventer;12\nSluiskade;Zwolle;8');
    const view = await imports.mapping('west', id, 'secretaris');
    expect(view.ok && view.value.mapping?.columns.map(({ target }) => target)).toEqual([
      'name',
      'municipality',
      'total',
    ]);
    const remapped = await imports.remap('west', id, SECRETARY, {
      columns: { 0: 'name', 1: 'place', 2: 'year:2030' },
    });
    expect(remapped).toMatchObject({ ok: true, value: { id, totals: { perYear: { 2030: 20 } } } });
    const next = await preview('Werk;Plek;Aantal\nBoerenes;Deventer;5');
    expect(next.totals.perYear).toEqual({ 2030: 5 });
    const other = await imports.preview(
      'west',
      { person: 'x', organisation: 'zwolle', municipality: null },
      'lijst.csv',
      Buffer.from('Werk;Plek;Aantal\nBoerenes;Deventer;5\nBrink;Zwolle;3'),
    );
    expect(other.ok && other.value.totals.perYear).toEqual({});
  });

  test('are known by what stands in them where the heading says nothing', async () => {
    const { id } = await preview(odd);
    const view = await imports.mapping('west', id, 'secretaris');
    expect(view.ok && view.value.mapping?.columns.map(({ target, because }) => [target, because])).toEqual([
      ['name', 'content'],
      ['municipality', 'content'],
      ['keep', 'unknown'],
    ]);
  });
});

describe('GeoJSON', () => {
  const square = [
    [6.15, 52.25],
    [6.16, 52.25],
    [6.16, 52.26],
    [6.15, 52.25],
  ];
  const features = (...list: unknown[]): string =>
    JSON.stringify({ type: 'FeatureCollection', features: list });
  const feature = (properties: object, geometry: object) => ({ type: 'Feature', properties, geometry });

  beforeEach(async () => {
    await run(CSV);
  });

  test('sets places and outlines of the plans that it names, and makes none', async () => {
    const bytes = features(
      feature({ naam: 'Rivierpoort', gemeente: 'Deventer' }, { type: 'Point', coordinates: [6.155, 52.255] }),
      feature({ name: 'Sluiskade' }, { type: 'Polygon', coordinates: [square] }),
      feature({ name: 'Nergens' }, { type: 'Point', coordinates: [6.1, 52.5] }),
    );
    const { id, creates, updates } = await preview(bytes);
    expect([creates, updates]).toEqual([0, 3]);
    expect((await detailOf(id)).findings).toMatchObject([{ code: 'noSuchProject' }]);
    await imports.confirm('west', id, 'secretaris', PLAIN);
    expect(named('Rivierpoort')).toMatchObject({ lat: 52.255, lng: 6.155, municipality: '0150' });
    expect(named('Sluiskade')?.outline).toEqual({ type: 'Polygon', coordinates: [square] });
    expect(await preview(bytes)).toMatchObject({ updates: 0, conflicts: 0 });
  });

  test.each([
    ['in RD New', [207_500, 474_000], /rijksdriehoek/i],
    ['with latitude first', [52.25, 6.15], /omgekeerde volgorde/],
  ])('%s is converted, and that is said', async (_, coordinates, said) => {
    const bytes = features(feature({ name: 'Rivierpoort' }, { type: 'Point', coordinates }));
    const { id } = await preview(bytes);
    expect((await detailOf(id)).findings.map(({ message }) => message).join()).toMatch(said);
    await imports.confirm('west', id, 'secretaris', PLAIN);
    const { lat, lng } = named('Rivierpoort') ?? {};
    expect(lat).toBeCloseTo(52.25, 1);
    expect(lng).toBeCloseTo(6.15, 1);
  });
});

/** More than one chunk. */
const MANY = [
  'naam;gemeente;2028',
  ...Array.from({ length: 400 }, (_, n) => `Plan ${n};Deventer;${n + 1}`),
].join('\n');

describe('taking an import back', () => {
  test('leaves the plans as they were, and the same file may come in again', async () => {
    await run(CSV);
    const before = desk.projects.map(({ name, blocks }) => [name, blocks.map(({ homes }) => homes)]);
    const id = await run(CSV.replace('ca. 8', '10').replace('Totaal', 'Nieuwland;4;;;\r\nTotaal'));
    expect(desk.projects).toHaveLength(4);
    expect(await imports.revert('west', id, 'voorzitter')).toMatchObject({
      ok: true,
      value: { restored: 2, kept: [], keptCount: 0 },
    });
    const left = desk.projects.filter(({ removed }) => !removed);
    expect(left.map(({ name, blocks }) => [name, blocks.map(({ homes }) => homes)])).toEqual(before);
    expect(
      await preview(CSV.replace('ca. 8', '10').replace('Totaal', 'Nieuwland;4;;;\r\nTotaal')),
    ).toMatchObject({
      creates: 1,
      updates: 1,
      conflicts: 0,
    });
  });

  test('leaves alone what others changed since, and says so each time it is asked', async () => {
    const id = await run(CSV);
    desk.set(named('Sluiskade')?.id ?? '', 'phase', 'ontwerp');
    const answer = {
      ok: true,
      value: { restored: 2, kept: [{ project: 'Sluiskade', field: 'project' }], keptCount: 1 },
    };
    expect(await imports.revert('west', id, 'secretaris')).toEqual(answer);
    expect(await imports.revert('west', id, 'secretaris'), 'asked again').toEqual(answer);
    expect(desk.projects.filter(({ removed }) => !removed).map(({ name }) => name)).toEqual(['Sluiskade']);
    expect(await imports.past('west')).toMatchObject([{ id, state: 'reverted', applied: 3 }]);
  });

  test('is done once, also when it is asked twice', async () => {
    const id = await run(CSV);
    const applied = desk.edits.length;
    const answers = await Promise.all([
      imports.revert('west', id, 'secretaris'),
      imports.revert('west', id, 'secretaris'),
    ]);
    const once = { ok: true, value: { restored: 3, kept: [], keptCount: 0 } };
    expect(answers).toEqual([once, once]);
    expect(desk.edits).toHaveLength(applied + 1);
  });

  test('is finished at the next start when a crash came in between, and each chunk is taken back once', async () => {
    const id = await run(MANY);
    const applied = desk.edits.length;
    desk.after = () => {
      throw new Crash();
    };
    await expect(imports.revert('west', id, 'secretaris')).rejects.toThrow(Crash);
    expect(desk.edits).toHaveLength(applied + 1);
    expect(desk.projects.length).toBeGreaterThan(0);
    expect(await imports.past('west')).toMatchObject([{ id, state: 'reverting' }]);
    desk.after = () => undefined;
    imports = desk.open();
    await imports.resume();
    expect(desk.projects).toEqual([]);
    expect(desk.edits).toHaveLength(2 * applied);
    expect(await imports.past('west')).toMatchObject([
      { id, state: 'reverted', reverted: { restored: 400 } },
    ]);
  });

  test('is of what was applied here, and of nothing else', async () => {
    expect(await imports.revert('west', 'geen', 'secretaris')).toMatchObject({ code: 'unknownImport' });
    const { id } = await preview(CSV);
    expect(await imports.revert('west', id, 'secretaris')).toMatchObject({ code: 'notApplied' });
  });

  test('after a stop halfway everything is as it was', async () => {
    const { id } = await preview(MANY);
    let edits = 0;
    desk.after = () => {
      edits += 1;
      if (edits === 3) imports.cancel('secretaris', id);
    };
    expect(await imports.confirm('west', id, 'secretaris', PLAIN)).toMatchObject({
      ok: false,
      code: 'cancelled',
    });
    expect(desk.projects.filter(({ removed }) => !removed)).toEqual([]);
    expect(await preview(MANY)).toMatchObject({ creates: 400 });
  });
});

test('a long list is applied in chunks of at most 200 records, each with how to take it back', async () => {
  const lines = Array.from({ length: 700 }, (_, n) => `Plan ${n};Deventer;4;4;stikstof?`);
  const id = await run(['naam;gemeente;2028;2029;knelpunten', ...lines].join('\n'));
  const records = desk.edits.map((edit) => (edit.type === 'batch' ? countRecords(edit.edits) : 0));
  expect(records.reduce((sum, one) => sum + one, 0)).toBe(700 * 4);
  expect(Math.max(...records)).toBeLessThanOrEqual(200);
  const parts = (await desk.directory.list('importPart')).map((part) => part.id);
  expect(parts.filter((part) => part.startsWith(`${id}:undo:`))).toHaveLength(records.length);
});

function countRecords(edits: readonly Edit[]): number {
  return edits.reduce(
    (sum, edit) => sum + (edit.type === 'createRecord' ? 1 + Object.keys(edit.blocks ?? {}).length : 0),
    0,
  );
}

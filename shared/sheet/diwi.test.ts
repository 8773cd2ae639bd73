import { describe, expect, test } from 'vitest';
import { readDiwi } from './diwi.ts';
import type { Sheet } from './sheet.ts';
import { DIWI_COLUMNS, diwiGrid, rowOf, type TestRow } from './test-grid.ts';

const TODAY = '2026-11-24';
const plan: TestRow = {
  id: 1001,
  name: 'Rivierpoort',
  confidentiality: 'Openbaar',
  planType: 'Pand Transformatie',
  municipality: 'Deventer',
  place: 'Colmschate',
  status: 'Actief',
  build: 12,
  y2028: 12,
};

function read(rows: readonly TestRow[], order?: Parameters<typeof diwiGrid>[1]): Sheet {
  const sheet = readDiwi(diwiGrid(rows, order), { today: TODAY });
  if (!sheet.ok) throw new Error(sheet.message);
  return sheet.value;
}

const codes = (sheet: Sheet): string[] => sheet.findings.map(({ code }) => code);
const block = (row: TestRow) => read([{ ...plan, ...row }]).projects[0]?.blocks[0];

describe('the layout', () => {
  test('is known by its section names; another sheet is refused', () => {
    const other = { name: 'Blad1', date1904: false, rows: [rowOf(1, ['Nr.', 'Project', 'Gemeente'])] };
    expect(readDiwi(other, { today: TODAY })).toMatchObject({ ok: false, code: 'notDiwi' });
  });

  test('columns may stand in another order within their section', () => {
    const keys = Object.keys(DIWI_COLUMNS) as (keyof typeof DIWI_COLUMNS)[];
    const moved = [...keys];
    const [name] = moved.splice(moved.indexOf('name'), 1);
    moved.splice(moved.indexOf('planType'), 0, ...(name === undefined ? [] : [name]));
    expect(read([plan], moved)).toEqual(read([plan]));
  });

  test('columns behind the check columns are not ours', () => {
    expect(JSON.stringify(read([{ ...plan, check: 'Klopt' }]).projects[0]?.source)).not.toContain('Klopt');
  });

  test('a column that the file lacks is no statement', () => {
    const keys = (Object.keys(DIWI_COLUMNS) as (keyof typeof DIWI_COLUMNS)[]).filter(
      (key) => key !== 'place',
    );
    expect(read([plan], keys).projects[0]?.fields).not.toHaveProperty('place');
  });
});

describe('a project', () => {
  test('is the rows with one identification', () => {
    const [project] = read([plan, { ...plan, build: 8, y2028: null, y2030: 8 }]).projects;
    expect(project).toMatchObject({
      externalId: '1001',
      rows: [7, 8],
      fields: {
        name: 'Rivierpoort',
        municipality: '0150',
        place: 'Colmschate',
        planType: 'pandtransformatie',
        confidentiality: 'openbaar',
      },
      blocks: [
        { kind: 'build', year: 2028, homes: 12 },
        { kind: 'build', year: 2030, homes: 8 },
      ],
    });
  });

  test('whose rows disagree keeps the first value, and says which rows differ', () => {
    const sheet = read([plan, { ...plan, name: 'Rivierpoort-Zuid' }, plan]);
    expect(sheet.projects[0]?.fields.name).toBe('Rivierpoort');
    expect(sheet.findings).toMatchObject([{ code: 'disagreeing', rows: [8], project: '1001' }]);
  });

  test('dates that only look different agree', () => {
    const sheet = read([
      { ...plan, concept: 44713 },
      { ...plan, concept: { value: 44713, text: '01/06/2022' } },
      { ...plan, concept: '01-06-2022' },
    ]);
    expect(codes(sheet)).toEqual([]);
    expect(sheet.projects[0]?.source['1 Concept / Startdatum']).toBe('2022-06-01');
  });

  test('without identification is not guessed', () => {
    const sheet = read([plan, { name: 'Totaal', build: 12 }]);
    expect(sheet.projects).toHaveLength(1);
    expect(sheet.findings).toMatchObject([{ code: 'noIdentification', rows: [8] }]);
  });

  test.each([
    ['the furthest reached phase counts', { concept: '2024-01-01', design: '2026-03-01' }, 'ontwerp', []],
    [
      'a later phase in the future does not count',
      { concept: '2024-01-01', design: '2027-03-01' },
      'concept',
      [],
    ],
    ['the only planned phase stands, with a finding', { design: '2027-03-01' }, 'ontwerp', ['notYetReached']],
    ['afgerond ends it', { status: 'Afgerond', concept: '2024-01-01' }, 'afgerond', []],
    ['afgebroken ends it', { status: 'Afgebroken' }, 'vervallen', []],
  ])('phase: %s', (_, row, phase, findings) => {
    const sheet = read([{ ...plan, ...row }]);
    expect(sheet.projects[0]?.fields.phase).toBe(phase);
    expect(codes(sheet)).toEqual(findings);
  });

  test('a plan status still to come makes nothing hard', () => {
    const sheet = read([{ ...plan, final: '2027-03-01' }]);
    expect(sheet.projects[0]?.fields.planStatus).toBeNull();
    expect(codes(sheet)).toEqual(['notYetReached']);
    expect(
      read([{ ...plan, vision: '2024-01-01', final: '2025-03-01' }]).projects[0]?.fields.planStatus,
    ).toBe('1A');
  });

  test('no confidentiality counts as openbaar, with a finding; one that we cannot read as the strictest', () => {
    const none = read([{ ...plan, confidentiality: null }]);
    expect([none.projects[0]?.fields.confidentiality, codes(none)]).toEqual([null, ['noConfidentiality']]);
    const odd = read([{ ...plan, confidentiality: 'Geheim' }]);
    expect([odd.projects[0]?.fields.confidentiality, codes(odd)]).toEqual(['prive', ['unknownValue']]);
  });

  test('of an unknown municipality has none, and the name is kept', () => {
    const sheet = read([{ ...plan, municipality: 'Apeldoorn' }]);
    expect(sheet.projects[0]).toMatchObject({
      fields: { municipality: null },
      source: { Gemeente: 'Apeldoorn' },
    });
    expect(codes(sheet)).toEqual(['unknownMunicipality']);
  });
});

describe('a block', () => {
  test('owners and price classes become segments', () => {
    expect(
      block({ build: 30, y2028: 30, sale: 10, private: 8, corporation: 12, saleClass: 6, privateMid: 5 })
        ?.segment,
    ).toEqual({ 'betaalbare koop': 6, middenhuur: 5, 'sociale huur': 12 });
  });

  test('a price range beyond the affordable limit is certainly not affordable', () => {
    expect(block({ sale: 12, saleRange: 12 })?.segment).toEqual({ 'dure koop': 12 });
  });

  test('price columns of the other half are read where a row only builds, and said once', () => {
    const sheet = read([
      { ...plan, sale: 12, otherSaleClass: 12 },
      { ...plan, id: 1002, sale: 12, otherSaleClass: 12 },
    ]);
    expect(sheet.projects.map(({ blocks }) => blocks[0]?.segment)).toEqual([
      { 'middeldure koop': 12 },
      { 'middeldure koop': 12 },
    ]);
    expect(sheet.findings).toMatchObject([{ code: 'otherHalf', rows: [7, 8] }]);
  });

  test('house and flat; a gallery flat is an apartment, a tower is high-rise', () => {
    expect(block({ house: 12 })?.dwelling).toEqual({ grondgebonden: 12 });
    expect(block({ flat: 12, gallery: 12 })?.dwelling).toEqual({ appartement: 12 });
    expect(block({ flat: 12, gallery: 4, tower: 8 })?.dwelling).toEqual({ appartement: 4, hoogbouw: 8 });
    expect(block({ tower: 12 })?.dwelling).toEqual({ hoogbouw: 12 });
  });

  test('target group and land position', () => {
    expect(block({ elderly: 12, formal: 12 })).toMatchObject({
      targetGroup: { ouderen: 12 },
      land: { 'formele toestemming': 12 },
    });
  });

  test('demolition without a date has no year', () => {
    expect(block({ build: null, y2028: null, demolition: 6 })).toMatchObject({
      kind: 'demolition',
      year: null,
      homes: 6,
    });
  });

  test('building and demolition in one row are two blocks', () => {
    expect(read([{ ...plan, demolition: 6, demolished2028: 6 }]).projects[0]?.blocks).toMatchObject([
      { kind: 'build', homes: 12 },
      { kind: 'demolition', year: 2028, homes: 6 },
    ]);
  });

  test('several delivery dates are as many blocks; a single sort is known for each, a mix for none', () => {
    const sheet = read([
      { ...plan, build: 20, y2028: 12, y2030: 8, house: 20, sale: 10, corporation: 10, saleClass: 10 },
    ]);
    expect(sheet.projects[0]?.blocks).toMatchObject([
      { year: 2028, homes: 12, dwelling: { grondgebonden: 12 }, segment: {} },
      { year: 2030, homes: 8, dwelling: { grondgebonden: 8 }, segment: {} },
    ]);
    expect(codes(sheet)).toEqual(['severalDates']);
  });

  test('homes that no date speaks of have no year', () => {
    const sheet = read([{ ...plan, build: 25, y2028: 12, y2030: 8 }]);
    expect(sheet.projects[0]?.blocks.map(({ year, homes }) => [year, homes])).toEqual([
      [2028, 12],
      [2030, 8],
      [null, 5],
    ]);
    expect(codes(sheet)).toEqual(['splitMismatch', 'severalDates']);
  });

  test('a split that does not add up is said, not repaired', () => {
    const sheet = read([{ ...plan, house: 10 }]);
    expect(sheet.projects[0]?.blocks[0]).toMatchObject({ homes: 12, dwelling: { grondgebonden: 10 } });
    expect(sheet.findings).toMatchObject([{ code: 'splitMismatch', rows: [7] }]);
  });

  test('what is no number is not known, with its row', () => {
    const sheet = read([{ ...plan, build: 'circa 12', y2028: null }]);
    expect(sheet.projects[0]?.blocks).toMatchObject([{ homes: null }]);
    expect(sheet.findings).toMatchObject([{ code: 'notANumber', rows: [7] }]);
  });
});

test('text that looks like a formula or markup stays text', () => {
  const project = read([{ ...plan, name: '=1+1', priority: '<b>hoog</b>' }]).projects[0];
  expect(project).toMatchObject({ fields: { name: '=1+1' }, source: { Priorisering: '<b>hoog</b>' } });
});

import type { Cell, Grid, GridRow } from './grid.ts';

/** For tests: one column of a small DIWI sheet, and what its data rows hold. */
export interface TestColumn {
  readonly section?: string;
  readonly group?: string;
  readonly heading: string;
  readonly sub?: string;
}

export type TestValue = string | number | boolean | null | Cell;

export const DIWI_COLUMNS = {
  id: { section: 'Projectgegevens', group: 'Basisgegevens', heading: 'Identificatie nr' },
  name: { heading: 'Naam' },
  confidentiality: { heading: 'Vertrouwelijkheid' },
  planType: { group: 'Project gegevens', heading: 'Plan soort' },
  status: { group: 'Project status en duur', heading: 'Project status' },
  concept: { group: 'projectfasen', heading: '1 Concept', sub: 'Startdatum' },
  design: { heading: '4 Ontwerp', sub: 'Startdatum' },
  vision: { group: 'Planologische planstatus', heading: '4a Opgenomen in de visie', sub: 'Startdatum' },
  final: { heading: '1a Onherroepelijk', sub: 'Startdatum' },
  municipality: { group: 'Locatie', heading: 'Gemeente' },
  place: { heading: 'Wijk' },
  priority: { group: 'Overig', heading: 'Priorisering' },
  build: { section: 'Woning aantallen', group: 'Mutatie gegevens', heading: 'Bouw' },
  demolition: { heading: 'Sloop' },
  y2028: { section: 'Bouw gegevens', group: 'Oplevering', heading: 'Opleverdatum', sub: '2028-12-31' },
  y2030: { heading: 'Opleverdatum', sub: '2030-12-31' },
  sale: { group: 'Eigendom type', heading: 'Koopwoning' },
  private: { heading: 'Particuliere verhuurder' },
  corporation: { heading: 'Huur woningcorporatie' },
  saleClass: { group: 'Woning waarde', heading: 'Koopprijs categorie', sub: 'Koop 2 betaalbaar' },
  saleRange: { heading: 'Koopprijs waarde', sub: '450000-600000' },
  privateMid: {
    group: 'Huurprijs particulier',
    heading: 'Huurprijs particuliere verhuurder categorie',
    sub: 'Middenhuur',
  },
  house: { group: 'Woning type', heading: 'Eengezins woning' },
  flat: { heading: 'Meergezins woning' },
  gallery: { group: 'Fysiek voorkomen', heading: 'Fysiek voorkomen', sub: 'Galerijflat' },
  tower: { heading: 'Fysiek voorkomen', sub: 'Woontoren' },
  elderly: { group: 'Doelgroep', heading: 'Doelgroep categorie', sub: 'Ouderen' },
  formal: { group: 'Grondpositie', heading: 'Formele toestemming eigenaar' },
  demolished2028: {
    section: 'Sloop gegevens',
    group: 'Oplevering',
    heading: 'Opleverdatum',
    sub: '2028-12-31',
  },
  otherSaleClass: { group: 'Woning waarde', heading: 'Koopprijs categorie', sub: 'Koop 3 midden' },
  check: { section: 'Controle Bouw totalen', group: 'Woning totalen', heading: 'Mutatie gegevens' },
} as const satisfies Record<string, TestColumn>;

export type TestRow = Partial<Record<keyof typeof DIWI_COLUMNS, TestValue>>;

const SECTION_ROW = 3;

/** A DIWI sheet with these data rows. `order` puts the columns elsewhere; sections and groups are then repeated. */
export function diwiGrid(
  rows: readonly TestRow[],
  order: readonly (keyof typeof DIWI_COLUMNS)[] = Object.keys(DIWI_COLUMNS) as (keyof typeof DIWI_COLUMNS)[],
): Grid {
  const columns: TestColumn[] = order.map((key) => DIWI_COLUMNS[key]);
  const heads = (['section', 'group', 'heading', 'sub'] as const).map((part, index) =>
    rowOf(
      SECTION_ROW + index,
      columns.map((column) => column[part] ?? null),
    ),
  );
  const data = rows.map((row, index) =>
    rowOf(
      SECTION_ROW + 4 + index,
      order.map((key) => row[key] ?? null),
    ),
  );
  return { name: 'Data', rows: [rowOf(1, ['Woningbouwplannen']), ...heads, ...data], date1904: false };
}

export function rowOf(number: number, values: readonly TestValue[]): GridRow {
  const cells = values.flatMap((value, index): [number, Cell][] => {
    if (value === null || value === '') return [];
    return [[index + 1, typeof value === 'object' ? value : { value, text: String(value) }]];
  });
  return { number, cells: new Map(cells) };
}

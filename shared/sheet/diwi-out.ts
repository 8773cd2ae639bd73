import type { Project } from '../model/project.ts';
import { columnsOfRows, diwiKey, type DiwiCells, type DiwiColumn } from './diwi-cells.ts';
import { SECTION_NAMES } from './diwi-template.ts';
import { identifications, writeDiwiProject, type DiwiProject } from './diwi-write.ts';
import { counted, type Omission, type OutRow, type OutSheet, type OutValue } from './out.ts';

export interface DiwiOut {
  readonly sheet: OutSheet;
  readonly omissions: readonly Omission[];
}

/** The layout leaves its first row and column free. */
const FIRST_COLUMN = 1;

/** Plans as the data sheet of a DIWI workbook, in the order in which they are given; and what it cannot say of them. */
export function diwiSheet(projects: readonly Project[], today: string): DiwiOut {
  const ids = identifications(projects);
  const written = projects.map((project) =>
    writeDiwiProject(project, ids.get(project.id) ?? project.id, today),
  );
  const rows = written.flatMap((one) => one.rows);
  const columns = columnsOfRows(rows);
  return {
    sheet: {
      name: 'Data',
      widths: [2, ...columns.map(widthOf)],
      rows: [
        { role: 'row', values: [] },
        ...headingRows(columns),
        ...rows.map((row) => dataRow(row, columns)),
      ],
      frozen: { rows: 5, columns: FIRST_COLUMN + 2 },
      filter: null,
    },
    omissions: omissionsOf(projects, written),
  };
}

/** Names of sections and groups stand over the first of their columns only. */
function headingRows(columns: readonly DiwiColumn[]): OutRow[] {
  const firsts = (
    of: (column: DiwiColumn) => string,
    same: (a: DiwiColumn, b: DiwiColumn) => boolean,
  ): string[] =>
    columns.map((column, at) => {
      const before = columns[at - 1];
      return before !== undefined && same(before, column) ? '' : of(column);
    });
  const sections = firsts(
    ({ section }) => SECTION_NAMES[section],
    (a, b) => a.section === b.section,
  );
  const groups = firsts(
    ({ group }) => group,
    (a, b) => a.section === b.section && a.group === b.group,
  );
  const lines = [sections, groups, columns.map(({ heading }) => heading), columns.map(({ sub }) => sub)];
  return lines.map((line): OutRow => ({
    role: 'heading',
    values: [null, ...line.map((word) => word || null)],
  }));
}

function dataRow({ cells }: DiwiCells, columns: readonly DiwiColumn[]): OutRow {
  const values = columns.map((column): OutValue => cells.get(diwiKey(column))?.value ?? null);
  return { role: 'row', values: [null, ...values] };
}

function widthOf({ section, heading, sub }: DiwiColumn): number {
  if (heading === 'Naam') return 36;
  if (section === 'project') return Math.min(24, Math.max(12, heading.length + 2));
  return Math.min(20, Math.max(10, sub.length + 2));
}

function omissionsOf(projects: readonly Project[], written: readonly DiwiProject[]): Omission[] {
  const without = written.flatMap((one) => one.without);
  const homes = without.filter((block) => block.homes === null).length;
  const empty = without.length - homes;
  const fields = FIELDS.map(([one, has, reason]) => ({ one, reason, count: projects.filter(has).length }));
  const delivered = projects.flatMap(({ blocks }) =>
    blocks.filter((block) => block.deliveredAt !== null || block.deliveredHomes !== null),
  ).length;
  const unlike = written.filter((one, at) => !saysMunicipality(one, projects[at])).length;
  const all: Omission[] = [
    blockLine(
      homes,
      'zonder aantal',
      'DIWI heeft geen rij voor een woningblok waarvan niemand het aantal weet.',
    ),
    blockLine(empty, 'met 0 woningen', 'DIWI heeft geen rij zonder woningen.'),
    blockLine(
      delivered,
      'met een oplevering',
      'DIWI heeft geen kolom voor wat is opgeleverd; het geplande jaar staat er wel in.',
    ),
    ...fields.map(({ one, count, reason }): Omission => ({
      code: 'noField',
      what: `${one} van ${counted(count, 'plan', 'plannen')}`,
      count,
      reason,
    })),
    {
      code: 'notWritable',
      what: `Gemeente van ${counted(unlike, 'plan', 'plannen')}`,
      count: unlike,
      reason: 'Deze gemeente ligt buiten Overijssel; we hebben er geen naam bij.',
    },
  ];
  return all.filter(({ count }) => count > 0);
}

function blockLine(count: number, what: string, reason: string): Omission {
  return {
    code: 'noNumber',
    what: `${counted(count, 'woningblok', 'woningblokken')} ${what}`,
    count,
    reason,
  };
}

function saysMunicipality({ read }: DiwiProject, project: Project | undefined): boolean {
  return (
    project === undefined ||
    project.municipality === null ||
    read.fields.municipality === project.municipality
  );
}

const NO_COLUMN = 'DIWI heeft hier geen kolom voor.';
const FIELDS: readonly (readonly [what: string, has: (project: Project) => boolean, reason: string])[] = [
  ['Realisatiekans', ({ likelihood }) => likelihood !== null, NO_COLUMN],
  ['Ontwikkelaar', ({ developer }) => developer !== null, NO_COLUMN],
  ['Sleutelproject', ({ keyProject }) => keyProject, NO_COLUMN],
  ['Aantal bouwlagen', ({ storeys }) => storeys !== null, NO_COLUMN],
  [
    'Totaal dat de eigenaar noemt',
    ({ total }) => total !== null,
    'DIWI telt de woningblokken op; een totaal daarnaast kent het niet.',
  ],
  [
    'Plek of omtrek',
    ({ lat, outline }) => lat !== null || outline !== null,
    `${NO_COLUMN} Kies GeoJSON voor plekken.`,
  ],
];

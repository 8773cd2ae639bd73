import { ok, problem, type Result } from '../lib/result.ts';
import { readBlocks, type BlockContext, type ReadBlock } from './diwi-blocks.ts';
import { findDiwiLayout, type Column } from './diwi-columns.ts';
import { freeKey, readProject, type ProjectContext } from './diwi-project.ts';
import { columnName, textOf, type Grid, type GridRow } from './grid.ts';
import { priceLimitsOf } from './price-limits.ts';
import { BLOCK_LABEL, type Finding, type Sheet, type SheetProject, type Source } from './sheet.ts';

export interface DiwiOptions {
  /** `YYYY-MM-DD`: decides which phases have been reached and which year's price limits hold. */
  readonly today: string;
}

const MAX_ID = 100;
/** JSON characters of `source`; a field of the workspace holds 65,536, and the last import needs room in it too. */
const MAX_SOURCE = 36_000;

/**
 * Reads a DIWI sheet: columns by their headings, rows with one identification as one project. Pure.
 * Problem: `notDiwi`, when the sheet has no row of DIWI's section names.
 */
export function readDiwi(grid: Grid, { today }: DiwiOptions): Result<Sheet> {
  const layout = findDiwiLayout(grid);
  if (layout === null) return problem('notDiwi', NOT_DIWI);
  const idColumn = layout.columns.find(
    ({ section, heading }) => section === 'project' && heading === 'identificatie nr',
  );
  if (idColumn === undefined)
    return problem(
      'notDiwi',
      'Het DIWI-werkboek mist de kolom "Identificatie nr". Zonder die kolom zijn plannen niet te herkennen.',
    );

  const findings: Finding[] = [];
  const report = (finding: Finding): void => void findings.push(finding);
  const otherHalf = new Map<Column, number[]>();
  const projects = {
    columns: layout.columns.filter(({ section }) => section === 'project'),
    date1904: grid.date1904,
    today,
    report,
  };
  const blocks: BlockContext = {
    columns: layout.columns.filter(({ section }) => section !== 'project'),
    date1904: grid.date1904,
    limits: priceLimitsOf(Number(today.slice(0, 4))),
    report,
    tookOtherHalf: (row, column) => void otherHalf.set(column, [...(otherHalf.get(column) ?? []), row]),
  };
  const groups = groupRows(
    grid.rows.filter(({ number }) => number >= layout.firstRow),
    idColumn,
    layout.columns,
    report,
  );
  const read = [...groups].map(([id, rows]) => readDiwiProject(id, rows, projects, blocks));
  if (otherHalf.size > 0) findings.unshift(otherHalfFinding(otherHalf));
  return ok({ layout: 'diwi', projects: read, findings });
}

function groupRows(
  rows: readonly GridRow[],
  idColumn: Column,
  columns: readonly Column[],
  report: (finding: Finding) => void,
): Map<string, GridRow[]> {
  const groups = new Map<string, GridRow[]>();
  for (const row of rows) {
    const id = textOf(row.cells.get(idColumn.index));
    if (id !== '' && id.length <= MAX_ID) {
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [row]);
      else group.push(row);
    } else if (columns.some(({ index }) => textOf(row.cells.get(index)) !== '')) {
      report({
        code: 'noIdentification',
        rows: [row.number],
        project: null,
        message:
          id === ''
            ? 'Het identificatienummer ontbreekt.'
            : `Het identificatienummer is langer dan ${MAX_ID} tekens.`,
        kept: 'niets; deze rij doet niet mee',
      });
    }
  }
  return groups;
}

/** The rows of one identification. */
export function readDiwiProject(
  id: string,
  rows: readonly GridRow[],
  projects: ProjectContext,
  blocks: BlockContext,
): SheetProject {
  const { fields, source } = readProject(id, rows, projects);
  const read = rows.flatMap((row) => readBlocks(id, row, blocks));
  const whole = withBlocks(source, read);
  const fits = JSON.stringify(whole).length <= MAX_SOURCE;
  if (!fits) {
    projects.report({
      code: 'tooMuch',
      rows: rows.map(({ number }) => number),
      project: id,
      message: 'Dit project heeft meer losse kolommen dan we bij een plan bewaren.',
      kept: 'de velden; de losse kolommen van de woningblokken niet',
    });
  }
  return {
    externalId: id,
    rows: rows.map(({ number }) => number),
    fields,
    source: fits ? whole : JSON.stringify(source).length <= MAX_SOURCE ? source : {},
    blocks: read.map(({ block }) => block),
  };
}

function withBlocks(source: Source, read: readonly ReadBlock[]): Source {
  const whole: Record<string, string | number | boolean | null> = { ...source };
  read.forEach(({ rest }, index) => {
    for (const [label, value] of rest) whole[freeKey(whole, `${BLOCK_LABEL}${index + 1}: ${label}`)] = value;
  });
  return whole;
}

function otherHalfFinding(columns: ReadonlyMap<Column, readonly number[]>): Finding {
  const names = [...columns.keys()].map(({ index, label }) => `${label} (kolom ${columnName(index)})`);
  return {
    code: 'otherHalf',
    rows: [...new Set([...columns.values()].flat())].sort((a, b) => a - b),
    project: null,
    message: `Rijen met alleen bouw vullen kolommen van het deel Sloop (of andersom): ${names.join(', ')}.`,
    kept: 'gelezen als kolommen van de rij zelf',
  };
}

const NOT_DIWI =
  'Dit werkboek heeft niet de indeling van DIWI: een rij met Projectgegevens, Woning aantallen en Bouw gegevens ontbreekt op het eerste blad.';

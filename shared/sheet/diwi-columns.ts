import { plain, textOf, type Cell, type Grid, type GridRow } from './grid.ts';

/** Which part of a DIWI row a column belongs to. */
export type Section = 'project' | 'totals' | 'build' | 'demolition';

/** One column of a DIWI sheet, known by its words: people move and add columns. */
export interface Column {
  readonly index: number;
  readonly section: Section;
  /** Group, heading and sub-heading, in plain letters. */
  readonly group: string;
  readonly heading: string;
  readonly sub: string;
  /** Heading and sub-heading as they stand in the file, for `source`. */
  readonly label: string;
  /** The sub-heading's cell: a date, for the delivery columns. */
  readonly subCell: Cell | undefined;
}

export interface DiwiLayout {
  readonly columns: readonly Column[];
  /** The row number of the first data row. */
  readonly firstRow: number;
}

const SECTIONS: Readonly<Record<string, Section>> = {
  projectgegevens: 'project',
  'woning aantallen': 'totals',
  'bouw gegevens': 'build',
  'sloop gegevens': 'demolition',
};
const REQUIRED: readonly Section[] = ['project', 'totals', 'build'];
/** People put titles above the table, not pages of them. */
const LOOK_IN = 60;

/** Finds the DIWI layout by its row of section names; null when the sheet has none. */
export function findDiwiLayout(grid: Grid): DiwiLayout | null {
  const at = grid.rows.slice(0, LOOK_IN).find(isSectionRow);
  if (at === undefined) return null;
  const row = (offset: number): GridRow | undefined =>
    grid.rows.find(({ number }) => number === at.number + offset);
  const [groups, headings, subs] = [row(1), row(2), row(3)];
  if (headings === undefined) return null;
  return { columns: columnsOf(at, groups, headings, subs), firstRow: at.number + 4 };
}

function isSectionRow(row: GridRow): boolean {
  const found = new Set([...row.cells.values()].map((cell) => SECTIONS[plain(textOf(cell))]));
  return REQUIRED.every((section) => found.has(section));
}

/** Section and group names stand over the first of their columns and hold until the next one. */
function columnsOf(
  sections: GridRow,
  groups: GridRow | undefined,
  headings: GridRow,
  subs: GridRow | undefined,
): Column[] {
  const columns: Column[] = [];
  let section: Section | null = null;
  let group = '';
  let heading = '';
  const last = Math.max(...headings.cells.keys(), ...(subs?.cells.keys() ?? []));
  for (let index = Math.min(...sections.cells.keys()); index <= last; index += 1) {
    const name = plain(textOf(sections.cells.get(index)));
    // The check columns ("Controle ...") and what else comes behind are not ours.
    if (name !== '') section = SECTIONS[name] ?? null;
    const groupName = plain(textOf(groups?.cells.get(index)));
    if (name !== '' || groupName !== '') group = groupName;
    const subCell = subs?.cells.get(index);
    const own = textOf(headings.cells.get(index));
    // A merged heading leaves the cells beside it empty; they are its own only where a sub-heading says so.
    if (own !== '') heading = own;
    else if (subCell === undefined) heading = '';
    if (section === null || heading === '') continue;
    const sub = textOf(subCell);
    columns.push({
      index,
      section,
      group,
      heading: plain(heading),
      sub: plain(sub),
      label: sub === '' ? heading : `${heading} / ${sub}`,
      subCell,
    });
  }
  return columns;
}

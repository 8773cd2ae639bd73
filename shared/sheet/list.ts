import { municipalityNamed } from '../model/municipalities.ts';
import { ok, problem, type Result } from '../lib/result.ts';
import { freeKey } from './diwi-project.ts';
import { columnName, plain, textOf, type Grid, type GridRow } from './grid.ts';
import type { ListContext, ListGroup } from './list-context.ts';
import { readListFields } from './list-fields.ts';
import { readListBlocks } from './list-blocks.ts';
import { Notes } from './list-notes.ts';
import { isComplete, type MappedColumn, type Mapping } from './mapping.ts';
import { nameKey } from './names.ts';
import { readBottlenecks, type SheetBottleneck } from './bottleneck-text.ts';
import type { Sheet, SheetProject, Source } from './sheet.ts';
import type { Target } from './targets.ts';

export interface ListOptions {
  /** Where plans lie of which the file does not say it: the municipality (CBS code) of who brings the file in. */
  readonly municipality: string | null;
}

const MAX_ID = 100;
const MAX_SOURCE = 36_000;
const TOTAL = /^(sub|eind|deel)?-?\s?tota?al\b|^total\b|^subtotal\b|^som\b|^gemiddeld|^sum\b/;

/**
 * Reads an ordinary list of plans: rows with one number (or one name and municipality) as one project, its homes by year.
 * Titles, totals, repeated headings are skipped and named. Pure. Problem: `noColumns`, when nothing names the plans.
 */
export function readList(grid: Grid, mapping: Mapping, options: ListOptions): Result<Sheet> {
  if (!isComplete(mapping)) return problem('noColumns', NO_NAMES);
  const notes = new Notes();
  const context: ListContext = { columns: mapping.columns, date1904: grid.date1904, notes };
  const groups = groupRows(grid, mapping, context, options);
  const projects = [...groups].map(([key, group]) => readOne(key, group, context));
  if (projects.length === 0) return problem('empty', 'Onder de rij met kopjes staan geen plannen.');
  sayWhatIsAbsent(mapping, notes);
  return ok({ layout: 'list', projects, findings: notes.findings() });
}

function groupRows(
  grid: Grid,
  mapping: Mapping,
  { columns, notes }: ListContext,
  options: ListOptions,
): Map<string, ListGroup> {
  const column = (target: Target): MappedColumn | undefined => columns.find((one) => one.target === target);
  const [id, name, municipality] = [column('externalId'), column('name'), column('municipality')];
  const headings = grid.rows.find(({ number }) => number === mapping.headingRow);
  const groups = new Map<string, ListGroup>();
  let above = municipality === undefined ? municipalityAbove(grid, mapping.headingRow) : null;
  for (const row of grid.rows) {
    if (row.number <= mapping.headingRow) continue;
    const text = (at: MappedColumn | undefined): string =>
      at === undefined ? '' : textOf(row.cells.get(at.index)).replaceAll(/\s+/g, ' ');
    const skipped = kindOfSkipped(row, columns, headings, text(id), text(name));
    if (skipped !== null) {
      const title = skipped.kind === 'title' ? municipalityNamed(skipped.text) : null;
      if (municipality === undefined && title !== null) above = title.code;
      notes.skip(skipped.kind, row.number, skipped.text);
      continue;
    }
    const stated = municipality === undefined ? null : municipalityNamed(text(municipality));
    const place = stated?.code ?? (municipality === undefined ? (above ?? options.municipality) : null);
    const number = text(id).slice(0, MAX_ID);
    const key = number === '' ? keyOfName(text(name), place) : number;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rows: [row], byName: number === '', municipality: place });
    else group.rows.push(row);
  }
  return groups;
}

/** What stands for the number of a plan that has none, `~0150|rivierpoort`: a choice and the next import name it so. */
function keyOfName(name: string, municipality: string | null): string {
  return `~${nameKey(name, municipality)}`.slice(0, MAX_ID);
}

type Skipped = 'total' | 'title' | 'heading' | 'nameless';

/** Why a row is no plan, or null when it is one. */
function kindOfSkipped(
  row: GridRow,
  columns: readonly MappedColumn[],
  headings: GridRow | undefined,
  id: string,
  name: string,
): { kind: Skipped; text: string } | null {
  const texts = columns.flatMap(({ index }) => {
    const cell = row.cells.get(index);
    return typeof cell?.value === 'string' && textOf(cell) !== '' ? [textOf(cell)] : [];
  });
  const first = texts[0] ?? '';
  const total = texts.slice(0, 2).find((text) => TOTAL.test(plain(text)));
  // "Totaalplan Oost" with a number of its own is a plan; a total has none, and stands for itself.
  if (
    total !== undefined &&
    (id === '' || id === total) &&
    (name === '' || name === total || TOTAL.test(plain(name)))
  )
    return { kind: 'total', text: total };
  if (headings !== undefined && repeats(row, headings)) return { kind: 'heading', text: first };
  if (texts.length === 1 && row.cells.size === 1) return { kind: 'title', text: first };
  return id === '' && name === '' ? { kind: 'nameless', text: first } : null;
}

function repeats(row: GridRow, headings: GridRow): boolean {
  let same = 0;
  for (const [index, cell] of row.cells)
    if (plain(textOf(cell)) === plain(textOf(headings.cells.get(index)))) same += 1;
  return same >= 3 && same >= row.cells.size * 0.7;
}

/** `Gemeente Deventer, woningbouwplanning`: a title above the list may say whose it is. */
function municipalityAbove(grid: Grid, headingRow: number): string | null {
  const titles = [
    grid.name,
    ...grid.rows
      .filter(({ number }) => number < headingRow)
      .flatMap(({ cells }) => [...cells.values()].map((cell) => textOf(cell))),
  ];
  const words = titles.flatMap((title) => [title, ...title.split(/[\s,;:–-]+/)]);
  const found = new Set(words.flatMap((word) => municipalityNamed(word)?.code ?? []));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

function readOne(key: string, group: ListGroup, context: ListContext): SheetProject {
  const { rows, byName } = group;
  const fields = readListFields(key, group, context);
  const { blocks, years } = readListBlocks(fields.name, rows, context);
  const kept = keptColumns(rows, context);
  return {
    externalId: key,
    ...(byName ? { byName: true as const } : {}),
    rows: rows.map(({ number }) => number),
    fields,
    source: JSON.stringify(kept).length <= MAX_SOURCE ? kept : {},
    blocks,
    years,
    bottlenecks: bottlenecksOf(rows, context),
  };
}

/** Columns without a field of ours, and the text of bottlenecks: what was read from it can be held against it. */
function keptColumns(rows: readonly GridRow[], { columns }: ListContext): Source {
  const kept: Record<string, string | number | boolean> = {};
  for (const { index, heading, target } of columns) {
    if (target !== 'keep' && target !== 'bottlenecks' && !target.startsWith('segment:')) continue;
    const cell = rows[0]?.cells.get(index);
    if (cell === undefined || textOf(cell) === '') continue;
    const label = heading === '' ? `Kolom ${columnName(index)}` : heading;
    kept[freeKey(kept, label)] = typeof cell.value === 'string' ? textOf(cell) : cell.value;
  }
  return kept;
}

function bottlenecksOf(rows: readonly GridRow[], { columns }: ListContext): SheetBottleneck[] {
  const texts = columns
    .filter(({ target }) => target === 'bottlenecks')
    .flatMap(({ index }) => rows.map((row) => textOf(row.cells.get(index))));
  return readBottlenecks([...new Set(texts.filter((text) => text !== ''))].join('; '));
}

/** What no list of this kind can say, and what stands instead. */
function sayWhatIsAbsent({ columns }: Mapping, notes: Notes): void {
  const has = (target: Target): boolean => columns.some((column) => column.target === target);
  if (!has('confidentiality'))
    notes.add(
      'noConfidentiality',
      'Dit bestand heeft geen kolom met de vertrouwelijkheid.',
      'geen; nieuwe projecten tellen als openbaar, wat hier al staat blijft',
    );
  if (!has('municipality') && !has('externalId'))
    notes.add(
      'mapping',
      'Dit bestand heeft geen kolom met de gemeente.',
      'de gemeente uit de titel, of die van jouw organisatie',
    );
  if (!columns.some(({ target }) => /^(year|later):|^deliveryYear$/.test(target)))
    notes.add('withoutYear', 'Dit bestand zegt niet in welk jaar de woningen komen.', 'woningen zonder jaar');
  const split = columns.some(({ target }) => /^(segment|dwelling):/.test(target));
  notes.add(
    'mapping',
    split
      ? 'Woningtype en prijsklasse staan per project, niet per jaar.'
      : 'Woningtype, prijsklasse, doelgroep en grondpositie staan niet in dit bestand.',
    'onbekend bij wat nieuw is; wat hier al staat blijft',
  );
}

const NO_NAMES =
  'We vinden geen kolom met namen of nummers van plannen. Wijs bij Kolommen aan in welke kolom de naam van het plan staat.';

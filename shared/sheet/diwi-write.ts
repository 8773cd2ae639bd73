import { sameJson, type Json } from '../lib/json.ts';
import type { Block } from '../model/block.ts';
import type { Project } from '../model/project.ts';
import { readBlocks, type BlockContext } from './diwi-blocks.ts';
import { readDiwiProject } from './diwi.ts';
import { asRead, DiwiCells } from './diwi-cells.ts';
import { halfOf, hasRow, keptCells, ownCells } from './diwi-write-block.ts';
import { inFileOrder, projectCells, restsOf } from './diwi-write-project.ts';
import { priceLimitsOf } from './price-limits.ts';
import { BLOCK_FIELDS, blockValues, type SheetBlock, type SheetProject, type Source } from './sheet.ts';

/** A project as rows of the DIWI layout, and what the layout makes of it. */
export interface DiwiProject {
  readonly rows: readonly DiwiCells[];
  /** What reading the rows gives: where it differs from the plan, the layout cannot say what the plan says. */
  readonly read: SheetProject;
  /** The block of each row. */
  readonly blocks: readonly Block[];
  /** Blocks without a row: their number is not known, or nought. */
  readonly without: readonly Block[];
  /** Keys of `source` that only say a field in the layout's words. */
  readonly invented: ReadonlySet<string>;
}

/**
 * One project in the DIWI layout: the columns of the file that it came from are written back where they still say what
 * the plan says, and made from the plan where they do not. `id` is its identification in the file; `today`
 * (`YYYY-MM-DD`) is the day as of which it is written. Pure.
 */
export function writeDiwiProject(project: Project, id: string, today: string): DiwiProject {
  const { cells, invented } = projectCells(project, id, today);
  const rests = restsOf(project);
  const ordered = inFileOrder(project);
  const blocks = ordered.filter(hasRow);
  const parts = blocks.map((block) => cellsOf(block, rests.get(block.id) ?? [], today));
  const rows = (parts.length === 0 ? [new DiwiCells()] : parts).map((part) => joined(cells, part));
  return {
    rows,
    read: readBack(rows, id, today),
    blocks,
    without: ordered.filter((block) => !hasRow(block)),
    invented,
  };
}

function cellsOf(block: Block, rest: readonly (readonly [string, unknown])[], today: string): DiwiCells {
  if (rest.length > 0) {
    const kept = keptCells(block, rest);
    const [only, ...others] = readRow(kept, today);
    if (only !== undefined && others.length === 0 && says(only, block)) return kept;
  }
  return ownCells(block);
}

function says(read: SheetBlock, block: Block): boolean {
  const live = block as unknown as Readonly<Record<string, Json>>;
  const values = blockValues(read);
  return (
    halfOf(read) === halfOf(block) &&
    BLOCK_FIELDS.every((field) => sameJson(values[field] ?? null, live[field] ?? null))
  );
}

function joined(project: DiwiCells, block: DiwiCells): DiwiCells {
  const row = project.copy();
  for (const [key, cell] of block.cells) row.cells.set(key, cell);
  return row;
}

function contextOf(today: string, columns: BlockContext['columns']): BlockContext {
  return {
    columns,
    date1904: false,
    limits: priceLimitsOf(Number(today.slice(0, 4))),
    report: () => undefined,
    tookOtherHalf: () => undefined,
  };
}

function readRow(cells: DiwiCells, today: string): SheetBlock[] {
  const { columns, rows } = asRead([cells]);
  const [row] = rows;
  return row === undefined ? [] : readBlocks('', row, contextOf(today, columns)).map(({ block }) => block);
}

function readBack(cells: readonly DiwiCells[], id: string, today: string): SheetProject {
  const { columns, rows } = asRead(cells);
  const report = (): void => undefined;
  return readDiwiProject(
    id,
    rows,
    { columns: columns.filter(({ section }) => section === 'project'), date1904: false, today, report },
    contextOf(
      today,
      columns.filter(({ section }) => section !== 'project'),
    ),
  );
}

/** How plans are called in a file: by their own number, and without one (or with one that several have) by their id here. */
export function identifications(projects: readonly Project[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    projects.map((project) => {
      const { id, externalId } = project;
      const own = externalId === null || taken.has(externalId) ? id : externalId;
      taken.add(own);
      return [id, own];
    }),
  );
}

/**
 * The columns without a field after a file is followed. What only says a field in the layout's words, and what the file
 * repeats, stays as it is here.
 */
export function mergedSource(live: Source, file: Source, written: DiwiProject): Source {
  const merged: Record<string, Source[string]> = {};
  const { source } = written.read;
  for (const [key, value] of Object.entries(file)) {
    if (written.invented.has(key)) continue;
    const kept = source[key] === value ? live[key] : value;
    if (kept !== undefined) merged[key] = kept;
  }
  for (const [key, value] of Object.entries(live)) {
    if (written.invented.has(key) || source[key] === undefined) merged[key] ??= value;
  }
  return merged;
}

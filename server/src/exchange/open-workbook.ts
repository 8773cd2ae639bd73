import * as XLSX from '@e965/xlsx';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Cell, Grid, GridRow } from '@bouwberaad/shared/sheet/grid.ts';
import { FILE_LIMITS, TOO_MANY } from './file-limits.ts';
import { repack } from './zip.ts';

export interface OpenedWorkbook {
  /** The names of all its sheets that a person sees, in their order. */
  readonly sheets: readonly string[];
  /** The one that was asked for, or all of the first few. */
  readonly grids: readonly Grid[];
}

/** Plans stand on one of the first sheets; the rest is read when somebody asks for it by name. */
const LOOK_IN = 8;

/**
 * The filled cells of a workbook's sheets; formulas are never run, their kept results count. Synchronous and slow by
 * nature: only ever called in the worker. Problems: `notAWorkbook`, `encrypted`, `macros`, `tooLarge`, `empty`,
 * `noSuchSheet`.
 */
export function openWorkbook(bytes: Uint8Array, wanted: string | null = null): Result<OpenedWorkbook> {
  if (isCompoundFile(bytes)) return compoundFile(bytes);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return problem('notAWorkbook', NOT_A_WORKBOOK);
  let macros = false as boolean;
  const zip = repack(
    bytes,
    (name) => {
      macros ||= /vbaproject/i.test(name);
      return isWanted(name);
    },
    FILE_LIMITS,
  );
  if (!zip.ok) return zip;
  if (macros) return problem('macros', MACROS);
  if (countValues(zip.value) > FILE_LIMITS.cells) return problem('tooLarge', TOO_MANY);
  const names = sheetNames(zip.value);
  if (names === null || names.length === 0) return problem('notAWorkbook', NOT_A_WORKBOOK);
  if (wanted !== null && !names.includes(wanted))
    return problem('noSuchSheet', 'Dit blad staat niet in het werkboek. Kies een ander blad.');
  return gridsOf(zip.value, names, wanted === null ? names.slice(0, LOOK_IN) : [wanted]);
}

const OPTIONS = {
  type: 'buffer',
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellStyles: false,
  bookVBA: false,
  bookDeps: false,
} as const;

/** Sheets that are hidden were put away by their maker. */
function sheetNames(zip: Uint8Array): string[] | null {
  try {
    const book = XLSX.read(zip, { ...OPTIONS, bookSheets: true });
    const hidden = book.Workbook?.Sheets ?? [];
    const shown = book.SheetNames.filter((_, index) => !(hidden[index]?.Hidden ?? 0));
    return shown.length > 0 ? shown : book.SheetNames;
  } catch {
    return null;
  }
}

function gridsOf(
  zip: Uint8Array,
  sheets: readonly string[],
  read: readonly string[],
): Result<OpenedWorkbook> {
  let book: XLSX.WorkBook;
  try {
    book = XLSX.read(zip, { ...OPTIONS, sheets: [...read] });
  } catch {
    return problem('notAWorkbook', NOT_A_WORKBOOK);
  }
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const grids: Grid[] = [];
  for (const name of read) {
    const sheet = book.Sheets[name];
    if (sheet === undefined) continue;
    const grid = gridOf(name, sheet, date1904);
    if (!grid.ok) return grid;
    if (grid.value.rows.length > 0) grids.push(grid.value);
  }
  return grids.length === 0
    ? problem(
        'empty',
        read.length === 1 ? 'Dit blad van het werkboek is leeg.' : 'De bladen van dit werkboek zijn leeg.',
      )
    : ok({ sheets, grids });
}

/** Pictures, macros and other binary parts stay unread. */
function isWanted(name: string): boolean {
  return /\.(xml|rels)$/i.test(name);
}

/** Values in the sheets' XML, counted before the library builds an object for each. */
function countValues(zip: Uint8Array): number {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  let count = 0;
  for (
    let at = bytes.indexOf('<v>');
    at !== -1 && count <= FILE_LIMITS.cells;
    at = bytes.indexOf('<v>', at + 3)
  )
    count += 1;
  return count;
}

/** From the cells that are there: the dimension that a sheet claims is often all 1,048,576 rows. */
function gridOf(name: string, sheet: XLSX.WorkSheet, date1904: boolean): Result<Grid> {
  const rows: GridRow[] = [];
  const data = (sheet['!data'] ?? []) as (readonly (XLSX.CellObject | undefined)[] | undefined)[];
  let cells = 0;
  // `forEach` passes over what a sparse list does not have: rows far below the others cost nothing.
  let refused = null as Result<never> | null;
  data.forEach((row, index) => {
    if (row === undefined || refused !== null) return;
    const filled = new Map<number, Cell>();
    row.forEach((raw, column) => {
      const cell = raw === undefined ? null : readCell(raw);
      if (cell !== null) filled.set(column, cell);
    });
    if (filled.size === 0) return;
    rows.push({ number: index + 1, cells: filled });
    cells += filled.size;
    if (filled.size > FILE_LIMITS.columns || (row.length > MOST_COLUMNS && filled.size > 0))
      refused = problem('tooLarge', TOO_WIDE);
    else if (cells > FILE_LIMITS.cells || rows.length > FILE_LIMITS.rows)
      refused = problem('tooLarge', TOO_MANY);
  });
  return refused ?? ok({ name, rows, date1904 });
}

/** Errors (`#REF!`) and empty texts count as empty. */
function readCell({ v, w, t }: XLSX.CellObject): Cell | null {
  if (v === undefined || v === '' || t === 'e' || t === 'z' || v instanceof Date) return null;
  return { value: v, text: w ?? String(v) };
}

/** Old .xls files, and workbooks with a password, are OLE compound files. */
function isCompoundFile(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);
}

function compoundFile(bytes: Uint8Array): Result<never> {
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
  if (encrypted)
    return problem(
      'encrypted',
      'Dit werkboek is met een wachtwoord beveiligd. Haal de beveiliging eraf en kies het bestand opnieuw.',
    );
  return problem(
    'notAWorkbook',
    'Dit is een werkboek van voor 2007 (.xls). Bewaar het in Excel als .xlsx en kies het opnieuw.',
  );
}

const NOT_A_WORKBOOK =
  'Dit bestand is geen Excel-werkboek, of het is beschadigd. Bewaar het in Excel opnieuw als .xlsx.';
const MACROS =
  "Dit werkboek bevat macro's. Die voeren we niet uit en nemen we niet aan: bewaar het in Excel als gewoon werkboek (.xlsx).";
/** Of Excel itself. */
const MOST_COLUMNS = 16_384;
const TOO_WIDE =
  'Dit blad heeft meer kolommen dan een lijst met plannen. Bewaar alleen de kolommen met plannen in een nieuw werkboek.';

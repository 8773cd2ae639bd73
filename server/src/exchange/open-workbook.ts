import * as XLSX from '@e965/xlsx';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Cell, Grid, GridRow } from '@bouwberaad/shared/sheet/grid.ts';
import { repack, type ZipLimits } from './zip.ts';

/** Many times a municipality's plans; a workbook beyond this is none of plans, or is meant to hurt. */
export const WORKBOOK_LIMITS: ZipLimits & { readonly cells: number; readonly rows: number } = {
  entries: 2000,
  bytes: 128 * 1024 * 1024,
  cells: 300_000,
  rows: 10_000,
};

/**
 * The first sheet's filled cells. Synchronous and slow by nature: only ever called in the worker.
 * Problems: `notAWorkbook`, `encrypted`, `tooLarge`, `empty`.
 */
export function openWorkbook(bytes: Uint8Array): Result<Grid> {
  if (isCompoundFile(bytes)) return compoundFile(bytes);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return problem('notAWorkbook', NOT_A_WORKBOOK);
  const zip = repack(bytes, isWanted, WORKBOOK_LIMITS);
  if (!zip.ok) return zip;
  if (countValues(zip.value) > WORKBOOK_LIMITS.cells) return problem('tooLarge', TOO_MANY);
  let book: XLSX.WorkBook;
  try {
    book = XLSX.read(zip.value, {
      type: 'buffer',
      sheets: 0,
      cellFormula: false,
      cellHTML: false,
      cellStyles: false,
      bookVBA: false,
      bookDeps: false,
    });
  } catch {
    return problem('notAWorkbook', NOT_A_WORKBOOK);
  }
  const name = book.SheetNames[0];
  const sheet = name === undefined ? undefined : book.Sheets[name];
  if (name === undefined || sheet === undefined) return problem('notAWorkbook', NOT_A_WORKBOOK);
  return gridOf(name, sheet, book.Workbook?.WBProps?.date1904 === true);
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
    at !== -1 && count <= WORKBOOK_LIMITS.cells;
    at = bytes.indexOf('<v>', at + 3)
  )
    count += 1;
  return count;
}

/** From the cells that are there: the dimension that a sheet claims is often all 1,048,576 rows. */
function gridOf(name: string, sheet: XLSX.WorkSheet, date1904: boolean): Result<Grid> {
  const rows = new Map<number, Map<number, Cell>>();
  let cells = 0;
  for (const address of Object.keys(sheet)) {
    const cell = address.startsWith('!') ? null : readCell(sheet[address] as XLSX.CellObject);
    if (cell === null) continue;
    cells += 1;
    const { r, c } = XLSX.utils.decode_cell(address);
    const row = rows.get(r);
    if (row === undefined) rows.set(r, new Map([[c, cell]]));
    else row.set(c, cell);
    if (cells > WORKBOOK_LIMITS.cells || rows.size > WORKBOOK_LIMITS.rows)
      return problem('tooLarge', TOO_MANY);
  }
  if (cells === 0) return problem('empty', 'Het eerste blad van dit werkboek is leeg.');
  const filled: GridRow[] = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([r, at]) => ({ number: r + 1, cells: at }));
  return ok({ name, rows: filled, date1904 });
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
const TOO_MANY =
  'Dit werkboek heeft meer dan 10.000 gevulde rijen of 300.000 gevulde cellen. Verdeel het over meer bestanden.';

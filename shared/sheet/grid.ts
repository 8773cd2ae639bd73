import { isSafeText, toSafeText } from '../lib/json.ts';
import { isDay } from '../model/field.ts';

/** A cell as a workbook keeps it and as its program shows it; the two differ (`44713` shown as `01/06/2022`). */
export interface Cell {
  readonly value: string | number | boolean;
  readonly text: string;
}

/** One row that holds something. `number` is the one that people see beside it. */
export interface GridRow {
  readonly number: number;
  /** By column, counted from 0; empty cells are left out. */
  readonly cells: ReadonlyMap<number, Cell>;
}

/** The filled cells of one sheet. */
export interface Grid {
  readonly name: string;
  readonly rows: readonly GridRow[];
  /** Serial dates count from 1 January 1904 instead of 30 December 1899 (workbooks from old Macs). */
  readonly date1904: boolean;
}

/** What stands in a cell, for a person; empty for none. Numbers by their value: their format may hide digits. */
export function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  const raw =
    typeof cell.value === 'string'
      ? cell.value
      : typeof cell.value === 'number'
        ? String(cell.value)
        : cell.text;
  // Asked of every cell of 30,000 rows, and almost all of them are fine.
  return (isSafeText(raw) ? raw : toSafeText(raw)).trim();
}

/** For comparing headings and choices: case, spaces and line breaks do not count. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** `unfit`: something stands there that is no whole number of homes. Empty reads as 0. */
export function homesOf(cell: Cell | undefined): number | 'unfit' {
  const text = textOf(cell);
  if (cell === undefined || text === '' || text === '-') return 0;
  // Dutch thousands, when somebody typed a number as text: 1.240
  const value =
    typeof cell.value === 'number'
      ? cell.value
      : Number(/^\d{1,3}(\.\d{3})+$/.test(text) ? text.replaceAll('.', '') : text);
  return Number.isSafeInteger(value) && value >= 0 && value <= 100_000 ? value : 'unfit';
}

const MS_PER_DAY = 86_400_000;
/** Serial days run from 1 March 1900 onwards; before it Excel counts a 29 February 1900 that never was. */
const FIRST_SERIAL = 61;
const LAST_SERIAL = 109_574; // 31 December 2199

/** The calendar day that a serial number stands for (44713 is 1 June 2022), or null. */
export function serialDay(serial: number, date1904: boolean): string | null {
  const days = Math.floor(date1904 ? serial + 1462 : serial);
  if (days < FIRST_SERIAL || days > LAST_SERIAL) return null;
  return new Date(Date.UTC(1899, 11, 30) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** A date as date, serial number, `2026-12-31`, `31-12-2026` or `31/12/2026` (day first, as the Dutch write). */
export function dayOf(cell: Cell | undefined, date1904 = false): string | null {
  if (cell === undefined) return null;
  if (typeof cell.value === 'number') return serialDay(cell.value, date1904);
  const text = textOf(cell);
  const dutch = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  const iso = dutch === null ? text.slice(0, 10) : `${dutch[3] ?? ''}-${pad(dutch[2])}-${pad(dutch[1])}`;
  if (isDay(iso)) return iso;
  return /^\d{5}$/.test(text) ? serialDay(Number(text), date1904) : null;
}

function pad(part: string | undefined): string {
  return (part ?? '').padStart(2, '0');
}

/** `A`, `B`, .. `AA`: a column as people call it. */
export function columnName(column: number): string {
  const rest = column % 26;
  return (column < 26 ? '' : columnName(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + rest);
}

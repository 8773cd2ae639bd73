import Papa from 'papaparse';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Cell, Grid, GridRow } from '@bouwberaad/shared/sheet/grid.ts';
import { FILE_LIMITS, TOO_MANY } from './file-limits.ts';

export interface CsvGrid {
  readonly grid: Grid;
  readonly separator: string;
  readonly encoding: string;
}

/** A cell beyond this is no cell: a quote that is never closed swallows the rest of the file. */
const MAX_FIELD = 20_000;
const SEPARATORS = [';', ',', '\t', '|'];

/**
 * Delimited text as a grid; every cell is text, and nothing is ever calculated. Synchronous: only called in the worker.
 * Problems: `notText`, `endlessField`, `tooLarge`, `empty`.
 */
export function openCsv(bytes: Uint8Array): Result<CsvGrid> {
  const decoded = decode(bytes);
  if (decoded === null) return problem('notText', NOT_TEXT);
  const { text, encoding } = decoded;
  if (text.trim() === '') return problem('empty', 'Dit bestand is leeg. Kies een ander bestand.');
  if (text.includes('\u0000')) return problem('notText', NOT_TEXT);
  const { separator, body, firstLine } = separatorOf(text);
  const rows: GridRow[] = [];
  let cells = 0;
  let refused = null as Result<never> | null;
  let number = firstLine - 1;
  Papa.parse<string[]>(body, {
    delimiter: separator,
    header: false,
    step: ({ data, errors }, parser) => {
      number += 1;
      refused = refusalOf(data, errors);
      const row = rowOf(number, data);
      cells += row.cells.size;
      if (refused === null && (cells > FILE_LIMITS.cells || rows.length > FILE_LIMITS.rows))
        refused = problem('tooLarge', TOO_MANY);
      if (refused !== null) parser.abort();
      else if (row.cells.size > 0) rows.push(row);
    },
  });
  if (refused !== null) return refused;
  if (cells === 0) return problem('empty', 'Dit bestand is leeg. Kies een ander bestand.');
  return ok({ grid: { name: '', rows, date1904: false }, separator, encoding });
}

function refusalOf(data: readonly string[], errors: readonly Papa.ParseError[]): Result<never> | null {
  if (data.length > FILE_LIMITS.columns)
    return problem(
      'tooLarge',
      'Dit bestand heeft meer kolommen dan een lijst met plannen. Bewaar alleen de kolommen met plannen.',
    );
  const endless = data.some((field) => field.length > MAX_FIELD);
  if (endless || errors.some(({ code }) => code === 'MissingQuotes'))
    return problem(
      'endlessField',
      'In dit bestand begint een aanhalingsteken dat nergens sluit. Bewaar het in Excel opnieuw als CSV.',
    );
  return null;
}

function rowOf(number: number, data: readonly string[]): GridRow {
  const cells = new Map<number, Cell>();
  data.forEach((field, index) => {
    if (field.trim() === '') return;
    // The apostrophe that keeps a spreadsheet from running a text is no part of the text.
    const text = /^'+[=+\-@\t\r＝＋－＠]/u.test(field) ? field.slice(1) : field;
    cells.set(index, { value: text, text });
  });
  return { number, cells };
}

/** Excel says its separator in a first line (`sep=;`); else the one that parts the first lines most alike. */
function separatorOf(text: string): { separator: string; body: string; firstLine: number } {
  const stated = /^sep=(.)\r?\n/.exec(text);
  if (stated !== null)
    return { separator: stated[1] ?? ';', body: text.slice(stated[0].length), firstLine: 2 };
  const lines = text
    .slice(0, 64_000)
    .split(/\r?\n/)
    .slice(0, 30)
    .filter((line) => line.trim() !== '');
  const scored = SEPARATORS.map((separator) => {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(separator).length - 1);
    const most = Math.max(...counts);
    return {
      separator,
      score: most === 0 ? 0 : counts.filter((count) => count === most).length * 100 + most,
    };
  });
  const best = scored.reduce((most, one) => (one.score > most.score ? one : most));
  return { separator: best.separator, body: text, firstLine: 1 };
}

/** By its mark, by the zeros of UTF-16, as UTF-8 where it is, else as Windows-1252: how Dutch offices save a CSV. */
function decode(bytes: Uint8Array): { text: string; encoding: string } | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return whole('utf-8', bytes.subarray(3));
  if (a === 0xff && b === 0xfe) return whole('utf-16le', bytes.subarray(2));
  if (a === 0xfe && b === 0xff) return whole('utf-16be', bytes.subarray(2));
  const sample = bytes.subarray(0, 2000);
  const zeros = (offset: number): number =>
    sample.filter((byte, at) => at % 2 === offset && byte === 0).length;
  if (zeros(1) > sample.length * 0.3 && zeros(0) === 0) return whole('utf-16le', bytes);
  if (zeros(0) > sample.length * 0.3 && zeros(1) === 0) return whole('utf-16be', bytes);
  return whole('utf-8', bytes) ?? whole('windows-1252', bytes);
}

function whole(encoding: string, bytes: Uint8Array): { text: string; encoding: string } | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

const NOT_TEXT =
  'Dit bestand is geen werkboek, CSV of GeoJSON, of het is beschadigd. Bewaar het opnieuw en kies het nog eens.';

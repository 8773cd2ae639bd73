import { decodeEntities } from './entities.ts';

/** Cells as text, row by row. */
export type TextTable = readonly (readonly string[])[];

/** One cell as it is copied. A `number` is a number for the spreadsheet; `text` stays text, whatever it begins with. */
export interface ClipCell {
  readonly text: string;
  readonly kind: 'number' | 'percent' | 'text';
}

/** What a spreadsheet would take for a formula when it is pasted as bare text. */
const FORMULA = /^'*[=+\-@]/u;

/** A text that a spreadsheet leaves alone: with an apostrophe before what looks like a formula, which `parseTsv` takes off. */
function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/**
 * Tab separated, as Excel does it: a cell with a tab, a line break or a quote at its beginning is quoted, quotes in it
 * doubled. `parseTsv` reads it back.
 */
export function formatTsv(table: readonly (readonly ClipCell[])[]): string {
  const lines = table.map((row) =>
    row.map(({ text, kind }) => quoted(kind === 'text' ? guarded(text) : text)).join('\t'),
  );
  // A last line without anything would be read as the end of the one before it.
  return lines.join('\r\n') + (lines.length > 1 && lines.at(-1) === '' ? '\r\n' : '');
}

function quoted(text: string): string {
  return text.startsWith('"') || /[\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const QUOTED = /"((?:[^"]|"")*)"(?=\t|\r|\n|$)/uy;
const BARE = /[^\t\r\n]*/uy;
const END = /\t|\r\n|\n|\r|$/uy;

/** Cells from tab separated text; one line break at its end is no row. Short rows are filled up with nothing. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    const cell = match(QUOTED, text, at);
    const bare = cell === null ? match(BARE, text, at) : null;
    at += (cell ?? bare)?.[0].length ?? 0;
    rows.at(-1)?.push(unguarded(cell?.[1]?.replaceAll('""', '"') ?? bare?.[0] ?? ''));
    const end = match(END, text, at)?.[0] ?? '';
    at += end.length;
    if (end === '' || (end !== '\t' && at === text.length)) return filledUp(rows);
    if (end !== '\t') rows.push([]);
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function filledUp(rows: readonly (readonly string[])[]): string[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
}

/** How Excel is told what a cell is, by its own style; LibreOffice keeps text as it is. */
const STYLES: Readonly<Record<ClipCell['kind'], string>> = {
  number: "mso-number-format:'0'",
  percent: "mso-number-format:'0%'",
  text: "mso-number-format:'\\@';white-space:pre-wrap",
};

/** A table that spreadsheets, letters and mails take over. */
export function formatHtmlTable(table: readonly (readonly ClipCell[])[]): string {
  const cell = ({ text, kind }: ClipCell): string =>
    `<td style="${STYLES[kind]}">${escaped(text).replaceAll(/\r\n|\n|\r/gu, '<br>')}</td>`;
  const rows = table.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  return `<meta charset="utf-8"><table>${rows.join('')}</table>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (sign) => ESCAPES[sign] ?? sign);
}

/** What has no cells in it: what was commented out, and what is not read. */
const UNREAD = /<!--[\s\S]*?-->|<!\[[^>]*>|<(style|script|head|title)\b[\s\S]*?<\/\1\s*>/giu;
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/giu;

/** More columns or rows than any sheet has: a span is a number that somebody wrote. */
const MOST_SPANNED = 1000;

/**
 * The cells of the first table in HTML as Excel, LibreOffice, Word and browsers put it on the clipboard; null where it
 * holds none. A cell that spans several stands in the first of them, the others are empty. Tables in cells are text.
 */
export function parseHtmlTable(html: string): string[][] | null {
  const text = html.replaceAll(UNREAD, '');
  const reader = new TableReader();
  let at = 0;
  for (const tag of text.matchAll(TAG)) {
    reader.text(text.slice(at, tag.index));
    at = tag.index + tag[0].length;
    const [, slash, name = '', attributes = ''] = tag;
    if (slash === '/') reader.closed(name.toLowerCase());
    else reader.opened(name.toLowerCase(), attributes);
    if (reader.done) return reader.table();
  }
  reader.text(text.slice(at));
  return reader.table();
}

/** Walks through the tags of a table. HTML may leave out the ends of rows and cells. */
class TableReader {
  readonly #rows: string[][] = [];
  /** Cells that a cell above reaches down into, by column: for how many rows still. */
  #reach: number[] = [];
  #depth = 0;
  #cell: { text: string; columns: number; rows: number } | null = null;
  done = false;

  text(raw: string): void {
    // A line break in the source is a space.
    if (this.#cell !== null) this.#cell.text += raw.replaceAll(/[ \t\r\n]+/gu, ' ');
  }

  opened(name: string, attributes: string): void {
    if (name === 'table') {
      this.#depth += 1;
      if (this.#depth > 1) this.#breakLine();
    } else if (name === 'br') this.#breakLine();
    else if (this.#depth !== 1) {
      if (name === 'tr' || name === 'p') this.#breakLine();
    } else if (name === 'tr') this.#row();
    else if (name === 'td' || name === 'th') {
      this.#endCell();
      if (this.#rows.length === 0) this.#row();
      this.#cell = { text: '', columns: span(attributes, 'colspan'), rows: span(attributes, 'rowspan') };
    } else if ((name === 'p' || name === 'div') && this.#cell !== null && this.#cell.text.trim() !== '')
      this.#breakLine();
  }

  closed(name: string): void {
    if (name === 'table') {
      this.#depth -= 1;
      if (this.#depth <= 0) {
        this.#endCell();
        this.done = this.#rows.length > 0;
      }
    } else if (this.#depth === 1 && (name === 'td' || name === 'th' || name === 'tr')) this.#endCell();
  }

  table(): string[][] | null {
    this.#endCell();
    const rows = this.#rows.filter((row) => row.length > 0);
    return rows.length === 0 ? null : filledUp(rows);
  }

  #breakLine(): void {
    if (this.#cell !== null) this.#cell.text += '\n';
  }

  #row(): void {
    this.#endCell();
    this.#rows.push([]);
    this.#reach = this.#reach.map((rows) => Math.max(0, rows - 1));
  }

  #endCell(): void {
    const cell = this.#cell;
    const row = this.#rows.at(-1);
    this.#cell = null;
    if (cell === null || row === undefined) return;
    while ((this.#reach[row.length] ?? 0) > 0) row.push('');
    const text = decodeEntities(cell.text)
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
      .trim();
    for (let column = 0; column < cell.columns; column += 1) {
      this.#reach[row.length] = cell.rows;
      row.push(column === 0 ? text : '');
    }
  }
}

function span(attributes: string, name: 'colspan' | 'rowspan'): number {
  const written = new RegExp(`\\b${name}\\s*=\\s*["']?\\s*(\\d+)`, 'iu').exec(attributes)?.[1];
  return Math.min(Math.max(Number(written ?? 1), 1), MOST_SPANNED);
}

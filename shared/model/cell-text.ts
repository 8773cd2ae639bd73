import { isSafeText, toSafeText } from '../lib/json.ts';
import { fold } from '../lib/letters.ts';
import { ok, problem, type Result } from '../lib/result.ts';
import type { CellValue, Column, NamedColumn } from './columns.ts';
import { isMunicipalityCode } from './project.ts';
import { municipalityNamed, municipalityOf } from './municipalities.ts';

/** How people write numbers: `1.240` and `0,5` in Dutch, `1,240` and `0.5` in English. */
export type NumberLocale = 'nl' | 'en';

/** A value and the name by which people know it. */
export interface Named {
  readonly value: string;
  readonly name: string;
}

/** The names of what columns hold by code or id: those of this table. */
export type Names = Readonly<Record<NamedColumn['of'], readonly Named[]>>;

export const NO_NAMES: Names = { municipality: [], organisation: [] };

/** What stands for nothing where a list shows it: our own mark, and what people type in workbooks. */
const NOTHING = new Set(['', '·', '-', '\u2212', '\u2013', '\u2014']);

/**
 * What somebody typed or pasted, as the value to store; nothing typed, and a mark that stands for nothing, is null.
 *
 * Problems: `readOnly`, `required` (a name can't be empty), `tooLong`, `notANumber`, `notWhole`, `outOfRange`,
 * `unknownChoice`, `severalChoices` (the beginning of more than one), `notYesOrNo`.
 */
export function parseCell(
  column: Column,
  input: string,
  locale: NumberLocale,
  names: Names = NO_NAMES,
): Result<CellValue> {
  const trimmed = input.trim();
  const text = NOTHING.has(trimmed) ? '' : trimmed;
  switch (column.type) {
    case 'text':
      return parseText(text, column);
    case 'choice':
      return parseChoice(
        text,
        column.choices.map((value) => ({ value, name: value })),
      );
    case 'named':
      return parseNamed(text, column.of, names[column.of]);
    case 'flag':
      return parseFlag(text);
    case 'integer':
    case 'homes':
      return parseWhole(text, locale, column.range);
    case 'percent':
      return parsePercent(text, locale, column.range);
    case 'summary':
      return problem('readOnly', 'This column is not typed in.');
  }
}

function parseText(
  text: string,
  column: { readonly max: number; readonly required: boolean },
): Result<CellValue> {
  if (text === '') return column.required ? problem('required', 'It needs a name.') : ok(null);
  // One line: a pasted line break would make a row of two.
  const line = text.replace(/\s+/gu, ' ');
  if (line.length > column.max) return problem('tooLong', `At most ${column.max} characters.`);
  return ok(isSafeText(line) ? line : toSafeText(line));
}

/** A line as one compares it: without case, accents and doubled white space. */
export function plainText(text: string): string {
  return fold(text).replace(/\s+/gu, ' ').trim();
}

/** The word itself, or the beginning of exactly one. */
function parseChoice(text: string, choices: readonly Named[]): Result<CellValue> {
  if (text === '') return ok(null);
  const typed = plainText(text);
  const exact = choices.filter(({ value, name }) => value === text || plainText(name) === typed);
  const found =
    exact.length > 0
      ? exact
      : choices.filter(({ name }) => plainText(name).startsWith(typed) && typed !== '');
  const [first, ...more] = found;
  if (first === undefined) return problem('unknownChoice', 'Not one of the choices.');
  return more.length === 0 ? ok(first.value) : problem('severalChoices', 'More than one begins like this.');
}

/** A municipality also by its CBS code, with or without the zero that a spreadsheet takes away, and outside the table. */
function parseNamed(text: string, of: NamedColumn['of'], known: readonly Named[]): Result<CellValue> {
  const found = parseChoice(text, known);
  if (found.ok || of === 'organisation') return found;
  const code = text.padStart(4, '0');
  if (/^\d{3,4}$/u.test(text) && isMunicipalityCode(code) && municipalityOf(code) !== null) return ok(code);
  const named = municipalityNamed(text);
  return named === null ? found : ok(named.code);
}

const YES = new Set(['ja', 'j', 'x', 'v', 'waar', 'yes', 'y', 'true', '1', '\u2713', '\u2714']);
const NO = new Set(['nee', 'n', 'onwaar', 'no', 'false', '0', '']);

function parseFlag(text: string): Result<CellValue> {
  const typed = text.toLowerCase();
  if (YES.has(typed)) return ok(true);
  return NO.has(typed) ? ok(false) : problem('notYesOrNo', 'Yes or no.');
}

const SPACES = /[\s\u00a0\u202f]/gu;

/** `1240`, `1.240` (Dutch), `1,240` (English), `1 240`, `1240,0`; the range is inclusive. */
export function parseWhole(
  text: string,
  locale: NumberLocale,
  [min, max]: readonly [number, number],
): Result<number | null> {
  if (text === '') return ok(null);
  const [group, point] = locale === 'nl' ? ['\\.', ','] : [',', '\\.'];
  const shape = new RegExp(
    `^([-+\u2212]?)(\\d+|\\d{1,3}(?:${group}\\d{3})+|\\d{1,3}(?:[\\s\u00a0\u202f]\\d{3})+)(?:${point}(\\d*))?$`,
    'u',
  );
  const match = shape.exec(text);
  if (match === null) return problem('notANumber', 'Not a number.');
  const [, sign = '', whole = '', fraction = ''] = match;
  if (/[1-9]/u.test(fraction)) return problem('notWhole', 'Only whole numbers.');
  const size = Number(whole.replace(SPACES, '').replace(/[.,]/gu, ''));
  const value = (sign === '-' || sign === '\u2212') && size !== 0 ? -size : size;
  return value < min || value > max ? problem('outOfRange', `From ${min} to ${max}.`) : ok(value);
}

/** A part of one as spreadsheets hold a percentage: `0,9`, `.85`, `1,0`. Three decimals after a point could be thousands. */
const PART = /^(?:0?[.,]\d{1,2}|0?,\d{3,}|1[.,]0{1,2}|1,0{3,})$/u;

/** `90 %`, `90%`, `90`, and `0,9` as a workbook without its format gives it. */
function parsePercent(
  text: string,
  locale: NumberLocale,
  range: readonly [number, number],
): Result<number | null> {
  const bare = text.replace(/\s*%$/u, '');
  if (bare !== text || !PART.test(text)) return parseWhole(bare, locale, range);
  const percent = Number(text.replace(',', '.')) * 100;
  const whole = Math.round(percent);
  if (Math.abs(percent - whole) > 1e-9) return problem('notWhole', 'Only whole per cents.');
  return whole < range[0] || whole > range[1]
    ? problem('outOfRange', `From ${range[0]} to ${range[1]}.`)
    : ok(whole);
}

const formats = new Map<NumberLocale, Intl.NumberFormat>();

function grouped(value: number, locale: NumberLocale): string {
  let format = formats.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale === 'nl' ? 'nl-NL' : 'en-GB');
    formats.set(locale, format);
  }
  return format.format(value);
}

/** The name of a code or an id; the value itself where nobody knows a name. */
export function nameOf(of: NamedColumn['of'], value: string, names: Names): string {
  const known = names[of].find((one) => one.value === value)?.name;
  return known ?? (of === 'municipality' ? (municipalityOf(value)?.name ?? value) : value);
}

const YES_NO: Readonly<Record<NumberLocale, readonly [string, string]>> = {
  nl: ['ja', 'nee'],
  en: ['yes', 'no'],
};

/** A value as people read it: `1.240`, `70 %`, a name; nothing is an empty text. `parseCell` reads it back. */
export function formatCell(
  column: Column,
  value: CellValue,
  locale: NumberLocale,
  names: Names = NO_NAMES,
): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return YES_NO[locale][value ? 0 : 1];
  if (typeof value === 'string') return column.type === 'named' ? nameOf(column.of, value, names) : value;
  return column.type === 'percent' ? `${grouped(value, locale)}\u00a0%` : grouped(value, locale);
}

/** A number as an editor and the clipboard hold it: bare, so that the caret and a spreadsheet find only digits. */
export function editText(value: CellValue): string {
  return value === null ? '' : String(value);
}

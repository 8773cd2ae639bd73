import { isSafeText, toSafeText } from '../lib/json.ts';
import { ok, problem, type Result } from '../lib/result.ts';
import { blockType } from './block.ts';
import { PHASES, PLAN_STATUSES, projectType } from './project.ts';

/** How people write numbers: `1.240` and `0,5` in Dutch, `1,240` and `0.5` in English. */
export type NumberLocale = 'nl' | 'en';

export type YearColumnKey = `year:${number}`;
export type SummaryColumnKey = 'municipality' | 'bottlenecks' | 'actions' | 'annotations';
export type FieldColumnKey = 'name' | 'phase' | 'planStatus' | 'total' | 'likelihood';
export type ColumnKey = FieldColumnKey | YearColumnKey | SummaryColumnKey;

interface Editable<Key extends ColumnKey> {
  readonly key: Key;
  readonly editable: true;
}

export interface TextColumn extends Editable<FieldColumnKey> {
  readonly type: 'text';
  readonly max: number;
}

export interface ChoiceColumn extends Editable<FieldColumnKey> {
  readonly type: 'choice';
  readonly choices: readonly string[];
}

export interface IntegerColumn extends Editable<FieldColumnKey> {
  readonly type: 'integer' | 'percent';
  readonly range: readonly [number, number];
}

/** The build homes of one year: a sum over blocks, and yet a cell in which one types. */
export interface YearColumn extends Editable<YearColumnKey> {
  readonly type: 'homes';
  readonly year: number;
  readonly range: readonly [number, number];
}

/** What is known of a project from other records; edited in its drawer. */
export interface SummaryColumn {
  readonly key: SummaryColumnKey;
  readonly type: 'summary';
  readonly editable: false;
}

export type Column = TextColumn | ChoiceColumn | IntegerColumn | YearColumn | SummaryColumn;
export type CellValue = string | number | null;

/** How many years the grid shows, this year included. */
export const YEARS_SHOWN = 6;

const NAME: TextColumn = { key: 'name', type: 'text', editable: true, max: 200 };
const PHASE: ChoiceColumn = { key: 'phase', type: 'choice', editable: true, choices: PHASES };
const PLAN_STATUS: ChoiceColumn = {
  key: 'planStatus',
  type: 'choice',
  editable: true,
  choices: PLAN_STATUSES,
};
const TOTAL: IntegerColumn = {
  key: 'total',
  type: 'integer',
  editable: true,
  range: rangeOf(projectType.fields.total),
};
const LIKELIHOOD: IntegerColumn = {
  key: 'likelihood',
  type: 'percent',
  editable: true,
  range: rangeOf(projectType.fields.likelihood),
};

/** The grid's columns from left to right; the municipality only where the rows are not grouped by it. */
export function gridColumns(firstYear: number, grouped: boolean): readonly Column[] {
  const years = Array.from({ length: YEARS_SHOWN }, (_, offset) => yearColumn(firstYear + offset));
  return [
    NAME,
    ...(grouped ? [] : [summary('municipality')]),
    PHASE,
    PLAN_STATUS,
    TOTAL,
    ...years,
    LIKELIHOOD,
    summary('bottlenecks'),
    summary('actions'),
    summary('annotations'),
  ];
}

/**
 * Every column that there is but the years, by its key, in the order in which a chooser lists them. A view shows some of
 * them in an order of its own.
 */
export const COLUMNS: ReadonlyMap<ColumnKey, Column> = new Map(
  [
    NAME,
    summary('municipality'),
    PHASE,
    PLAN_STATUS,
    TOTAL,
    LIKELIHOOD,
    summary('bottlenecks'),
    summary('actions'),
    summary('annotations'),
  ].map((column) => [column.key, column]),
);

export function yearKey(year: number): YearColumnKey {
  return `year:${year}`;
}

export function yearColumn(year: number): YearColumn {
  return { key: yearKey(year), type: 'homes', year, editable: true, range: rangeOf(blockType.fields.homes) };
}

function summary(key: SummaryColumnKey): SummaryColumn {
  return { key, type: 'summary', editable: false };
}

function rangeOf(field: { readonly range?: readonly [number, number] }): readonly [number, number] {
  return field.range ?? [0, Number.MAX_SAFE_INTEGER];
}

/**
 * What somebody typed or pasted, as the value to store; nothing typed is null.
 *
 * Problems: `readOnly`, `required` (a name can't be empty), `tooLong`, `notANumber`, `notWhole`, `outOfRange`,
 * `unknownChoice`.
 */
export function parseCell(column: Column, input: string, locale: NumberLocale): Result<CellValue> {
  const text = input.trim();
  switch (column.type) {
    case 'text':
      return parseText(text, column.max);
    case 'choice':
      return parseChoice(text, column.choices);
    case 'integer':
    case 'homes':
      return parseWhole(text, locale, column.range);
    case 'percent':
      return parseWhole(text.replace(/\s*%$/u, ''), locale, column.range);
    case 'summary':
      return problem('readOnly', 'This column is not typed in.');
  }
}

function parseText(text: string, max: number): Result<CellValue> {
  if (text === '') return problem('required', 'It needs a name.');
  if (text.length > max) return problem('tooLong', `At most ${max} characters.`);
  // One line: a pasted line break would make a row of two.
  const line = text.replace(/\s+/gu, ' ');
  return ok(isSafeText(line) ? line : toSafeText(line));
}

/** The word itself, or the beginning of exactly one. */
function parseChoice(text: string, choices: readonly string[]): Result<CellValue> {
  if (text === '') return ok(null);
  const typed = text.toLowerCase();
  const exact = choices.find((choice) => choice.toLowerCase() === typed);
  if (exact !== undefined) return ok(exact);
  const [first, ...more] = choices.filter((choice) => choice.toLowerCase().startsWith(typed));
  return first !== undefined && more.length === 0
    ? ok(first)
    : problem('unknownChoice', 'Not one of the choices.');
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

const formats = new Map<NumberLocale, Intl.NumberFormat>();

function grouped(value: number, locale: NumberLocale): string {
  let format = formats.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale === 'nl' ? 'nl-NL' : 'en-GB');
    formats.set(locale, format);
  }
  return format.format(value);
}

/** A value as people read it: `1.240`, `70 %`; nothing is an empty text. `parseCell` reads it back. */
export function formatCell(column: Column, value: CellValue, locale: NumberLocale): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return column.type === 'percent' ? `${grouped(value, locale)}\u00a0%` : grouped(value, locale);
}

/** A value as an editor and the clipboard hold it: bare, so that the caret and a spreadsheet find only digits. */
export function editText(value: CellValue): string {
  return value === null ? '' : String(value);
}

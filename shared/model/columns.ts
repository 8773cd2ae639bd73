import { blockType } from './block.ts';
import { CONFIDENTIALITIES, PHASES, PLAN_STATUSES, PLAN_TYPES, projectType } from './project.ts';

export type YearColumnKey = `year:${number}`;
export type SummaryColumnKey = 'bottlenecks' | 'actions' | 'annotations';
export type FieldColumnKey =
  | 'name'
  | 'externalId'
  | 'municipality'
  | 'place'
  | 'planType'
  | 'phase'
  | 'planStatus'
  | 'developer'
  | 'organisation'
  | 'keyProject'
  | 'confidentiality'
  | 'likelihood'
  | 'storeys'
  | 'total';
export type ColumnKey = FieldColumnKey | YearColumnKey | SummaryColumnKey;

interface Editable<Key extends ColumnKey> {
  readonly key: Key;
  readonly editable: true;
}

export interface TextColumn extends Editable<FieldColumnKey> {
  readonly type: 'text';
  readonly max: number;
  /** It can't be emptied. */
  readonly required: boolean;
}

export interface ChoiceColumn extends Editable<FieldColumnKey> {
  readonly type: 'choice';
  readonly choices: readonly string[];
}

export interface IntegerColumn extends Editable<FieldColumnKey> {
  readonly type: 'integer' | 'percent';
  readonly range: readonly [number, number];
}

/** Yes or no; nothing is no. */
export interface FlagColumn extends Editable<FieldColumnKey> {
  readonly type: 'flag';
}

/** A code or an id that people know by a name. */
export interface NamedColumn extends Editable<FieldColumnKey> {
  readonly type: 'named';
  readonly of: 'municipality' | 'organisation';
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

export type FieldColumn = TextColumn | ChoiceColumn | IntegerColumn | FlagColumn | NamedColumn;
export type Column = FieldColumn | YearColumn | SummaryColumn;
export type CellValue = string | number | boolean | null;

/** How many years the grid shows, this year included. */
export const YEARS_SHOWN = 6;

/**
 * Every column that there is but the years, by its key, in the order in which a chooser lists them. A view shows some of
 * them in an order of its own.
 */
export const COLUMNS: ReadonlyMap<ColumnKey, Column> = new Map(
  [
    text('name', 200, true),
    text('externalId', 100),
    named('municipality', 'municipality'),
    text('place', 100),
    choice('planType', PLAN_TYPES),
    choice('phase', PHASES),
    choice('planStatus', PLAN_STATUSES),
    named('organisation', 'organisation'),
    text('developer', 200),
    { key: 'keyProject', type: 'flag', editable: true } satisfies FlagColumn,
    choice('confidentiality', CONFIDENTIALITIES),
    whole('storeys', projectType.fields.storeys),
    whole('total', projectType.fields.total),
    { ...whole('likelihood', projectType.fields.likelihood), type: 'percent' } satisfies IntegerColumn,
    summary('bottlenecks'),
    summary('actions'),
    summary('annotations'),
  ].map((column: Column) => [column.key, column]),
);

export function yearKey(year: number): YearColumnKey {
  return `year:${year}`;
}

export function yearColumn(year: number): YearColumn {
  return { key: yearKey(year), type: 'homes', year, editable: true, range: rangeOf(blockType.fields.homes) };
}

function text(key: FieldColumnKey, max: number, required = false): TextColumn {
  return { key, type: 'text', editable: true, max, required };
}

function choice(key: FieldColumnKey, choices: readonly string[]): ChoiceColumn {
  return { key, type: 'choice', editable: true, choices };
}

function named(key: FieldColumnKey, of: NamedColumn['of']): NamedColumn {
  return { key, type: 'named', editable: true, of };
}

function whole(key: FieldColumnKey, field: Parameters<typeof rangeOf>[0]): IntegerColumn {
  return { key, type: 'integer', editable: true, range: rangeOf(field) };
}

function summary(key: SummaryColumnKey): SummaryColumn {
  return { key, type: 'summary', editable: false };
}

function rangeOf(field: { readonly range?: readonly [number, number] }): readonly [number, number] {
  return field.range ?? [0, Number.MAX_SAFE_INTEGER];
}

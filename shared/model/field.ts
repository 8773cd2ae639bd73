import { isId, type PersonId } from '../lib/ids.ts';
import { isJson, isSafeText, type Json } from '../lib/json.ts';

/**
 * One field of a record: what may be stored in it, and what it reads as. Reading never fails: a value that does not
 * fit reads as the empty value, so that one bad cell can't take a screen down. Writing is checked by `accepts`.
 */
export interface Field<T> {
  readonly kind: FieldKind;
  readonly empty: T;
  accepts(value: unknown): boolean;
  read(value: unknown): T;
  readonly choices?: readonly string[];
  readonly range?: readonly [number, number];
}

export type FieldKind =
  | 'text'
  | 'choice'
  | 'integer'
  | 'number'
  | 'flag'
  | 'day'
  | 'instant'
  | 'reference'
  | 'references'
  | 'split'
  | 'json'
  /** A nested Y.XmlFragment, co-edited as rich text; its value is never written as a whole. */
  | 'richText'
  /** A nested Y.Map of records. */
  | 'records';

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type ValueOf<F> = F extends Field<infer T> ? T : never;
export type Values<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

function field<T>(
  kind: FieldKind,
  empty: T,
  fits: (value: unknown) => boolean,
  more: Partial<Field<T>> = {},
): Field<T> {
  return {
    kind,
    empty,
    accepts: (value) => value === null || fits(value),
    read: (value) => (value !== null && fits(value) ? (value as T) : empty),
    ...more,
  };
}

/** A line or a few; the longest scalar that a document carries. */
export function text(max = 2000): Field<string | null> {
  return field<string | null>('text', null, (v) => typeof v === 'string' && v.length <= max && isSafeText(v));
}

export function choice<const C extends readonly string[]>(choices: C): Field<C[number] | null> {
  return field<C[number] | null>('choice', null, (v) => typeof v === 'string' && choices.includes(v), {
    choices,
  });
}

export function integer(min: number, max: number): Field<number | null> {
  return field<number | null>(
    'integer',
    null,
    (v) => Number.isSafeInteger(v) && !Object.is(v, -0) && (v as number) >= min && (v as number) <= max,
    { range: [min, max] },
  );
}

export function decimal(min: number, max: number): Field<number | null> {
  return field<number | null>(
    'number',
    null,
    (v) => typeof v === 'number' && isJson(v) && v >= min && v <= max,
    { range: [min, max] },
  );
}

export function flag(): Field<boolean> {
  return field<boolean>('flag', false, (v) => typeof v === 'boolean');
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === value;
}

/** A calendar date, `YYYY-MM-DD`. */
export function day(): Field<string | null> {
  return field<string | null>('day', null, isDay);
}

/** A moment, ISO 8601 in UTC. */
export function instant(): Field<string | null> {
  return field<string | null>(
    'instant',
    null,
    (v) => typeof v === 'string' && v.length <= 32 && !Number.isNaN(Date.parse(v)),
  );
}

export function reference(): Field<string | null> {
  return field<string | null>('reference', null, isId);
}

export function person(): Field<PersonId | null> {
  return reference();
}

const NONE: readonly string[] = [];

export function references(): Field<readonly string[]> {
  return field<readonly string[]>(
    'references',
    NONE,
    (v) => Array.isArray(v) && v.length <= 5000 && v.every(isId),
  );
}

/** Homes per value, e.g. `{ "sociale huur": 60 }`; what it does not name is `onbekend`. */
export type Split<C extends string = string> = Readonly<Partial<Record<C, number>>>;

const NO_SPLIT = Object.freeze({});

export function split<const C extends readonly string[]>(choices: C): Field<Split<C[number]>> {
  const fits = (v: unknown): boolean =>
    isJson(v, 1) &&
    typeof v === 'object' &&
    v !== null &&
    !Array.isArray(v) &&
    Object.entries(v).every(
      ([key, n]) => choices.includes(key) && Number.isSafeInteger(n) && (n as number) >= 0,
    );
  return field<Split<C[number]>>('split', NO_SPLIT, fits, { choices });
}

/** A small JSON value of `fits`' shape. */
export function json<T extends Json | readonly unknown[]>(
  empty: T,
  fits: (value: Json) => boolean,
  max = 65_536,
): Field<T> {
  return field<T>('json', empty, (v) => isJson(v) && JSON.stringify(v).length <= max && fits(v));
}

export function richText(): Field<null> {
  return { kind: 'richText', empty: null, accepts: () => false, read: () => null };
}

export function records(): Field<null> {
  return { kind: 'records', empty: null, accepts: () => false, read: () => null };
}

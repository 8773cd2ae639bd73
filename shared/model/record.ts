import { flag, instant, person, reference, type Fields, type Values } from './field.ts';

/** What every record has. `by` is written once and must be the session's person. */
export const commonFields = {
  id: reference(),
  by: person(),
  at: instant(),
  /** Nobody deletes a record: taking it away is a mark that can be taken back. */
  removed: flag(),
} as const;

export type CommonFields = typeof commonFields;

/** The definition of one kind of record: its place in the workspace and its fields. */
export interface RecordType<F extends Fields = Fields> {
  readonly name: string;
  readonly fields: F & CommonFields;
  /** Without these a record is refused. */
  readonly required: readonly string[];
}

export type RecordOf<T> =
  T extends RecordType<infer F> ? { readonly id: string } & Omit<Values<F & CommonFields>, 'id'> : never;

export function recordType<F extends Fields>(
  name: string,
  fields: F,
  required: readonly (keyof F & string)[] = [],
): RecordType<F> {
  return { name, fields: { ...commonFields, ...fields }, required: ['by', ...required] };
}

/**
 * Identifiers. Made from 128 random bits by `getRandomValues`, which is there on a phone that joined over plain http,
 * where `crypto.randomUUID` is not.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]?: Name };

export type RecordId = Branded<'record'>;
export type PersonId = Branded<'person'>;
export type OrganisationId = Branded<'organisation'>;
export type TableId = Branded<'table'>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters of Crockford base 32 (130 bits). */
export function newId(): RecordId {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  let id = '';
  for (const byte of bytes) id += ALPHABET.charAt(byte & 31);
  return id;
}

/** What may stand as a record's key in the workspace: short, printable, without a slash (the path separator). */
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value) && value !== 'constructor' && value !== 'prototype';
}

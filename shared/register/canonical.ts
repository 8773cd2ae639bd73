import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * RFC 8785 JSON: one text for one value, whoever writes it. Throws for what JSON cannot say (undefined, NaN, a lone
 * surrogate): such a value may not reach the register, so it is a bug here.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** sha256 (hex) of the utf8 of a text. Not crypto.subtle: a phone that joined over plain http has none. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

import * as decoding from 'lib0/decoding';
import { isJson } from '@bouwberaad/shared/lib/json.ts';

/** Names of elements and attributes of rich text: they become HTML somewhere. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.:-]*$/;

export function isName(name: string): boolean {
  return NAME.test(name);
}

/** The value of an "any" that the scan has passed. */
export function readValue(bytes: Uint8Array, at: number): unknown {
  const decoder = decoding.createDecoder(bytes);
  decoder.pos = at;
  return decoding.readAny(decoder);
}

/** A string that the scan has passed. */
export function readText(bytes: Uint8Array, at: number): string {
  const decoder = decoding.createDecoder(bytes);
  decoder.pos = at;
  return decoding.readVarString(decoder);
}

export function isFormatValue(text: string): boolean {
  try {
    return isJson(JSON.parse(text));
  } catch {
    return false;
  }
}

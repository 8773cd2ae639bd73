import { isUtf8 } from 'node:buffer';
import { limits } from '../limits.ts';

/** Why bytes are refused: as unreadable or senseless (4400), or as too large (4413). */
export interface Finding {
  readonly kind: 'malformed' | 'tooLarge';
  readonly reason: string;
}

/**
 * Reads lib0's encoding strictly. The first finding stays and moves the position to the end, so that every loop over
 * what is left ends by itself; after it all numbers are 0. Nothing is built and nothing is thrown.
 */
export class Reader {
  readonly bytes: Uint8Array;
  pos = 0;
  finding: Finding | null = null;
  /** UTF-16 units of the string that was read last: how Yjs counts the length of text. */
  units = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.pos;
  }

  fail(reason: string, kind: Finding['kind'] = 'malformed'): 0 {
    this.finding ??= { kind, reason };
    this.pos = this.bytes.length;
    return 0;
  }

  byte(): number {
    const byte = this.bytes[this.pos];
    if (byte === undefined) return this.fail('truncated');
    this.pos += 1;
    return byte;
  }

  /** A canonical unsigned integer of at most `max`; lib0 itself accepts paddings and what no number can hold. */
  uint(max: number = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    let unit = 1;
    for (let first = true; ; first = false) {
      const byte = this.bytes[this.pos];
      if (byte === undefined) return this.fail('truncated');
      this.pos += 1;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) {
        if (byte === 0 && !first) return this.fail('nonCanonical');
        return value > max ? this.fail('outOfRange') : value;
      }
      unit *= 128;
      if (value > Number.MAX_SAFE_INTEGER || unit > 2 ** 56) return this.fail('outOfRange');
    }
  }

  /** Skips `length` bytes and answers where they begin. */
  skip(length: number): number {
    const at = this.pos;
    if (length > this.left) return this.fail('truncated');
    this.pos += length;
    return at;
  }

  /** Passes a string, checked: UTF-8 without surrogates (they become U+FFFD elsewhere), no NUL. Sets `units`. */
  string(max: number): void {
    const length = this.uint();
    if (this.finding !== null) return;
    if (length > this.left) return void this.fail('truncated');
    if (length > max) return void this.fail('stringTooLarge', 'tooLarge');
    const end = this.pos + length;
    let units = 0;
    let ascii = true;
    for (let at = this.pos; at < end; at++) {
      const byte = this.bytes[at] ?? 0;
      if (byte === 0) return void this.fail('text');
      if (byte >= 0x80) ascii = false;
      // A continuation byte adds nothing; a sequence of four is a pair of units.
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    if (!ascii && !isUtf8(this.bytes.subarray(this.pos, end))) return void this.fail('text');
    this.pos = end;
    this.units = units;
  }

  /** A name of something in a map: short, no control characters, and none that JavaScript has a meaning for. */
  key(): string {
    const length = this.uint();
    if (this.finding !== null) return '';
    if (length > this.left) {
      this.fail('truncated');
      return '';
    }
    if (length > limits.keyBytes) {
      this.fail('keyTooLarge', 'tooLarge');
      return '';
    }
    const end = this.pos + length;
    const key = this.#short(end);
    this.pos = end;
    if (!isSafeKey(key)) this.fail('key');
    return key;
  }

  /** lib0's "any", as far as JSON can hold it: no undefined, bytes, BigInt, -0, NaN, double or reserved keys. */
  any(depth: number): void {
    switch (this.byte()) {
      case 126:
      case 121:
      case 120:
        return;
      case 125:
        return this.#integer();
      case 124:
        return this.#float(4);
      case 123:
        return this.#float(8);
      case 119:
        return this.string(limits.valueBytes);
      case 118:
        return this.#object(depth);
      case 117: {
        if (depth === 0) return void this.fail('depth');
        for (let left = this.#count(1); left > 0 && this.finding === null; left--) this.any(depth - 1);
        return;
      }
      default:
        this.fail('value');
    }
  }

  /** A number of things of which each takes at least `size` bytes: more than can be there is a lie. */
  #count(size: number): number {
    const count = this.uint();
    return count * size > this.left ? this.fail('count') : count;
  }

  #object(depth: number): void {
    if (depth === 0) return void this.fail('depth');
    const count = this.#count(2);
    const keys = count > 1 ? new Set<string>() : null;
    for (let left = count; left > 0 && this.finding === null; left--) {
      const key = this.key();
      // Two keys that were different for the writer (lone surrogates) and are one for everyone else.
      if (keys?.has(key)) return void this.fail('key');
      keys?.add(key);
      this.any(depth - 1);
    }
  }

  #integer(): void {
    const first = this.byte();
    let value = first & 0x3f;
    let byte = first;
    let unit = 64;
    while (byte >= 0x80) {
      byte = this.byte();
      value += (byte & 0x7f) * unit;
      unit *= 128;
      if (value > Number.MAX_SAFE_INTEGER || unit > 2 ** 56) return void this.fail('outOfRange');
      if (byte === 0) return void this.fail('nonCanonical');
    }
    if (value === 0 && (first & 0x40) !== 0) this.fail('value');
  }

  #float(size: 4 | 8): void {
    const at = this.skip(size);
    if (this.finding !== null) return;
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + at, size);
    const value = size === 4 ? view.getFloat32(0) : view.getFloat64(0);
    if (!Number.isFinite(value) || Object.is(value, -0)) this.fail('value');
  }

  /** Most keys are a few letters: faster than a decoder. */
  #short(end: number): string {
    let key = '';
    for (let at = this.pos; at < end; at++) {
      const byte = this.bytes[at] ?? 0;
      if (byte >= 0x80) return decode(this.bytes.subarray(this.pos, end));
      key += String.fromCharCode(byte);
    }
    return key;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  // NUL is not a safe key, so that the key is refused.
  return isUtf8(bytes) ? decoder.decode(bytes) : '\u0000';
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;

function isSafeKey(key: string): boolean {
  return key !== '__proto__' && key !== 'constructor' && key !== 'prototype' && !CONTROL.test(key);
}

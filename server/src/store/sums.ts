import { crc32 } from 'node:zlib';
import type { MadeOf } from './store.ts';

/**
 * What stands beside the bytes of a row, so that the reader sees a bit that has flipped: CRC-32 finds each one of them and
 * all runs of up to 32. It is no protection against a person, who could write a new sum as well.
 */
export function sumOf(bytes: Uint8Array): number {
  return crc32(bytes);
}

/** Text that tells itself whether it is as it was written. */
export function sealMadeOf(madeOf: MadeOf): string {
  const text = JSON.stringify(madeOf);
  return `${sumOf(Buffer.from(text))} ${text}`;
}

/** Null when it is not as it was written. */
export function openMadeOf(sealed: string): MadeOf | null {
  const [sum = ''] = sealed.split(' ', 1);
  const text = sealed.slice(sum.length + 1);
  return sum === String(sumOf(Buffer.from(text))) ? (JSON.parse(text) as MadeOf) : null;
}

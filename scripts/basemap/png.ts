import { inflateSync } from 'node:zlib';

/** Pixels of four bytes, red green blue alpha, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const BYTES = 4;

/** Reads a PNG of 8 bits RGBA without interlacing, the only kind that the source comes in. Throws on another kind. */
export function readPng(file: Buffer): Picture {
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const [depth, colour, , , interlaced] = file.subarray(24, 29);
  if (depth !== 8 || colour !== 6 || interlaced !== 0) throw new Error('only RGBA of 8 bits, not interlaced');
  return { width, height, rgba: unfilter(inflateSync(Buffer.concat(dataOf(file))), width, height) };
}

function dataOf(file: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return parts;
}

/** Each row says how it was predicted from its neighbours. Source: PNG specification (W3C), 9.2. */
function unfilter(raw: Buffer, width: number, height: number): Uint8Array {
  const stride = width * BYTES;
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at += 1) {
      const here = row * stride + at;
      const left = at < BYTES ? 0 : (out[here - BYTES] ?? 0);
      const above = row === 0 ? 0 : (out[here - stride] ?? 0);
      const corner = row === 0 || at < BYTES ? 0 : (out[here - stride - BYTES] ?? 0);
      out[here] = (raw[row * (stride + 1) + 1 + at] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

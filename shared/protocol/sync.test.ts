import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeSync, FRAME, SYNC } from './sync.ts';

test('a sync frame is what every provider of y-websocket writes and reads, whatever its size', () => {
  const sizes = [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152];
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...sizes), fc.nat(40_000)),
      fc.constantFrom(...Object.values(SYNC)),
      (size, kind) => {
        const payload = new Uint8Array(size).fill(size);
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, FRAME.sync);
        encoding.writeVarUint(encoder, kind);
        encoding.writeVarUint8Array(encoder, payload);
        const frame = encodeSync(kind, payload);
        expect(Buffer.compare(frame, encoding.toUint8Array(encoder))).toBe(0);
        expect(decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(2)))).toHaveLength(size);
      },
    ),
    { numRuns: 40, examples: sizes.map((size): [number, 0 | 1 | 2] => [size, SYNC.update]) },
  );
});

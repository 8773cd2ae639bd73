import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../store.ts';
import { bytes, fresh, type Subject } from './place.ts';

function checkpoint(doc: string, state: Uint8Array, at = '2026-11-24T09:00:00.000Z'): Checkpoint {
  return { doc, state, sha256: createHash('sha256').update(state).digest('hex'), at };
}

export function describeCheckpoints(subject: Subject): void {
  describe('checkpoints', () => {
    test('newest first by the order of writing, not by the clock; the last two stay', async () => {
      const doc = fresh('doc');
      expect(await subject.store.checkpoints.list(doc)).toEqual([]);
      for (const [state, at] of [
        [1, '2026-11-24T09:00:00.000Z'],
        [2, '2026-11-24T11:00:00.000Z'],
        [3, '2026-11-24T10:00:00.000Z'],
      ] as const) {
        await subject.store.checkpoints.put(checkpoint(doc, bytes(state), at));
      }
      await subject.reopen();
      const kept = await subject.store.checkpoints.list(doc);
      expect(kept.slice(0, 2).map((one) => [...one.state])).toEqual([[3], [2]]);
      expect(kept[0]).toMatchObject({ doc, at: '2026-11-24T10:00:00.000Z' });
      expect(await subject.store.checkpoints.list(fresh('other'))).toEqual([]);
    });

    test('the checksum that was given comes back beside the bytes, so that the caller sees damage', async () => {
      const doc = fresh('doc');
      await subject.store.checkpoints.put(checkpoint(doc, bytes(1, 2, 3)));
      await subject.store.checkpoints.put({ ...checkpoint(doc, bytes(1, 2, 3)), state: bytes(1, 2, 4) });
      const sound = (await subject.store.checkpoints.list(doc)).map(
        (one) => createHash('sha256').update(one.state).digest('hex') === one.sha256,
      );
      expect(sound).toEqual([false, true]);
    });

    test('a state larger than one document of MongoDB may be', async () => {
      const doc = fresh('doc');
      const state = new Uint8Array(26_000_000).map((_, n) => n % 251);
      await subject.store.checkpoints.put(checkpoint(doc, state));
      const [read] = await subject.store.checkpoints.list(doc);
      expect(read?.state.byteLength).toBe(state.byteLength);
      expect(
        createHash('sha256')
          .update(read?.state ?? bytes())
          .digest('hex'),
      ).toBe(read?.sha256);
    }, 60_000);

    test('checkpoints put at the same time', async () => {
      const doc = fresh('doc');
      await Promise.all(
        Array.from({ length: 8 }, (_, n) => subject.store.checkpoints.put(checkpoint(doc, bytes(n)))),
      );
      expect((await subject.store.checkpoints.list(doc)).length).toBeGreaterThanOrEqual(2);
    });
  });
}

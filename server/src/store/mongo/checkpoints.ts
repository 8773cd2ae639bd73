import { ObjectId } from 'mongodb';
import type { Checkpoint, Checkpoints } from '../store.ts';
import { openMadeOf, sealMadeOf } from '../sums.ts';
import type { Barrier } from './barrier.ts';
import type { Collections } from './collections.ts';
import { isDuplicate } from './duplicate.ts';
import type { Parts } from './parts.ts';
import { highestOf, Sequence } from './sequence.ts';

const KEPT = 2;

export function createCheckpoints(
  { checkpoints }: Pick<Collections, 'checkpoints'>,
  parts: Parts,
  barrier: Barrier,
): Checkpoints {
  const sequence = new Sequence(highestOf(checkpoints));

  async function put({ doc, state, sha256, at, madeOf }: Checkpoint): Promise<void> {
    const document = {
      _id: new ObjectId(),
      doc,
      state: await parts.keep(state),
      sha256,
      at,
      ...(madeOf === undefined ? {} : { madeOf: sealMadeOf(madeOf) }),
    };
    for (;;) {
      try {
        await checkpoints.insertOne({ ...document, seq: await sequence.next(doc) });
        break;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        await barrier();
        sequence.forget(doc);
      }
    }
    await removeOlder(doc);
  }

  async function removeOlder(doc: string): Promise<void> {
    const older = await checkpoints.find({ doc }).sort({ seq: -1 }).skip(KEPT).toArray();
    for (const { _id, state } of older) {
      await checkpoints.deleteOne({ _id });
      await parts.remove(state);
    }
  }

  async function list(doc: string): Promise<readonly Checkpoint[]> {
    const found = await checkpoints.find({ doc }).sort({ seq: -1 }).toArray();
    return Promise.all(
      found.map(async ({ state, sha256, at, madeOf: sealed }) => {
        const madeOf = sealed === undefined ? null : openMadeOf(sealed);
        return {
          doc,
          // With a part missing it is a damaged checkpoint, which its checksum tells: the one before it serves.
          state: (await parts.read(state)) ?? new Uint8Array(),
          sha256,
          at,
          ...(madeOf === null ? {} : { madeOf }),
        };
      }),
    );
  }

  return { put, list };
}

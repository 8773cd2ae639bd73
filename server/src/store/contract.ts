import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeCheckpoints } from './contract/checkpoints.ts';
import { describeCrashes } from './contract/crashes.ts';
import { describeDirectory } from './contract/directory.ts';
import { describeHistory } from './contract/history.ts';
import { type Place, Subject } from './contract/place.ts';
import { describeRegister } from './contract/register.ts';
import { describeUpdates } from './contract/updates.ts';

/** What both stores promise, as `store.ts` says it: same data, same behaviour. */
export function describeStore(name: string, place: Place): void {
  describe(name, () => {
    const subject = new Subject(place);
    beforeAll(() => subject.open());
    afterAll(async () => {
      await subject.close();
      await place.remove();
    });

    describeUpdates(subject);
    describeCheckpoints(subject);
    describeHistory(subject);
    describeRegister(subject);
    describeDirectory(subject);
    describeCrashes(subject);

    test('answers a ping while it is open, refuses everything once it is closed, and closes twice', async () => {
      const { store } = subject;
      await store.ping();
      await store.close();
      await store.close();
      await expect(store.ping()).rejects.toThrow();
      await expect(store.updates.append({ doc: 'd', updates: [new Uint8Array([1])], history: [], claims: [] })).rejects.toThrow();
      await subject.reopen();
      await subject.store.ping();
    });
  });
}

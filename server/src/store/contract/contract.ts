import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeCheckpoints } from './checkpoints.ts';
import { describeCrashes } from './crashes.ts';
import { describeDirectory } from './directory.ts';
import { describeHistory } from './history.ts';
import { bytes, fresh, group, type Place, Subject } from './place.ts';
import { describeRegister } from './register.ts';
import { describeUpdates } from './updates.ts';
import { describeWhole } from './whole.ts';

/** What both stores promise, as `../store.ts` says it: same data, same behaviour. */
export function describeStore(name: string, newPlace: () => Place): void {
  describe(name, () => {
    describe('in use', () => {
      const subject = subjectIn(newPlace());
      describeUpdates(subject);
      describeCheckpoints(subject);
      describeHistory(subject);
      describeRegister(subject);
      describeDirectory(subject);
      describeWhole(subject);
      describeEnd(subject);
    });
    // Away from the large values of the others: these restart many times.
    describe('killed', () => {
      describeCrashes(subjectIn(newPlace()));
    });
  });
}

function subjectIn(place: Place): Subject {
  const subject = new Subject(place);
  beforeAll(() => subject.open());
  afterAll(async () => {
    await subject.close();
    await place.remove();
  });
  return subject;
}

function describeEnd(subject: Subject): void {
  test('answers a ping while it is open, refuses everything once it is closed, and closes twice', async () => {
    const { store } = subject;
    await store.ping();
    await store.close();
    await store.close();
    await expect(store.ping()).rejects.toThrow();
    await expect(store.updates.append(group(fresh('doc'), { updates: [bytes(1)] }))).rejects.toThrow();
    await subject.reopen();
    await subject.store.ping();
  });
}

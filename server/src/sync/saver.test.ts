import { expect, test, vi } from 'vitest';
import type { Group } from '../store/store.ts';
import { limits } from './limits.ts';
import { Saver, type Entry } from './saver.ts';

function entry(name: string, released: string[], bytes = 1): Entry {
  return { updates: [new Uint8Array(bytes)], history: [], claims: [], release: () => released.push(name) };
}

/** A log whose commits are let go one by one. */
function heldLog() {
  const groups: Group[] = [];
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    groups,
    waiting,
    append: (group: Group) =>
      new Promise<void>((resolve, reject) => {
        const written = (): void => {
          groups.push(group);
          resolve();
        };
        waiting.push({ resolve: written, reject });
      }),
  };
}

function start(log: { append: (group: Group) => Promise<void> }, more = {}) {
  return new Saver({
    doc: 'd',
    log,
    onStalled: () => undefined,
    onPaused: () => undefined,
    wait: () => Promise.resolve(),
    ...more,
  });
}

test('entries of one turn are one group, and what comes while it is written is the next', async () => {
  const log = heldLog();
  const released: string[] = [];
  const saver = start(log);
  saver.add(entry('a', released));
  saver.add(entry('b', released));
  await vi.waitFor(() => {
    expect(log.waiting).toHaveLength(1);
  });
  saver.add(entry('c', released));
  expect(released).toEqual([]);
  log.waiting[0]?.resolve();
  await vi.waitFor(() => {
    expect(log.waiting).toHaveLength(2);
  });
  expect(released).toEqual(['a', 'b']);
  log.waiting[1]?.resolve();
  await saver.settled();
  expect(released).toEqual(['a', 'b', 'c']);
  expect(log.groups.map((group) => group.updates.length)).toEqual([2, 1]);
  expect(saver.idle).toBe(true);
});

test('`after` waits for everything before it, and with nothing to save runs at once', async () => {
  const log = heldLog();
  const released: string[] = [];
  const saver = start(log);
  saver.after(() => released.push('at once'));
  expect(released).toEqual(['at once']);
  saver.add(entry('a', released));
  saver.after(() => released.push('after a'));
  await vi.waitFor(() => {
    expect(log.waiting).toHaveLength(1);
  });
  expect(released).toEqual(['at once']);
  log.waiting[0]?.resolve();
  await saver.settled();
  expect(released).toEqual(['at once', 'a', 'after a']);
});

test('a store that is down is tried with the same group until it answers; nothing is released meanwhile', async () => {
  const stalled: boolean[] = [];
  const released: string[] = [];
  let failures = 3;
  const groups: Group[] = [];
  const saver = start(
    {
      append: (group) => {
        if (failures-- > 0) return Promise.reject(new Error('down'));
        expect(released).toEqual([]);
        groups.push(group);
        return Promise.resolve();
      },
    },
    { onStalled: (now: boolean) => stalled.push(now) },
  );
  saver.add(entry('a', released));
  await saver.settled();
  expect(groups).toHaveLength(1);
  expect(stalled).toEqual([true, false]);
  expect(released).toEqual(['a']);
});

test('writers are paused while too much waits, and let go again', async () => {
  const paused: boolean[] = [];
  const log = heldLog();
  const saver = start(log, { onPaused: (now: boolean) => paused.push(now) });
  saver.add(entry('big', [], limits.pausedAboveBytes + 1));
  expect(paused).toEqual([true]);
  await vi.waitFor(() => {
    expect(log.waiting).toHaveLength(1);
  });
  log.waiting[0]?.resolve();
  await saver.settled();
  await vi.waitFor(() => {
    expect(paused).toEqual([true, false]);
  });
});

test('a disk that holds up everything is asked less often: what comes while it rests goes with the next group', async () => {
  const groups: Group[] = [];
  const rests: number[] = [];
  let elapsed = 0;
  const { fromUpdates, times, atMostMs } = limits.saverRest;
  const many = (): Entry => ({
    ...entry('many', []),
    updates: Array.from({ length: fromUpdates }, () => new Uint8Array(1)),
  });
  const saver = start(
    {
      append: (group) => {
        elapsed += groups.length === 0 ? 2 : 100;
        groups.push(group);
        return Promise.resolve();
      },
    },
    {
      elapsed: () => elapsed,
      wait: (ms: number) => {
        rests.push(ms);
        elapsed += ms;
        saver.add(entry('while it rests', []));
        return Promise.resolve();
      },
    },
  );
  for (let group = 0; group < 3; group++) {
    saver.add(many());
    await saver.settled();
  }
  expect(groups.map((group) => group.updates.length)).toEqual([
    fromUpdates,
    fromUpdates + 1,
    fromUpdates + 1,
  ]);
  expect(rests).toEqual([2 * times, atMostMs]);
  // An edit that comes when the rest is over waits for nothing, and leaves nothing to wait for: it is alone.
  elapsed += atMostMs;
  for (let alone = 0; alone < 2; alone++) {
    saver.add(entry('alone', []));
    await saver.settled();
  }
  expect(rests).toHaveLength(2);
});

test('a store that answers later holds up nothing and is not left alone', async () => {
  const rests: number[] = [];
  let elapsed = 0;
  const answer = (): Promise<void> =>
    new Promise((resolve) =>
      setImmediate(() => {
        elapsed += 50;
        resolve();
      }),
    );
  const wait = (ms: number): Promise<unknown> => Promise.resolve(rests.push(ms));
  const saver = start({ append: answer }, { elapsed: () => elapsed, wait });
  for (let group = 0; group < 5; group++) {
    saver.add({
      ...entry('many', []),
      updates: Array.from({ length: limits.saverRest.fromUpdates }, () => new Uint8Array(1)),
    });
    await saver.settled();
  }
  expect(rests).toEqual([]);
});

import { expect, test } from 'vitest';
import { createAppUpdate, type AppUpdateOptions, type UpdateState } from './app-update.ts';

/** One tab: what it remembers outlives its pages. */
function tab() {
  const kept = new Map<string, string>();
  const seen = { reloads: 0, took: 0, states: [] as UpdateState[] };
  const open = (version: string, more: Partial<AppUpdateOptions> = {}) =>
    createAppUpdate({
      version,
      isThere: () => Promise.resolve(true),
      takeOver: () => {
        seen.took += 1;
        return Promise.resolve();
      },
      mayReload: () => true,
      reload: () => (seen.reloads += 1),
      memory: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
      onState: (state) => seen.states.push(state),
      ...more,
    });
  return { seen, open };
}

test('the new app is there: it takes over and the page is loaded anew', async () => {
  const { seen, open } = tab();
  await open('a').look();
  expect(seen).toEqual({ reloads: 1, took: 1, states: ['looking', 'reloading'] });
});

test('a version that comes back as itself does not load itself again, however often it looks', async () => {
  const { seen, open } = tab();
  await open('a').look();
  const again = open('a');
  for (let at = 0; at < 5; at++) await again.look();
  expect(seen.reloads).toBe(1);
  expect(seen.states.at(-1)).toBe('waiting');
});

test('the version after it may do so once more', async () => {
  const { seen, open } = tab();
  await open('a').look();
  await open('b').look();
  expect(seen.reloads).toBe(2);
});

test('the new app is not there yet: it waits, and goes when it is', async () => {
  const { seen, open } = tab();
  let there = false;
  const update = open('a', { isThere: () => Promise.resolve(there) });
  await update.look();
  expect(seen).toMatchObject({ reloads: 0, states: ['looking', 'waiting'] });
  there = true;
  await update.look();
  expect(seen.reloads).toBe(1);
});

test('a server that does not answer is waited for', async () => {
  const { seen, open } = tab();
  await open('a', { isThere: () => Promise.reject(new Error('no network')) }).look();
  expect(seen).toMatchObject({ reloads: 0, states: ['looking', 'waiting'] });
});

test('nobody is interrupted: not before the new app takes over, and not after', async () => {
  for (const answers of [[false], [true, false]]) {
    const { seen, open } = tab();
    await open('a', { mayReload: () => answers.shift() ?? false }).look();
    expect(seen).toMatchObject({ reloads: 0, states: ['looking', 'ready'] });
  }
});

test('looking twice at once is looking once', async () => {
  const { seen, open } = tab();
  const update = open('a');
  await Promise.all([update.look(), update.look()]);
  expect(seen.reloads).toBe(1);
});

test('the network comes back while it looks: it looks once more', async () => {
  const { seen, open } = tab();
  const answers = Array.from({ length: 2 }, () => Promise.withResolvers<boolean>());
  let asked = 0;
  const update = open('a', { isThere: () => answers[asked++]?.promise ?? Promise.resolve(true) });
  const first = update.look();
  await Promise.all([update.look(), update.look()]);
  answers[0]?.resolve(false);
  answers[1]?.resolve(true);
  await first;
  expect(asked).toBe(2);
  expect(seen).toMatchObject({ reloads: 1, states: ['looking', 'waiting', 'looking', 'reloading'] });
});

test('a look that fails does not take the one after it away', async () => {
  const { seen, open } = tab();
  const lost = Promise.withResolvers<boolean>();
  let asked = 0;
  const update = open('a', {
    isThere: () => (asked++ === 0 ? lost.promise : Promise.resolve(true)),
  });
  const first = update.look();
  await update.look();
  lost.reject(new Error('no network'));
  await first;
  expect(seen.reloads).toBe(1);
});

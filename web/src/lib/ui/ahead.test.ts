import { expect, it, vi } from 'vitest';
import { fetchAhead } from './ahead.ts';

/** Moments of rest that the test gives. */
function rests(): { rest: (next: () => void) => void; pass: () => Promise<void> } {
  const waiting: (() => void)[] = [];
  return {
    rest: (next) => waiting.push(next),
    pass: async () => {
      waiting.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

it('fetches one part in each moment of rest', async () => {
  const { rest, pass } = rests();
  const [first, second] = [vi.fn(() => Promise.resolve()), vi.fn(() => Promise.resolve())];
  fetchAhead({ first, second }, rest);
  expect(first).not.toHaveBeenCalled();
  await pass();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
  await pass();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});

it('goes on after a part that does not come, and not after it is ended', async () => {
  const { rest, pass } = rests();
  const parts = {
    gone: vi.fn(() => Promise.reject(new Error('no network'))),
    there: vi.fn(() => Promise.resolve()),
    late: vi.fn(() => Promise.resolve()),
  };
  const end = fetchAhead(parts, rest);
  await pass();
  await pass();
  end();
  await pass();
  expect(parts.there).toHaveBeenCalledOnce();
  expect(parts.late).not.toHaveBeenCalled();
});

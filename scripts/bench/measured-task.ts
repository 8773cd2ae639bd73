import type { Result } from '../../shared/lib/result.ts';

/** Does something once, and prints how long it took and the longest that this thread worked on it without a pause. */
export async function measured<T>(what: string, task: () => Promise<Result<T>>): Promise<T> {
  const worked = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const begun = worked();
  const at = performance.now();
  let last = begun;
  let longest = 0;
  const look = (): void => {
    longest = Math.max(longest, worked() - last);
    last = worked();
  };
  // `setImmediate` and not a timer: a timer that is late on a busy machine would add up several turns.
  let watching = true;
  const turn = (): void => {
    look();
    if (watching) setImmediate(turn);
  };
  turn();
  const result = await task();
  watching = false;
  look();
  if (!result.ok) throw new Error(`${what}: ${result.code} ${result.message}`);
  const seconds = ((performance.now() - at) / 1000).toFixed(1);
  const own = ((worked() - begun) / 1000).toFixed(1);
  console.log(
    `${what}: ${seconds} s, ${own} s of this thread, longest without a pause ${longest.toFixed(0)} ms`,
  );
  return result.value;
}

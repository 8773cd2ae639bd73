const lively = Boolean(process.stdout.isTTY) && !process.env.CI;
/** Often enough that nobody thinks it hangs; rare enough for a log. */
const HEARTBEAT_MS = lively ? 1_000 : 15_000;

/**
 * Says what is going on while `work` runs, and how long it took. `work` answers `{ code, output }`; when the code is
 * not 0 the whole output is shown and the answer is false.
 */
export async function step(label, work) {
  const started = performance.now();
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  const write = (text, last) =>
    process.stdout.write(lively ? `\r\x1b[K${text}${last ? '\n' : ''}` : `${text}\n`);
  write(`${label} …`, false);
  const heartbeat = setInterval(() => write(`${label} … ${seconds()}`, false), HEARTBEAT_MS);
  let result;
  try {
    result = await work();
  } finally {
    clearInterval(heartbeat);
  }
  if (result.code === 0) {
    write(`${label}: done in ${seconds()}`, true);
    return true;
  }
  write(`${label}: failed after ${seconds()}`, true);
  process.stderr.write(`${result.output.trimEnd()}\n`);
  return false;
}

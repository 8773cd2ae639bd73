/** Calls `send` with the edits that are due, until all were. */
export function paced(
  perSecond: number,
  edits: number,
  send: (from: number, until: number) => void,
): Promise<void> {
  const started = performance.now();
  return new Promise((resolve) => {
    let done = 0;
    const tick = (): void => {
      const due = Math.min(edits, Math.floor(((performance.now() - started) / 1000) * perSecond));
      if (due > done) send(done, due);
      done = Math.max(done, due);
      if (done >= edits) resolve();
      else setTimeout(tick, 1);
    };
    tick();
  });
}

// Preloaded into every server: answers what the machine spends on it. It does not keep the process alive.
process.on('message', (id) => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ id, cpuMicros: user + system, heapBytes: process.memoryUsage().heapUsed });
});
process.channel?.unref();
// Whoever measures has gone, however: so does what it measured.
process.once('disconnect', () => process.exit());

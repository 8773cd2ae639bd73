/** Every bound of the sync core, each with its reason. */
export const limits = {
  /** Bytes of one WebSocket message; a full state of the largest table fits. Above it the transport answers 1009. */
  transportBytes: 16 * 1024 * 1024,
  /** Resyncs asked of one connection without a good answer; an honest client answers the first. */
  resyncs: 10,
  /** Bytes of one person's presence: a cursor and a name are 300. */
  presenceBytes: 4096,
  /** An empty presence message keeps a plain provider, which hangs up after 30 s of silence, on the line. */
  keepAliveMs: 15_000,
  /** A socket that answered no ping for this long is gone: a vanished person leaves the room within 30 s. */
  pongTimeoutMs: 25_000,
  /** A room without sessions and with nothing to save leaves memory after this. */
  unloadAfterMs: 60_000,
  /** Rows in the log beyond which unloading writes a checkpoint. */
  compactAfterRows: 200,
  /** Bytes waiting to be saved beyond which writers are paused, not lied to. */
  pausedAboveBytes: 8 * 1024 * 1024,
  /** Waits between tries while the store is down. */
  retryMs: [50, 200, 500, 1000, 2000],
  /** Bytes waiting in one socket beyond which its reader is too slow and starts over (4508). */
  slowReaderBytes: 32 * 1024 * 1024,
} as const;

/** So many at once, and so many a second after that. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Every bound of the sync core, each with its reason. */
export const limits = {
  /** Bytes of one WebSocket message; a full state of the largest table fits. Above it the transport answers 1009. */
  transportBytes: 16 * 1024 * 1024,
  /**
   * Bytes of one update; a document of many structs allows more, as a full-state push carries them all. An import of
   * 1,500 plans by a plain program is 5 MB, a day of edits 100 kB.
   */
  updateBytes: 8 * 1024 * 1024,
  /** Bytes of one string in a value: the longest scalar of the model is 64 kB of JSON. */
  valueBytes: 64 * 1024,
  /** Bytes of one run of new text: pasted at once, or typed by one person between two formats while offline. */
  textBytes: 1024 * 1024,
  /** Bytes of a map's key: an id is at most 64, a field 20, a column of an imported file 200. */
  keyBytes: 256,
  /** Levels of objects and lists in one value; the model's deepest, an outline, has five. Deeper ones end in a full stack. */
  valueDepth: 8,
  /** Levels of elements in rich text: a list in a list takes two, and nobody reads past ten of them. */
  textDepth: 64,
  /** Clocks and lengths: 68 years of an edit a second, and far from what a number cannot count. */
  clock: 2 ** 31 - 1,
  /** Client ids that are new in one update: a laptop that was offline for a week uploads one a page load. */
  newClients: 1000,
  /** New structs of one update: an import of 1,500 plans with ten blocks each makes 200,000. */
  newStructs: 400_000,
  /** Ranges of deletions; a document allows as many more as it has structs, as an honest full state names them all. */
  deletes: 50_000,
  /** Neighbours walked past to find where new items of one update stand: an honest one passes a few, Yjs walks them again. */
  orderSteps: 250_000,
  /** Entries of a client's list that are moved because one update splits what is there (8 bytes each: 0.2 s). */
  splitMoves: 200_000_000,
  /** Updates of a connection that wait for a resync; more come from a client that never answers. */
  pendingFrames: 10_000,
  /** Resyncs asked of one connection without a good answer; an honest client answers the first. */
  resyncs: 10,
  /** Before an answer that was no good is asked for again: ten of them take 6 s, in which another tab can bring the rest. */
  resyncWaitMs: 30,
  /** By how much that wait grows each time. */
  resyncGrowth: 1.6,
  /** Bytes of one person's presence: a cursor and a name are 300. */
  presenceBytes: 4096,
  /** Entries that are read of one presence message: an echo of everybody in the fullest room, several times over. */
  presenceEntries: 2000,
  /** Changes of one presence; a leap to the largest number would be one that no client can count on from. */
  presenceClock: 2 ** 31,
  /** Client ids that one connection may announce: a program that reconnects with a new document makes a few. */
  announcements: 16,
  /** An empty presence message keeps a plain provider, which hangs up after 30 s of silence, on the line. */
  keepAliveMs: 15_000,
  /** A socket that answered no ping for this long is gone: a vanished person leaves the room within 30 s. */
  pongTimeoutMs: 25_000,
  /** A room without sessions and with nothing to save leaves memory after this. */
  unloadAfterMs: 60_000,
  /** Rows in the log beyond which unloading, or a stop, writes a checkpoint. */
  compactAfterRows: 200,
  /** Rows beyond which a living room writes one: to load so many takes 50 ms, and so does encoding the largest table. */
  checkpointAfterRows: 2000,
  /** Between two checkpoints of a living room: writing one holds it up for as long as a few hundred edits. */
  checkpointEveryMs: 5000,
  /** Rows that a checkpoint names as held in it, 16 bytes each beside its state; what is more waits for the next one. */
  checkpointRows: 50_000,
  /** Rows that leave the log in one turn of the event loop: 6 ms; 50,000 at once were a stall of 0.3 s. */
  droppedAtOnce: 1000,
  /** Rows that are sent to the first who comes as they lie in the log; a browser takes longer over more, one by one. */
  aheadRows: 4000,
  /** The room is made after that, or at the latest then: somebody with a slow line does not hold up the others. */
  aheadMs: 50,
  /** Bytes waiting to be saved beyond which writers are paused, not lied to. */
  pausedAboveBytes: 8 * 1024 * 1024,
  /**
   * After a commit of so many updates or more that held up the event loop, so many times as long without one: at most a quarter of the time goes to
   * waiting for the disk. At most that long: nobody sees an edit come 10 ms later when thousands a second do.
   */
  saverRest: { fromUpdates: 20, times: 3, atMostMs: 10 },
  /** Waits between tries while the store is down. */
  retryMs: [50, 200, 500, 1000, 2000],
  /**
   * Updates of one connection; beyond it 4529. A second: twice the 1,000 small ones that are never refused. At once: what a
   * line delivers that was quiet for as long as we keep it (30 s) while its client wrote at that pace.
   */
  updates: { burst: 30_000, perSecond: 2000 } satisfies Allowance,
  /** An update counts once for every so many bytes: judging a large one takes as long as judging that many small ones. */
  updateUnitBytes: 4096,
  /** Frames of one connection that are read in one turn of the event loop: 10 to 20 ms, in which all others wait. */
  framesPerTurn: 200,
  /**
   * Step 1 of one connection; beyond it 4529. One is sent per connection, by a provider with `resyncInterval` one every few
   * seconds. Its answer may be the whole document: 50 ms of work for the largest table.
   */
  step1: { burst: 20, perSecond: 1 } satisfies Allowance,
  /**
   * What one connection tells the others about itself, and what it asks about them; beyond it only the newest is told. A
   * cursor looks no smoother for more, and each is sent to everybody in the room.
   */
  presence: { burst: 40, perSecond: 20 } satisfies Allowance,
  /**
   * Bytes waiting in one socket beyond which its reader is too slow and starts over (4508): more than one whole state may
   * be (`transportBytes`), which a slow line takes its time for, and little more, as each slow reader costs that much memory.
   */
  slowReaderBytes: 20 * 1024 * 1024,
} as const;

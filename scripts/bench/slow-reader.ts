import { encodeSync, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { Crowd, hocuspocusToken } from './crowd.ts';
import { Latencies } from './numbers.ts';
import { paced } from './paced.ts';
import { memoryMb } from './processes.ts';
import type { Address } from './servers.ts';
import { connect, type Line } from './wire.ts';
import { world } from './world.ts';

export interface SlowReaderTask {
  readonly address: Address;
  readonly clients: number;
  readonly perSecond: number;
  /** Bytes of what each edit writes. */
  readonly bytes: number;
  readonly calmSeconds: number;
  readonly seconds: number;
}

export interface SlowReader {
  /** Milliseconds to the others, while all read. */
  readonly p99Before: number;
  /** The same, while one does not read. */
  readonly p99: number;
  /** MB by which the server's memory grew meanwhile, at its highest; null where the system does not say. */
  readonly grewMb: number | null;
  /** What became of the one who did not read, when it read again. */
  readonly outcome: string;
}

const WAKES_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** A crowd that edits, and one more who is there and from some moment on takes nothing from its socket. */
export async function slowReader(task: SlowReaderTask): Promise<SlowReader> {
  const { address, clients, perSecond, bytes } = task;
  const calm = perSecond * task.calmSeconds;
  const edits = calm + perSecond * task.seconds;
  const crowd = new Crowd(address, world(clients, edits, bytes));
  await crowd.gather(clients);
  let frames = 0;
  const reader = await connect(address, () => (frames += 1));
  if (address.prefix !== null) reader.send(hocuspocusToken());
  if (address.syncs) reader.send(encodeSync(SYNC.step1, crowd.world.baseVector));
  const send = async (from: number, until: number): Promise<number> => {
    const latencies = new Latencies();
    crowd.onDelivery = (edit) => latencies.add(performance.now() - crowd.sentAt[edit]!);
    await paced(perSecond, until - from, (a, b) => crowd.send(from + a, from + b));
    if (!(await crowd.settled(until * (clients - 1)))) throw new Error('not everything came to the others');
    return latencies.at(0.99);
  };
  try {
    // The first second is the compilers'.
    await send(0, perSecond);
    const p99Before = await send(perSecond, calm);
    const memory = watchMemory(address.pid);
    reader.pause();
    const p99 = await send(calm, edits);
    const grewMb = memory();
    reader.resume();
    return { p99Before, p99, grewMb, outcome: await outcomeOf(reader, () => frames >= edits) };
  } finally {
    reader.end();
    crowd.end();
  }
}

function watchMemory(pid: number): () => number | null {
  const before = memoryMb(pid);
  let highest = before;
  const look = (): void => {
    const now = memoryMb(pid);
    if (now !== null && highest !== null) highest = Math.max(highest, now);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return before === null || highest === null ? null : highest - before;
  };
}

async function outcomeOf(reader: Line, caughtUp: () => boolean): Promise<string> {
  const until = performance.now() + WAKES_WITHIN_MS;
  while (performance.now() < until) {
    if (reader.closed !== null) return reader.closed;
    if (caughtUp()) return 'caught up';
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return 'neither caught up nor closed';
}

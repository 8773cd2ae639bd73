import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Latencies, type Percentiles } from './numbers.ts';
import { paced } from './paced.ts';
import { withFolder } from './servers.ts';

const BYTES = Buffer.alloc(4096, 1);

/** What the disk alone needs for each of so many small writes that are synced: who saves before sending waits for it. Milliseconds. */
export async function measureDisk(perSecond: number, seconds: number): Promise<Percentiles> {
  return withFolder(async (dir) => {
    const file = openSync(join(dir, 'disk'), 'w');
    const latencies = new Latencies();
    await paced(perSecond, perSecond * seconds, (from, until) => {
      for (let write = from; write < until; write++) {
        const started = performance.now();
        writeSync(file, BYTES);
        fdatasyncSync(file);
        latencies.add(performance.now() - started);
      }
    });
    closeSync(file);
    return latencies.percentiles();
  });
}

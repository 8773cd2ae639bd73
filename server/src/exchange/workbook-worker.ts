import { parentPort, workerData } from 'node:worker_threads';
import { readFile, type ReadOptions } from './read-file.ts';

/** What the thread is given; it answers with one `Result<ReadFile>` and ends. */
export interface WorkbookTask extends ReadOptions {
  readonly bytes: Uint8Array;
}

const { bytes, ...options } = workerData as WorkbookTask;
const read = readFile(bytes, options);
// The file itself goes over without being copied: a copy of megabytes would hold up the rooms.
if (read.ok) {
  const rows = new Uint8Array(read.value.rows);
  parentPort?.postMessage({ ok: true, value: { head: read.value.head, rows } }, [rows.buffer]);
} else parentPort?.postMessage(read);

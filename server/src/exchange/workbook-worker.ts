import { parentPort, workerData } from 'node:worker_threads';
import { readDiwi } from '@bouwberaad/shared/sheet/diwi.ts';
import { openWorkbook } from './open-workbook.ts';

/** What the thread is given; it answers with one `Result<Sheet>` and ends. */
export interface WorkbookTask {
  readonly bytes: Uint8Array;
  readonly today: string;
}

const { bytes, today } = workerData as WorkbookTask;
const grid = openWorkbook(bytes);
parentPort?.postMessage(grid.ok ? readDiwi(grid.value, { today }) : grid);

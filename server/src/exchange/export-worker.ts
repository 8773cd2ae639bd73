import { parentPort } from 'node:worker_threads';
import { ContentGatherer, type ExportContent, type ExportSlice } from './export-content.ts';
import { EXPORT_FILES, planExport, type ExportFile, type ExportQuery, type MadeExport } from './exports.ts';

/** What the thread is sent: slices of a table, and then what to make of them. It answers once and ends. */
export type ExportMessage =
  | { readonly kind: 'slice'; readonly slice: ExportSlice }
  | {
      readonly kind: 'make';
      readonly start: Omit<ExportContent, 'records' | 'merged' | 'notes'>;
      /** Null: only what each of them would leave out. */
      readonly file: ExportFile | null;
      readonly query: ExportQuery;
    };

export type ExportOverview = { readonly [F in ExportFile]: Pick<MadeExport, 'omitted'> };

const gatherer = new ContentGatherer();
parentPort?.on('message', (message: ExportMessage) => {
  if (message.kind === 'slice') {
    gatherer.add(message.slice);
    return;
  }
  const content = gatherer.content(message.start);
  if (message.file === null) {
    const overview = EXPORT_FILES.map((file) => [
      file,
      { omitted: planExport(file, content, message.query).omitted },
    ]);
    parentPort?.postMessage(Object.fromEntries(overview));
  } else {
    const plan = planExport(message.file, content, message.query);
    // The file goes over without being copied.
    const bytes = new Uint8Array(plan.write());
    parentPort?.postMessage({ bytes, omitted: plan.omitted } satisfies MadeExport, [bytes.buffer]);
  }
  parentPort?.close();
});

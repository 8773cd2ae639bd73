import { toDay, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { toRemember, type MappingChoice, type Remembered } from '@bouwberaad/shared/sheet/mapping.ts';
import type { Directory, ImportRecord } from '../store/store.ts';
import { unzip, zip } from './gzip.ts';
import { openContent } from './import-content.ts';
import type { ImportTable } from './import-planner.ts';
import type { ImportSummary, Previewer } from './import-preview.ts';
import type { Run } from './import-progress.ts';
import { readWorkbook } from './workbook.ts';

/** Who brings a file in. */
export interface Importer {
  readonly person: string;
  /** Whose choice of columns is remembered. */
  readonly organisation: string | null;
  /** Where plans lie of which the file does not say it, when its maker is a municipality. */
  readonly municipality: string | null;
}

export interface ReaderOptions {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly previewer: Previewer;
  /** For tests. */
  readonly read?: typeof readWorkbook;
}

export interface Reader {
  /** Reads bytes with a choice of columns, keeps what was read and what was chosen, and counts what it would do. */
  read(
    record: ImportRecord,
    rules: ImportTable,
    bytes: Uint8Array,
    importer: Importer,
    choice: MappingChoice,
    run: Run,
  ): Promise<Result<ImportSummary>>;
  /** Keeps the file itself, so that it can be read with other columns. */
  keep(id: string, bytes: Uint8Array): Promise<void>;
  /** Problem: `fileGone`. */
  fileOf(id: string): Promise<Result<Uint8Array>>;
}

/** A file as it came, compressed; one beyond this is chosen again to read it otherwise. */
const KEEP_FILE_BYTES = 12 * 1024 * 1024;

export function createReader({ directory, clock, previewer, read = readWorkbook }: ReaderOptions): Reader {
  async function remembered(organisation: string | null): Promise<Remembered> {
    if (organisation === null) return {};
    const kept = await directory.get('setting', columnsOf(organisation));
    return kept === null ? {} : (JSON.parse(kept.value) as Remembered);
  }

  async function remember(organisation: string | null, columns: Remembered): Promise<void> {
    if (organisation === null) return;
    await directory.put('setting', { id: columnsOf(organisation), value: JSON.stringify(columns) });
  }

  return {
    async read(record, rules, bytes, { organisation, municipality }, choice, run) {
      run.report({ stage: 'reading', done: 0, total: 0 });
      const before = await remembered(organisation);
      const today = toDay(clock.now());
      const { signal } = run;
      const file = await read(bytes, { today, choice, remembered: before, municipality, signal });
      if (!file.ok) return file;
      const { mapping } = file.value.head.view;
      if (choice.columns !== undefined && mapping !== null)
        await remember(organisation, toRemember(mapping, before));
      const kept: ImportRecord = { ...record, rows: file.value.rows };
      return previewer.summary({ record: kept, content: await openContent(kept.rows), rules }, run);
    },

    async keep(id, bytes) {
      const content = await zip(bytes, { level: 1 });
      if (content.length <= KEEP_FILE_BYTES) await directory.put('importPart', { id: `${id}:file`, content });
    },

    async fileOf(id) {
      const kept = await directory.get('importPart', `${id}:file`);
      return kept === null ? problem('fileGone', FILE_GONE) : ok(await unzip(kept.content));
    },
  };
}

function columnsOf(organisation: string): string {
  return `import-columns:${organisation}`;
}

const FILE_GONE =
  'Het bestand zelf is te groot om te bewaren. Kies het opnieuw om de kolommen anders te lezen.';

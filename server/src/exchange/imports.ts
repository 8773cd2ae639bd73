import { toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type {
  FileView,
  ImportApplied,
  ImportDecision,
  ImportDetail,
  ImportProgress,
  LastChange,
  PastImport,
  Reverted,
} from '@bouwberaad/shared/sheet/detail.ts';
import type { MappingChoice } from '@bouwberaad/shared/sheet/mapping.ts';
import type { Directory, ImportRecord } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import { createApplier, forgetPreview, type Applier } from './import-apply.ts';
import { openContent } from './import-content.ts';
import { createPlanner, type ImportTable, type OpenImport } from './import-planner.ts';
import { createPreviewer, type ImportSummary, type Previewer } from './import-preview.ts';
import { createRuns, type Run } from './import-progress.ts';
import { createReader, type Importer, type Reader } from './import-reader.ts';
import { revertImport } from './import-revert.ts';
import type { readWorkbook } from './workbook.ts';

export interface ImportsOptions {
  readonly directory: Directory;
  readonly workspaces: Workspaces;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A table's audience and territory; null when there is no such table. */
  readonly tableOf: (table: string) => ImportTable | null;
  /** The organisation of a municipality (CBS code), when the installation knows it. */
  readonly organisationOf: (municipality: string) => string | null;
  /** Who last wrote a field, to show beside a conflict. */
  readonly lastChange?: (table: string, path: string) => Promise<LastChange | null>;
  readonly log?: { warn(message: string, more?: Record<string, unknown>): void };
  /** For tests. */
  readonly read?: typeof readWorkbook;
}

export interface Imports {
  /**
   * Reads a file and says what it would do. `key` is how its maker asks how far it is, and stops it. Problems: those of
   * `readWorkbook`, `unknownTable`, `cancelled`.
   */
  preview(
    table: string,
    importer: Importer,
    file: string,
    bytes: Uint8Array,
    key?: string,
  ): Promise<Result<ImportSummary>>;
  /** The preview in full, against the plans as they are now. Only for who uploaded it: it names what is not shared. */
  detail(table: string, id: string, person: string): Promise<Result<ImportDetail>>;
  /** Its sheets and what its columns were taken to mean. Problem: `unknownImport`. */
  mapping(table: string, id: string, person: string): Promise<Result<FileView>>;
  /** Reads the same file again, with another sheet, row of headings or columns, and remembers the columns. */
  remap(table: string, id: string, importer: Importer, choice: MappingChoice): Promise<Result<ImportSummary>>;
  /** Applies it, exactly once; resolves when it is durable. Asked again it answers the same. Problems: `unknownImport`, `busy`, `cancelled`. */
  confirm(
    table: string,
    id: string,
    person: string,
    decision: ImportDecision,
  ): Promise<Result<ImportApplied>>;
  /** Takes an applied import back, as new edits. Asked again it answers the same. Problems: `unknownImport`, `notApplied`, `busy`. */
  revert(table: string, id: string, person: string): Promise<Result<Reverted>>;
  /** What was brought in at this table, the latest first, without what it was. */
  past(table: string): Promise<readonly PastImport[]>;
  progress(person: string, key: string): ImportProgress;
  /** Stops a reading, or an application: then what had been applied is taken back. */
  cancel(person: string, key: string): boolean;
  /** Finishes what a crash has left half done, and forgets old previews. */
  resume(): Promise<void>;
}

const KEEP_PREVIEWS_MS = 7 * 86_400_000;

export function createImports(options: ImportsOptions): Imports {
  return new ImportBook(options);
}

class ImportBook implements Imports {
  readonly #options: ImportsOptions;
  readonly #previewer: Previewer;
  readonly #reader: Reader;
  readonly #applier: Applier;
  readonly #queue = createQueue();
  readonly #runs = createRuns();

  constructor(options: ImportsOptions) {
    this.#options = options;
    const planner = createPlanner(options);
    this.#previewer = createPreviewer({ ...options, planner });
    this.#reader = createReader({ ...options, previewer: this.#previewer });
    this.#applier = createApplier({ ...options, planner });
  }

  preview(
    table: string,
    importer: Importer,
    file: string,
    bytes: Uint8Array,
    key?: string,
  ): Promise<Result<ImportSummary>> {
    const { newId, clock } = this.#options;
    const id = newId();
    return this.#runs.run(keyOf(importer.person, key ?? id), async (run) => {
      const rules = this.#options.tableOf(table);
      if (rules === null) return problem('unknownTable', 'Deze tafel bestaat niet.');
      const empty: ImportRecord = {
        id,
        table,
        by: importer.person,
        at: toIso(clock.now()),
        file: file.slice(0, 200),
        state: 'previewed',
        share: [],
        rows: new Uint8Array(),
      };
      const summary = await this.#reader.read(empty, rules, bytes, importer, {}, run);
      if (summary.ok) await this.#reader.keep(id, bytes);
      return summary;
    });
  }

  async detail(table: string, id: string, person: string): Promise<Result<ImportDetail>> {
    const found = await this.#find(table, id, person);
    return found.ok ? ok(await this.#previewer.detail(found.value)) : found;
  }

  async mapping(table: string, id: string, person: string): Promise<Result<FileView>> {
    const found = await this.#find(table, id, person);
    return found.ok ? ok(found.value.content.head.view) : found;
  }

  remap(
    table: string,
    id: string,
    importer: Importer,
    choice: MappingChoice,
  ): Promise<Result<ImportSummary>> {
    return this.#runs.run(keyOf(importer.person, id), (run) =>
      this.#queue(table, async () => {
        const found = await this.#find(table, id, importer.person);
        if (!found.ok) return found;
        const { record, rules } = found.value;
        if (record.state !== 'previewed') return problem('alreadyApplied', ALREADY_APPLIED);
        const file = await this.#reader.fileOf(id);
        if (!file.ok) return file;
        return this.#reader.read(record, rules, file.value, importer, choice, run);
      }),
    );
  }

  confirm(
    table: string,
    id: string,
    person: string,
    decision: ImportDecision,
  ): Promise<Result<ImportApplied>> {
    return this.#runs.run(keyOf(person, id), (run) =>
      this.#queue(table, async () => {
        const found = await this.#find(table, id, person);
        return found.ok ? this.#decide(found.value, decision, run) : found;
      }),
    );
  }

  revert(table: string, id: string, person: string): Promise<Result<Reverted>> {
    return this.#runs.run(keyOf(person, id), (run) =>
      this.#queue(table, async () => {
        const record = await this.#options.directory.get('import', id);
        if (record === null || record.table !== table) return problem('unknownImport', UNKNOWN);
        if (record.state === 'previewed' || record.state === 'confirmed')
          return problem('notApplied', 'Deze invoer is nog niet klaar. Er is niets om terug te zetten.');
        if (record.reverted !== undefined) return ok(revertedIn(record.reverted));
        return this.#takeBack(record, person, run);
      }),
    );
  }

  async past(table: string): Promise<readonly PastImport[]> {
    const all = (await this.#options.directory.list('import')).filter((one) => one.table === table);
    return all.flatMap(pastOf).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  progress(person: string, key: string): ImportProgress {
    return this.#runs.progressOf(keyOf(person, key));
  }

  cancel(person: string, key: string): boolean {
    return this.#runs.cancel(keyOf(person, key));
  }

  async resume(): Promise<void> {
    const { clock, directory, tableOf } = this.#options;
    for (const record of await directory.list('import')) {
      const rules = tableOf(record.table);
      const age = clock.now() - Date.parse(record.at);
      if (record.state === 'previewed' && age > KEEP_PREVIEWS_MS) await this.#forget(record.id);
      if (rules === null) continue;
      if (record.state === 'confirmed')
        await this.#resumed(record, async () =>
          this.#applier.finish({ record, content: await openContent(record.rows), rules }),
        );
      if (record.state === 'reverting') await this.#resumed(record, () => this.#takeBack(record, record.by));
    }
  }

  async #resumed(record: ImportRecord, task: () => Promise<Result<unknown>>): Promise<void> {
    const result = await this.#queue(record.table, task);
    if (result.ok) return;
    const { id, table } = record;
    this.#options.log?.warn('an import could not be finished', { import: id, table, code: result.code });
  }

  async #forget(id: string): Promise<void> {
    const { directory } = this.#options;
    await directory.take('import', id);
    await forgetPreview(directory, id);
  }

  async #decide(open: OpenImport, decision: ImportDecision, run: Run): Promise<Result<ImportApplied>> {
    const { record } = open;
    if (record.state === 'reverted' || record.state === 'reverting')
      return problem(
        'reverted',
        'Deze invoer is teruggezet. Kies het bestand opnieuw om het weer in te voeren.',
      );
    if (record.applied !== undefined) return ok({ applied: record.applied });
    // What was decided first holds: a repeated request must not widen what is shared halfway.
    const confirmed = record.state === 'confirmed' ? record : confirmedAs(record, decision);
    await this.#options.directory.put('import', confirmed);
    const result = await this.#applier.finish({ ...open, record: confirmed }, run);
    if (result.ok || result.code !== 'cancelled') return result;
    const undone = await this.#takeBack(confirmed, record.by);
    return undone.ok
      ? problem('cancelled', 'Het invoeren is gestopt. Wat al was ingevoerd, is teruggezet.')
      : undone;
  }

  async #takeBack(record: ImportRecord, person: string, run?: Run): Promise<Result<Reverted>> {
    const { directory } = this.#options;
    const reverting: ImportRecord = { ...record, state: 'reverting' };
    await directory.put('import', reverting);
    const undone = await revertImport(this.#options, reverting, person, run);
    if (!undone.ok) return undone;
    const reverted = JSON.stringify(undone.value);
    await directory.put('import', { ...reverting, state: 'reverted', reverted });
    return undone;
  }

  async #find(table: string, id: string, person: string): Promise<Result<OpenImport>> {
    const record = await this.#options.directory.get('import', id);
    const rules = this.#options.tableOf(table);
    if (record === null || rules === null || record.table !== table || record.by !== person)
      return problem('unknownImport', UNKNOWN);
    return ok({ record, content: await openContent(record.rows), rules });
  }
}

function confirmedAs(record: ImportRecord, { share, ...choices }: ImportDecision): ImportRecord {
  return { ...record, state: 'confirmed', share, choices: JSON.stringify(choices) };
}

/** What a list of imports says of it; a preview is nothing that was brought in. */
function pastOf({ id, file, by, at, state, applied, reverted }: ImportRecord): PastImport[] {
  if (state === 'previewed') return [];
  const undone = reverted === undefined ? null : revertedIn(reverted);
  return [{ id, file, by, at, state, applied: applied ?? null, reverted: undone }];
}

function revertedIn(text: string): Reverted {
  return JSON.parse(text) as Reverted;
}

function keyOf(person: string, key: string): string {
  return `${person}/${key}`;
}

/** One at a time per table: two imports that see the same old plans would both create. */
function createQueue(): <T>(table: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (table, task) => {
    const mine = (last.get(table) ?? Promise.resolve()).then(task, task);
    last.set(table, mine);
    const forget = (): void => {
      if (last.get(table) === mine) last.delete(table);
    };
    mine.then(forget, forget);
    return mine;
  };
}

const UNKNOWN = 'Deze invoer bestaat niet meer, of is van iemand anders. Kies het bestand opnieuw.';
const ALREADY_APPLIED = 'Deze invoer is al gedaan. Kies het bestand opnieuw om de kolommen anders te lezen.';

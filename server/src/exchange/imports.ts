import { setImmediate as nextTurn } from 'node:timers/promises';
import { toDay, toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { META } from '@bouwberaad/shared/model/layout.ts';
import type { Audience } from '@bouwberaad/shared/model/organisation.ts';
import {
  detailOf,
  type ImportDecision,
  type ImportDetail,
  type LastChange,
} from '@bouwberaad/shared/sheet/detail.ts';
import {
  appliedMarkerOf,
  batchOf,
  chunksOf,
  editsOf,
  markerOf,
  NO_CHOICES,
} from '@bouwberaad/shared/sheet/edits.ts';
import { readExisting } from '@bouwberaad/shared/sheet/existing.ts';
import { countPlan, planImport, type ImportPlan } from '@bouwberaad/shared/sheet/plan.ts';
import { totalsOf, type Sheet, type SheetProject } from '@bouwberaad/shared/sheet/sheet.ts';
import type { Directory, ImportRecord } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import { packContent, unpackContent, type ImportContent } from './import-record.ts';
import { readWorkbook, type WorkbookOptions } from './workbook.ts';

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
  readonly read?: (bytes: Uint8Array, options: WorkbookOptions) => Promise<Result<Sheet>>;
}

export interface ImportTable {
  readonly audience: Audience;
  readonly municipalities: readonly string[];
}

export interface ImportSummary extends ReturnType<typeof countPlan> {
  readonly id: string;
}

export interface Imports {
  /** Reads a workbook and says what it would do. Problems: those of `readWorkbook`, `unknownTable`. */
  preview(table: string, person: string, file: string, bytes: Uint8Array): Promise<Result<ImportSummary>>;
  /** The preview in full, against the plans as they are now. Only for who uploaded it: it names what is not shared. */
  detail(table: string, id: string, person: string): Promise<Result<ImportDetail>>;
  /** Applies it, exactly once; resolves when it is durable. Asked again it answers the same. Problems: `unknownImport`, `busy`. */
  confirm(
    table: string,
    id: string,
    person: string,
    decision: ImportDecision,
  ): Promise<Result<{ readonly applied: number }>>;
  /** Finishes what a crash has left half applied, and forgets old previews. */
  resume(): Promise<void>;
}

/** Somebody who types in exactly the cells that a chunk writes makes it stale; a few tries outlast anybody. */
const TRIES = 8;
const KEEP_PREVIEWS_MS = 7 * 86_400_000;

export function createImports(options: ImportsOptions): Imports {
  return new ImportBook(options);
}

class ImportBook implements Imports {
  readonly #options: ImportsOptions;
  readonly #planner: Planner;
  readonly #finish: (found: Found) => Promise<Result<Applied>>;
  readonly #queue = createQueue();

  constructor(options: ImportsOptions) {
    this.#options = options;
    this.#planner = createPlanner(options);
    this.#finish = createFinisher(options, this.#planner);
  }

  async preview(
    table: string,
    person: string,
    file: string,
    bytes: Uint8Array,
  ): Promise<Result<ImportSummary>> {
    const { clock, newId, directory, read = readWorkbook } = this.#options;
    const rules = this.#options.tableOf(table);
    if (rules === null) return problem('unknownTable', 'Deze tafel bestaat niet.');
    const sheet = await read(bytes, { today: toDay(clock.now()) });
    if (!sheet.ok) return sheet;
    const record: ImportRecord = {
      id: newId(),
      table,
      by: person,
      at: toIso(clock.now()),
      file: file.slice(0, 200),
      state: 'previewed',
      share: [],
      rows: await packContent({ sheet: sheet.value, choices: null, applied: null }),
    };
    const plan = await this.#planner.whole(record, sheet.value, rules);
    await directory.put('import', record);
    return ok({ id: record.id, ...countPlan(plan) });
  }

  async detail(table: string, id: string, person: string): Promise<Result<ImportDetail>> {
    const found = await this.#find(table, id, person);
    if (!found.ok) return found;
    const { record, content, rules } = found.value;
    const { file, at, state } = record;
    const plan = await this.#planner.whole(record, content.sheet, rules);
    const { lastChange } = this.#options;
    const detail = await detailOf(plan, (path) => lastChange?.(table, path) ?? Promise.resolve(null));
    return ok({ id, file, at, state, totals: plan.totals, applied: content.applied, ...detail });
  }

  confirm(table: string, id: string, person: string, decision: ImportDecision): Promise<Result<Applied>> {
    return this.#queue(table, async () => {
      const found = await this.#find(table, id, person);
      return found.ok ? this.#decide(found.value, decision) : found;
    });
  }

  async resume(): Promise<void> {
    const { clock, directory, tableOf, log } = this.#options;
    for (const record of await directory.list('import')) {
      const rules = tableOf(record.table);
      const age = clock.now() - Date.parse(record.at);
      if (record.state === 'previewed' && age > KEEP_PREVIEWS_MS) await directory.take('import', record.id);
      if (record.state !== 'confirmed' || rules === null) continue;
      const result = await this.#queue(record.table, async () =>
        this.#finish({ record, content: await unpackContent(record.rows), rules }),
      );
      if (result.ok) continue;
      const { id, table } = record;
      log?.warn('an import could not be finished', { import: id, table, code: result.code });
    }
  }

  async #decide(
    { record, content, rules }: Found,
    { share, conflicts, skip }: ImportDecision,
  ): Promise<Result<Applied>> {
    if (content.applied !== null) return ok({ applied: content.applied });
    // What was decided first holds: a repeated request must not widen what is shared halfway.
    if (record.state === 'confirmed') return this.#finish({ record, content, rules });
    const decided: ImportContent = { ...content, choices: { conflicts, skip } };
    const rows = await packContent(decided);
    const confirmed: ImportRecord = { ...record, state: 'confirmed', share, rows };
    await this.#options.directory.put('import', confirmed);
    return this.#finish({ record: confirmed, content: decided, rules });
  }

  async #find(table: string, id: string, person: string): Promise<Result<Found>> {
    const record = await this.#options.directory.get('import', id);
    const rules = this.#options.tableOf(table);
    if (record === null || rules === null || record.table !== table || record.by !== person) {
      return problem(
        'unknownImport',
        'Deze invoer bestaat niet meer, of is van iemand anders. Kies het bestand opnieuw.',
      );
    }
    return ok({ record, content: await unpackContent(record.rows), rules });
  }
}

interface Found {
  readonly record: ImportRecord;
  readonly content: ImportContent;
  readonly rules: ImportTable;
}

interface Applied {
  readonly applied: number;
}

type Planner = ReturnType<typeof createPlanner>;

/** Plans against the live document in small looks, with the rooms' own work in between. */
function createPlanner({ workspaces, organisationOf, newId }: ImportsOptions) {
  function chunk(
    { table, share }: Pick<ImportRecord, 'table' | 'share'>,
    projects: readonly SheetProject[],
    { audience, municipalities }: ImportTable,
  ): Promise<ImportPlan> {
    const ids = new Set(projects.map(({ externalId }) => externalId));
    const sheet: Sheet = { layout: 'diwi', projects, findings: [] };
    return workspaces.read(table, (doc) =>
      planImport({
        sheet,
        existing: readExisting(doc, ids),
        audience,
        municipalities,
        share,
        organisationOf,
        newId,
      }),
    );
  }

  async function whole(
    record: Pick<ImportRecord, 'table' | 'share'>,
    sheet: Sheet,
    table: ImportTable,
  ): Promise<ImportPlan> {
    const parts: ImportPlan[] = [];
    for (const projects of chunksOf(sheet.projects)) {
      parts.push(await chunk(record, projects, table));
      await nextTurn();
    }
    return {
      creates: parts.flatMap(({ creates }) => creates),
      known: parts.flatMap(({ known }) => known),
      removedHere: parts.flatMap(({ removedHere }) => removedHere),
      notShared: parts.flatMap(({ notShared }) => notShared),
      findings: [...sheet.findings, ...parts.flatMap(({ findings }) => findings)],
      totals: totalsOf(sheet.projects),
    };
  }

  return { chunk, whole };
}

/** Applies what is confirmed and marks it as applied. */
function createFinisher(
  { directory, workspaces, clock }: ImportsOptions,
  planner: Planner,
): (found: Found) => Promise<Result<Applied>> {
  /** The next chunk that changes anything, planned on the plans as they are now. */
  async function nextEdits(
    { record, content, rules }: Found,
    chunks: readonly SheetProject[][],
    from: number,
    at: string,
  ) {
    for (let chunk = from; chunk < chunks.length; chunk += 1) {
      const plan = await planner.chunk(record, chunks[chunk] ?? [], rules);
      const edits = editsOf(plan, content.choices ?? NO_CHOICES, { by: record.by, at });
      if (edits.edits.length > 0) return { chunk, edits };
      await nextTurn();
    }
    return null;
  }

  /** All chunks that the live document has not had yet. The marker comes with each chunk, so a crash repeats none. */
  async function apply(found: Found): Promise<Result<Applied>> {
    const { record, content } = found;
    const chunks = chunksOf(content.sheet.projects);
    const at = toIso(clock.now());
    for (let tries = 0; ;) {
      const progress = await workspaces.read(record.table, (doc) => progressOf(doc.getMap(META), record.id));
      const next = await nextEdits(found, chunks, progress.chunks, at);
      if (next === null) return ok({ applied: progress.applied });
      const batch = batchOf(record.id, `import ${record.file}`, next.edits, next.chunk + 1, progress.applied);
      const done = await workspaces.edit(record.table, batch, record.by);
      await nextTurn();
      if (done.ok) tries = 0;
      else if ((tries += 1) >= TRIES) {
        return problem(
          'busy',
          'Er wordt nu in precies deze plannen gewerkt. Wat al is ingevoerd blijft staan; probeer het opnieuw.',
          done.at,
        );
      }
    }
  }

  return async (found) => {
    const result = await apply(found);
    if (!result.ok) return result;
    const rows = await packContent({ ...found.content, applied: result.value.applied });
    await directory.put('import', { ...found.record, state: 'applied', rows });
    return result;
  };
}

/** How far an import has come in this document. */
function progressOf(meta: { get(key: string): unknown }, id: string): { chunks: number; applied: number } {
  const read = (key: string): number => {
    const value = meta.get(key);
    return typeof value === 'number' ? value : 0;
  };
  return { chunks: read(markerOf(id)), applied: read(appliedMarkerOf(id)) };
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

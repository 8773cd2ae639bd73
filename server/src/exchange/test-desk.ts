import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import type { Directory, DirectoryKind, DirectoryRecords } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import type { ImportTable } from './import-planner.ts';
import { createImports, type Imports, type ImportsOptions } from './imports.ts';
import { readWorkbook } from './workbook.ts';

/** What a crash looks like from inside. */
export class Crash extends Error {}

/** For tests: one table's workspace and a directory in memory, which outlive the `Imports` that a crash takes away. */
export class TestDesk {
  readonly doc = new Y.Doc();
  readonly clock = fixedClock('2026-11-24T10:00:00.000Z');
  readonly edits: Edit[] = [];
  table: ImportTable = { audience: 'tafel', municipalities: [] };
  /** Called before an edit is applied and after it is durable; may throw. */
  before: (edit: Edit) => void = () => undefined;
  after: (edit: Edit) => void = () => undefined;
  readonly #records = new Map<string, unknown>();
  readonly #read: typeof readWorkbook;

  constructor(read = readWorkbook) {
    this.#read = read;
  }

  readonly directory: Directory = {
    get: <K extends DirectoryKind>(kind: K, id: string) =>
      Promise.resolve((this.#records.get(`${kind}/${id}`) as DirectoryRecords[K] | undefined) ?? null),
    list: <K extends DirectoryKind>(kind: K) =>
      Promise.resolve(
        [...this.#records]
          .filter(([key]) => key.startsWith(`${kind}/`))
          .map(([, record]) => record as DirectoryRecords[K]),
      ),
    below: <K extends DirectoryKind>(kind: K, prefix: string) =>
      Promise.resolve(
        [...this.#records]
          .filter(([key]) => key.startsWith(`${kind}/${prefix}`))
          .map(([, record]) => record as DirectoryRecords[K]),
      ),
    put: (kind, record) => {
      this.#records.set(`${kind}/${record.id}`, record);
      return Promise.resolve();
    },
    take: <K extends DirectoryKind>(kind: K, id: string) => {
      const record = (this.#records.get(`${kind}/${id}`) as DirectoryRecords[K] | undefined) ?? null;
      this.#records.delete(`${kind}/${id}`);
      return Promise.resolve(record);
    },
  };

  readonly workspaces: Workspaces = {
    read: (_table, look) => Promise.resolve(look(this.doc)),
    edit: (_table, edit) =>
      new Promise((resolve) => {
        this.before(edit);
        const result = applyEdit(this.doc, edit);
        if (result.ok) this.edits.push(edit);
        this.after(edit);
        resolve(result);
      }),
  };

  /** The server, started anew. */
  open(more: Partial<ImportsOptions> = {}): Imports {
    return createImports({
      directory: this.directory,
      workspaces: this.workspaces,
      clock: this.clock,
      newId,
      tableOf: (id) => (id === 'west' ? this.table : null),
      organisationOf: (code) => `gemeente-${code}`,
      read: this.#read,
      ...more,
    });
  }

  get projects() {
    return readAll(this.doc, 'projects');
  }

  /** The whole document as JSON, to see whether anything changed at all. */
  get state(): string {
    return JSON.stringify(this.doc.getMap('projects').toJSON());
  }

  set(project: string, field: string, value: unknown): void {
    (this.doc.getMap('projects').get(project) as Y.Map<unknown>).set(field, value);
  }

  setBlock(project: string, block: string, field: string, value: unknown): void {
    const blocks = (this.doc.getMap('projects').get(project) as Y.Map<unknown>).get('blocks');
    ((blocks as Y.Map<unknown>).get(block) as Y.Map<unknown>).set(field, value);
  }
}

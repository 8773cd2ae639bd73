import { setImmediate as nextTurn } from 'node:timers/promises';
import * as Y from 'yjs';
import { ROOT_NAMES, type RootName } from '@bouwberaad/shared/model/layout.ts';
import type { Audience } from '@bouwberaad/shared/model/organisation.ts';
import { readRecord, recordMap, rootMap, type RecordIn } from '@bouwberaad/shared/model/read.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import type { Workspaces } from '../sync/workspaces.ts';

/** What an export knows of its table beside the plans. */
export interface ExportTable {
  readonly id: string;
  readonly name: string;
  readonly audience: Audience;
  readonly municipalities: readonly string[];
  /** Names of organisations by their id. */
  readonly names: Readonly<Record<string, string>>;
}

export type Records = { [R in RootName]: RecordIn<R>[] };

/** A table's records as one reader may see them. */
export interface ExportContent {
  readonly table: ExportTable;
  readonly reader: Actor;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly records: Records;
  /** Doubles that were merged, by the plan that was kept. */
  readonly merged: readonly { readonly id: string; readonly mergedInto: string }[];
  /** How many plans have notes in rich text. */
  readonly notes: number;
}

export interface ExportSlice {
  readonly root: RootName;
  readonly records: readonly RecordIn<RootName>[];
  readonly merged: ExportContent['merged'];
  readonly notes: number;
}

/** So many records take a room a few milliseconds; nothing may hold it up for 50. */
const SLICE = 150;

/**
 * Reads a table a slice at a time, with the rooms' own work in between: each record is whole, and the file is of the
 * moment or so that reading took. What a reader may not see was never in the workspace, but for the views that somebody
 * keeps for themselves.
 */
export async function* sliceTable(
  workspaces: Pick<Workspaces, 'read'>,
  table: string,
  reader: string,
): AsyncGenerator<ExportSlice> {
  for (const root of ROOT_NAMES) {
    const ids = await workspaces.read(table, (doc) => [...rootMap(doc, root).keys()].sort());
    for (let at = 0; at < ids.length; at += SLICE) {
      const slice = ids.slice(at, at + SLICE);
      yield await workspaces.read(table, (doc) => readSlice(doc, root, slice, [table, reader]));
      await nextTurn();
    }
  }
}

function readSlice(
  doc: Y.Doc,
  root: RootName,
  ids: readonly string[],
  owners: readonly string[],
): ExportSlice {
  const records: RecordIn<RootName>[] = [];
  const merged: { id: string; mergedInto: string }[] = [];
  let notes = 0;
  for (const id of ids) {
    const map = recordMap(doc, root, id);
    if (map === null) continue;
    const record = readRecord(root, id, map);
    if (!record.removed) {
      if ('owner' in record && root === 'views' && record.owner !== null && !owners.includes(record.owner))
        continue;
      records.push(record);
      const text = root === 'projects' ? map.get('notes') : null;
      if (text instanceof Y.XmlFragment && text.length > 0) notes += 1;
    } else if ('mergedInto' in record && record.mergedInto !== null)
      merged.push({ id, mergedInto: record.mergedInto });
  }
  return { root, records, merged, notes };
}

/** Puts slices together again; what they are slices of says `start`. */
export class ContentGatherer {
  readonly #records = Object.fromEntries(ROOT_NAMES.map((root) => [root, []])) as unknown as Records;
  readonly #merged: { id: string; mergedInto: string }[] = [];
  #notes = 0;

  add({ root, records, merged, notes }: ExportSlice): void {
    const into: RecordIn<RootName>[] = this.#records[root];
    for (const record of records) into.push(record);
    this.#merged.push(...merged);
    this.#notes += notes;
  }

  content(start: Omit<ExportContent, 'records' | 'merged' | 'notes'>): ExportContent {
    return { ...start, records: this.#records, merged: this.#merged, notes: this.#notes };
  }
}

import * as Y from 'yjs';
import { readRecord, rootMap } from '../model/read.ts';
import type { Project } from '../model/project.ts';
import { nameKeyOf } from './last-import.ts';
import { nameKey } from './names.ts';
import type { SheetProject } from './sheet.ts';

/** A project as it stands in the workspace, removed ones too: an import must not make them again. */
export interface Existing {
  readonly project: Project;
  /** Of all its blocks, removed ones too. */
  readonly blockIds: readonly string[];
  /** Categories of its bottlenecks, removed ones too. */
  readonly categories: ReadonlySet<string>;
  /** The retired project that a file speaks of, where it was merged into this one: it remembers what that file said last. */
  readonly double?: Project;
}

/** By what the projects of a file may be found. */
export interface Wanted {
  /** Numbers, and keys of files without numbers. */
  readonly ids: ReadonlySet<string>;
  /** Names with their municipality. */
  readonly names: ReadonlySet<string>;
}

export function wantedBy(projects: readonly SheetProject[]): Wanted {
  return {
    ids: new Set(projects.map(({ externalId }) => externalId)),
    names: new Set(projects.map(({ fields }) => nameKey(fields.name, fields.municipality ?? null))),
  };
}

/** Projects that a file may speak of, in the order of their ids; without `wanted` all of them. */
export function readExisting(doc: Y.Doc, wanted?: Wanted): Existing[] {
  return new ExistingIndex().read(doc, wanted);
}

/**
 * Finds projects by number and name while one import goes through its chunks. What was made since the last chunk stands at
 * the end of its map and is added; what was found is looked at again. Without it every chunk of 30,000 rows would walk
 * through all plans, and hold up the room while it does.
 */
export class ExistingIndex {
  readonly #byKey = new Map<string, string[]>();
  readonly #categories = new Map<string, Set<string>>();
  /** Projects that were merged into another one, by that one. */
  readonly #doubles = new Map<string, string[]>();
  #projects = 0;
  #bottlenecks = 0;

  read(doc: Y.Doc, wanted?: Wanted): Existing[] {
    this.#extend(doc);
    const projects = rootMap(doc, 'projects');
    const ids = new Set(wanted === undefined ? projects.keys() : this.#idsOf(projects, wanted));
    return [...this.#withMerged(projects, ids)]
      .sort((a, b) => (a < b ? -1 : 1))
      .flatMap((id) => {
        const record = recordOf(projects, id);
        return record === null ? [] : [this.#existing(id, record)];
      });
  }

  #existing(id: string, record: Y.Map<unknown>): Existing {
    const blocks = record.get('blocks');
    return {
      project: readRecord('projects', id, record),
      blockIds: blocks instanceof Y.Map ? [...blocks.keys()] : [],
      categories: this.#categories.get(id) ?? new Set<string>(),
    };
  }

  #idsOf(projects: Y.Map<unknown>, wanted: Wanted): string[] {
    const keys = [...wanted.ids, ...wanted.names];
    return keys
      .flatMap((key) => this.#byKey.get(key) ?? [])
      .filter((id) => {
        const record = recordOf(projects, id);
        return record !== null && (wanted.ids.has(id) || isWanted(record, wanted));
      });
  }

  /** Also the projects into which these were merged, and what else was: a file may speak of all of them. */
  #withMerged(projects: Y.Map<unknown>, ids: Set<string>): Set<string> {
    // A set walks over what is added on the way.
    for (const id of ids) {
      const into = recordOf(projects, id)?.get('mergedInto');
      if (typeof into === 'string') ids.add(into);
      for (const double of this.#doubles.get(id) ?? []) ids.add(double);
    }
    return ids;
  }

  #extend(doc: Y.Doc): void {
    let at = 0;
    for (const [id, record] of rootMap(doc, 'projects')) {
      at += 1;
      if (at <= this.#projects || !(record instanceof Y.Map)) continue;
      const into: unknown = record.get('mergedInto');
      if (typeof into === 'string') this.#doubles.set(into, [...(this.#doubles.get(into) ?? []), id]);
      // Our own exports call a plan without a number by its id.
      for (const key of [...keysOf(record as Y.Map<unknown>), id])
        this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), id]);
    }
    this.#projects = at;
    at = 0;
    for (const [, record] of rootMap(doc, 'bottlenecks')) {
      at += 1;
      if (at > this.#bottlenecks && record instanceof Y.Map) this.#addCategory(record as Y.Map<unknown>);
    }
    this.#bottlenecks = at;
  }

  #addCategory(record: Y.Map<unknown>): void {
    const projects: unknown = record.get('projects');
    const category: unknown = record.get('category');
    if (!Array.isArray(projects) || typeof category !== 'string') return;
    for (const project of projects) {
      if (typeof project !== 'string') continue;
      const categories = this.#categories.get(project) ?? new Set<string>();
      this.#categories.set(project, categories.add(category));
    }
  }
}

function recordOf(projects: Y.Map<unknown>, id: string): Y.Map<unknown> | null {
  const record: unknown = projects.get(id);
  return record instanceof Y.Map ? (record as Y.Map<unknown>) : null;
}

/** Its number, the key of a file without numbers, and its name with and without its municipality. */
function keysOf(record: Y.Map<unknown>): string[] {
  const externalId = record.get('externalId');
  const key = nameKeyOf(record.get('source'));
  const letters = nameKey(textOf(record.get('name')), null);
  const placed = `${textOf(record.get('municipality'))}${letters}`;
  return [...new Set([textOf(externalId), key ?? '', letters, placed])].filter((one) => one !== '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isWanted(record: Y.Map<unknown>, { ids, names }: Wanted): boolean {
  return keysOf(record).some((key) => ids.has(key) || names.has(key));
}

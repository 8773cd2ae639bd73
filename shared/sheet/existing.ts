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
  const found: { id: string; record: Y.Map<unknown> }[] = [];
  for (const [id, map] of rootMap(doc, 'projects')) {
    if (!(map instanceof Y.Map)) continue;
    const record = map as Y.Map<unknown>;
    if (wanted === undefined || isWanted(record, wanted)) found.push({ id, record });
  }
  const categories = found.length === 0 ? new Map<string, Set<string>>() : categoriesByProject(doc);
  return found
    .map(({ id, record }) => {
      const blocks = record.get('blocks');
      return {
        project: readRecord('projects', id, record),
        blockIds: blocks instanceof Y.Map ? [...blocks.keys()] : [],
        categories: categories.get(id) ?? new Set<string>(),
      };
    })
    .sort((a, b) => (a.project.id < b.project.id ? -1 : 1));
}

function isWanted(record: Y.Map<unknown>, { ids, names }: Wanted): boolean {
  const externalId = record.get('externalId');
  if (typeof externalId === 'string' && ids.has(externalId)) return true;
  const key = nameKeyOf(record.get('source'));
  if (key !== null && ids.has(key)) return true;
  const letters = lettersOf(record);
  const municipality = record.get('municipality');
  return names.has(`${typeof municipality === 'string' ? municipality : ''}${letters}`) || names.has(letters);
}

/** A chunk of an import looks at all names; making them plain again each time would be most of its work. */
const known = new WeakMap<Y.Map<unknown>, { readonly name: unknown; readonly letters: string }>();

function lettersOf(record: Y.Map<unknown>): string {
  const name = record.get('name');
  const before = known.get(record);
  if (before?.name === name) return before?.letters ?? '';
  const letters = nameKey(typeof name === 'string' ? name : '', null);
  known.set(record, { name, letters });
  return letters;
}

function categoriesByProject(doc: Y.Doc): Map<string, Set<string>> {
  const byProject = new Map<string, Set<string>>();
  for (const [, map] of rootMap(doc, 'bottlenecks')) {
    if (!(map instanceof Y.Map)) continue;
    const projects: unknown = map.get('projects');
    const category: unknown = map.get('category');
    if (!Array.isArray(projects) || typeof category !== 'string') continue;
    for (const project of projects) {
      if (typeof project !== 'string') continue;
      const categories = byProject.get(project);
      if (categories === undefined) byProject.set(project, new Set([category]));
      else categories.add(category);
    }
  }
  return byProject;
}

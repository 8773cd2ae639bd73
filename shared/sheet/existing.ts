import * as Y from 'yjs';
import { readRecord, rootMap } from '../model/read.ts';
import type { Project } from '../model/project.ts';

/** A project as it stands in the workspace, removed ones too: an import must not make them again. */
export interface Existing {
  readonly project: Project;
  /** Of all its blocks, removed ones too. */
  readonly blockIds: readonly string[];
}

/** Projects with an external id; `ids` limits them to those. */
export function readExisting(doc: Y.Doc, ids?: ReadonlySet<string>): Existing[] {
  const all: Existing[] = [];
  for (const [id, map] of rootMap(doc, 'projects')) {
    if (!(map instanceof Y.Map)) continue;
    const record = map as Y.Map<unknown>;
    const externalId = record.get('externalId');
    if (typeof externalId !== 'string' || ids?.has(externalId) === false) continue;
    const blocks = record.get('blocks');
    all.push({
      project: readRecord('projects', id, record),
      blockIds: blocks instanceof Y.Map ? [...blocks.keys()] : [],
    });
  }
  return all.sort((a, b) => (a.project.id < b.project.id ? -1 : 1));
}

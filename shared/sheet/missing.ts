import * as Y from 'yjs';
import { rootMap } from '../model/read.ts';
import type { MissingProject } from './detail.ts';

/**
 * Projects here, in a municipality that the file speaks of, that it does not have. Nothing follows from that by itself:
 * they may have been finished, or be somebody else's.
 */
export function readMissing(
  doc: Y.Doc,
  inFile: ReadonlySet<string>,
  municipalities: ReadonlySet<string>,
): MissingProject[] {
  const missing: MissingProject[] = [];
  for (const [id, map] of rootMap(doc, 'projects')) {
    if (!(map instanceof Y.Map) || inFile.has(id) || map.get('removed') === true) continue;
    const text = (key: string): string | null => {
      const value: unknown = map.get(key);
      return typeof value === 'string' ? value : null;
    };
    const municipality = text('municipality');
    if (municipality === null || !municipalities.has(municipality)) continue;
    missing.push({ id, externalId: text('externalId'), name: text('name') ?? id, municipality });
  }
  return missing.sort((a, b) => (a.name < b.name ? -1 : 1));
}

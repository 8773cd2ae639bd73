import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { parsePath, type RootName } from '@bouwberaad/shared/model/layout.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import type { RecordIn } from '@bouwberaad/shared/model/read.ts';

interface Records {
  get<R extends RootName>(root: R, id: string): RecordIn<R> | null;
}

/** The project that a path lies in; null for another path, or a project that is gone. */
export function projectAt(records: Records, path: string | null): Project | null {
  const place = path === null ? null : parsePath(path);
  if (place?.root !== 'projects') return null;
  const project = records.get('projects', place.record);
  return project === null || project.removed ? null : project;
}

/** What a field holds now, as it reads; undefined when the record or block is gone. */
export function liveValue(records: Records, path: string | null): Json | undefined {
  const place = path === null ? null : parsePath(path);
  const project = projectAt(records, path);
  if (place?.field === undefined || project === null) return undefined;
  const holder = place.block === undefined ? project : project.blocks.find(({ id }) => id === place.block);
  return holder === undefined
    ? undefined
    : ((holder as unknown as Record<string, Json>)[place.field] ?? null);
}

import type * as Y from 'yjs';
import type { Touch } from '../edit/touch.ts';
import { parsePath } from '../model/layout.ts';
import { recordMap } from '../model/read.ts';
import type { Facts } from './policy.ts';

/** What rights rest on, read from the live document before the write; for a record being made, its own values. */
export function factsOf(doc: Y.Doc, touch: Touch): Facts {
  const { root, record, block } = touch.place;
  if (touch.kind === 'create' && block === undefined) {
    const fields = touch.value as Record<string, unknown>;
    return { ...ownership(doc, root, (key) => fields[key]), author: asText(fields['by']) };
  }
  const map = recordMap(doc, root, record);
  return { ...ownership(doc, root, (key) => map?.get(key)), author: asText(map?.get('by')) };
}

/** Of a plan, or of the plan that a reading or suggestion is about. */
function ownership(
  doc: Y.Doc,
  root: string,
  get: (key: string) => unknown,
): Pick<Facts, 'organisation' | 'municipality'> {
  if (root === 'projects')
    return { organisation: asText(get('organisation')), municipality: asText(get('municipality')) };
  if (root !== 'readings' && root !== 'suggestions') return { organisation: null, municipality: null };
  const path = get('path');
  const about = typeof path === 'string' ? parsePath(path) : null;
  const project = about?.root === 'projects' ? recordMap(doc, 'projects', about.record) : null;
  return {
    organisation: asText(project?.get('organisation')),
    municipality: asText(project?.get('municipality')),
  };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

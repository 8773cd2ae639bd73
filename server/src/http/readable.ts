import type { Doc } from 'yjs';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { admits, type Audience } from '@bouwberaad/shared/model/organisation.ts';
import { readRecord, recordMap, type Plans } from '@bouwberaad/shared/model/read.ts';

/**
 * Which places of a workspace somebody at the table may read, history and frozen plans included. Plans that are
 * stricter than the table's audience do not come into a workspace; what was kept before an audience was narrowed, or
 * put back from elsewhere, is held back here all the same, with whatever is only about such a plan. `owners`: whose views
 * are mine too, the person and the table; another one's own view is nobody else's concern.
 */
export function readable(
  doc: Doc,
  { audience, owners }: { readonly audience: Audience; readonly owners: readonly string[] },
): (path: string) => boolean {
  const known = new Map<string, boolean>();

  function isHiddenProject(id: string): boolean {
    const map = recordMap(doc, 'projects', id);
    return map !== null && !admits(audience, readRecord('projects', id, map).confidentiality);
  }

  function isReadable(path: string): boolean {
    const place = parsePath(path);
    if (place === null) return false;
    const { root, record } = place;
    if (root === 'projects') return !isHiddenProject(record);
    const map = recordMap(doc, root, record);
    if (map === null) return true;
    if (root === 'views') {
      const owner = readRecord('views', record, map).owner;
      return owner === null || owners.includes(owner);
    }
    const about = projectsOf(map);
    return about.length === 0 || !about.every(isHiddenProject);
  }

  return (path) => {
    // Rows of one record follow each other by the hundred.
    const key = path.split('/', 2).join('/');
    const before = known.get(key);
    if (before !== undefined) return before;
    const is = isReadable(path);
    known.set(key, is);
    return is;
  };
}

/** The plans that a record names, in whichever of its fields. */
function projectsOf(map: { get(key: string): unknown }): string[] {
  const listed = map.get('projects');
  const ids = Array.isArray(listed) ? listed.filter((id) => typeof id === 'string') : [];
  for (const key of ['anchor', 'path', 'source']) {
    const value = map.get(key);
    const place = typeof value === 'string' ? parsePath(value) : null;
    if (place?.root === 'projects') ids.push(place.record);
  }
  return ids;
}

/** Frozen plans as somebody at the table may read them now. */
export function readablePlans(plans: Plans, audience: Audience): Plans {
  const hidden = new Set(
    plans.projects.filter(({ confidentiality }) => !admits(audience, confidentiality)).map(({ id }) => id),
  );
  if (hidden.size === 0) return plans;
  return {
    ...plans,
    projects: plans.projects.filter(({ id }) => !hidden.has(id)),
    bottlenecks: plans.bottlenecks.filter(
      ({ projects }) => projects.length === 0 || !projects.every((id) => hidden.has(id)),
    ),
  };
}

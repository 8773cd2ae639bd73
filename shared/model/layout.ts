import { actionType } from './action.ts';
import { agendaType } from './agenda.ts';
import { annotationType } from './annotation.ts';
import { blockType } from './block.ts';
import { bottleneckType } from './bottleneck.ts';
import { caseType } from './case.ts';
import { meetingType } from './meeting.ts';
import { minutesType } from './minutes.ts';
import { projectType } from './project.ts';
import { proposalType } from './proposal.ts';
import { readingType } from './reading.ts';
import type { RecordType } from './record.ts';
import { suggestionType } from './suggestion.ts';
import { targetType } from './target.ts';
import { viewType } from './view.ts';

/**
 * Where each record lives in the workspace. The layout only grows: a key is never renamed, retyped or reused. A
 * change here raises LAYOUT, breaks a test on purpose, and sends older clients away with 4426 to update first.
 */
export const LAYOUT = 1;

export const roots = {
  projects: projectType,
  bottlenecks: bottleneckType,
  actions: actionType,
  annotations: annotationType,
  readings: readingType,
  suggestions: suggestionType,
  cases: caseType,
  meetings: meetingType,
  agenda: agendaType,
  proposals: proposalType,
  minutes: minutesType,
  targets: targetType,
  views: viewType,
} as const;

export type RootName = keyof typeof roots;
export const ROOT_NAMES = Object.keys(roots) as readonly RootName[];

/** Scalars that only the server writes: `layout`, `generation`, `decision:<id>`, `import:<id>`. */
export const META = 'meta';

export function isRootName(name: string): name is RootName {
  return Object.hasOwn(roots, name);
}

/**
 * A place in the workspace: `projects/<id>`, `projects/<id>/<field>`, `projects/<id>/blocks/<id>`,
 * `projects/<id>/blocks/<id>/<field>`; the same without blocks for every other root.
 */
export interface Place {
  readonly root: RootName;
  readonly record: string;
  readonly block?: string;
  readonly field?: string;
}

/** The type of the record that a place lies in. */
export function typeAt(place: Pick<Place, 'root' | 'block'>): RecordType {
  return place.block === undefined ? roots[place.root] : blockType;
}

export function formatPath(place: Place): string {
  const record = `${place.root}/${place.record}`;
  const owner = place.block === undefined ? record : `${record}/blocks/${place.block}`;
  return place.field === undefined ? owner : `${owner}/${place.field}`;
}

/** Null when the path names nothing that the model knows. */
export function parsePath(path: string): Place | null {
  const parts = path.split('/');
  const [root, record, third, block, field] = parts;
  if (root === undefined || !isRootName(root) || !record) return null;
  if (parts.length === 2) return { root, record };
  if (third === undefined) return null;
  if (parts.length === 3)
    return Object.hasOwn(roots[root].fields, third) ? { root, record, field: third } : null;
  if (root !== 'projects' || third !== 'blocks' || !block) return null;
  if (parts.length === 4) return { root, record, block };
  return parts.length === 5 && field !== undefined && Object.hasOwn(blockType.fields, field)
    ? { root, record, block, field }
    : null;
}

import type { Edit, FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { SPLIT_KEYS } from './findings.ts';
import type { Block } from '@bouwberaad/shared/model/block.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';

interface Stamp {
  readonly by: string;
  readonly at: string;
}

/** Takes a project from the list; it can be brought back. */
export function retire(project: Pick<Project, 'id'>): Edit {
  return { type: 'removeRecord', path: `projects/${project.id}`, removed: true };
}

/** Puts a project back in the list; what was merged into another is a plan of its own again. */
export function bringBack(project: Pick<Project, 'id' | 'mergedInto'>): Edit {
  const back = { type: 'removeRecord', path: `projects/${project.id}`, removed: false } as const;
  if (project.mergedInto === null) return back;
  const path = `projects/${project.id}/mergedInto`;
  return {
    type: 'batch',
    name: 'bringBack',
    edits: [back, { type: 'setField', path, from: project.mergedInto, to: null }],
  };
}

/** What a plan like it begins with. An external id names one plan, and what was delivered was delivered once. */
const COPIED = [
  'municipality',
  'place',
  'lat',
  'lng',
  'planType',
  'phase',
  'planStatus',
  'developer',
  'organisation',
  'confidentiality',
  'likelihood',
  'storeys',
  'total',
] as const satisfies readonly (keyof Project)[];

/** A new plan with the fields and blocks of another, under a name of its own. */
export function duplicate(
  project: Project,
  name: string,
  stamp: Stamp,
  ids: () => string = newId,
): Extract<Edit, { type: 'createRecord' }> {
  const fields: Record<string, Json> = { name };
  for (const key of COPIED) if (project[key] !== null) fields[key] = project[key];
  const blocks = Object.fromEntries(
    project.blocks.map((block) => [ids(), { ...copyBlock(block), ...stamp }]),
  );
  return { type: 'createRecord', root: 'projects', id: ids(), fields: { ...fields, ...stamp }, blocks };
}

/** A block's values without what makes it that block. */
export function copyBlock(block: Block): FieldValues {
  const values: Record<string, Json> = {};
  for (const key of ['kind', 'year', 'homes'] as const) if (block[key] !== null) values[key] = block[key];
  for (const key of SPLIT_KEYS) if (Object.keys(block[key]).length > 0) values[key] = block[key];
  return values;
}

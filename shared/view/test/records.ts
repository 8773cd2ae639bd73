import { annotationType, type Annotation } from '../../model/annotation.ts';
import { actionType, type Action } from '../../model/action.ts';
import { blockType, type Block } from '../../model/block.ts';
import { bottleneckType, type Bottleneck } from '../../model/bottleneck.ts';
import { projectType, type Project } from '../../model/project.ts';
import type { RecordType } from '../../model/record.ts';
import { RowMaker, type ProjectRow } from '../rows.ts';
import { linkProjects } from '../summary.ts';

/** Records for the tests of the list: every field that is not named is empty. */
function empty(type: RecordType): Record<string, unknown> {
  const fields = Object.entries(type.fields).filter(
    ([, { kind }]) => kind !== 'richText' && kind !== 'records',
  );
  return { ...Object.fromEntries(fields.map(([key, field]) => [key, field.empty])), by: 'a' };
}

export const block = (id: string, more: Partial<Block>): Block =>
  ({ ...empty(blockType), id, kind: 'build', ...more }) as Block;
export const project = (id: string, more: Partial<Project> = {}): Project =>
  ({ ...empty(projectType), id, name: id, municipality: '0150', blocks: [], ...more }) as Project;
export const bottleneck = (id: string, more: Partial<Bottleneck>): Bottleneck =>
  ({
    ...empty(bottleneckType),
    id,
    category: 'stikstof',
    certainty: 'bevestigd',
    state: 'open',
    ...more,
  }) as Bottleneck;
export const annotation = (id: string, more: Partial<Annotation>): Annotation =>
  ({ ...empty(annotationType), id, text: id, ...more }) as Annotation;
export const action = (id: string, more: Partial<Action>): Action =>
  ({ ...empty(actionType), id, text: id, state: 'open', ...more }) as Action;

export const names = (code: string | null): string =>
  ({ '0150': 'Deventer', '0193': 'Zwolle' })[code ?? ''] ?? '';
export const none = linkProjects([], [], []);
export const make = (projects: readonly Project[], links = none): ProjectRow[] =>
  new RowMaker(names, (id) => id ?? '').make(projects, links);
export const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import { planFieldOptions } from '#lib/projects/plan-fields.ts';
import { yearCell } from '#lib/projects/year-cell.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { liveValue, projectAt } from './live-value.ts';
import { suggest } from './reading-edits.ts';
import { suggestible } from './subjects.ts';

type Session = Pick<TableSession, 'get' | 'stamp' | 'organisations' | 'info' | 'rules' | 'may'>;

/** A value that somebody may not write, put to the owner of the plan instead. */
export interface RefusedSuggestion {
  readonly edit: Edit;
  /** An organisation's id: who is asked. */
  readonly owner: string;
}

/**
 * An edit as a suggestion, for the values that it gives. Null where that can't be: it makes or takes away something, the
 * plan is gone or holds the value already, or this person may suggest nothing.
 */
export function suggestionFor(session: Session, edit: Edit): RefusedSuggestion | null {
  const values = (edit.type === 'batch' ? edit.edits : [edit]).map((one) => wanted(session, one));
  const [first] = values;
  const owner = first === null || first === undefined ? null : projectAt(session, first.path)?.organisation;
  if (owner === null || owner === undefined) return null;
  const edits: Exclude<Edit, { type: 'batch' }>[] = [];
  for (const value of values) {
    const one = value === null ? null : suggestion(session, value);
    if (one === null || one.type === 'batch') return null;
    edits.push(one);
  }
  const [only, ...more] = edits;
  if (only === undefined) return null;
  const asked: Edit = more.length === 0 ? only : { type: 'batch', name: 'suggest', edits };
  return session.may(asked).ok ? { edit: asked, owner } : null;
}

interface Wanted {
  readonly path: string;
  readonly to: Json;
}

function wanted(session: Session, edit: Edit): Wanted | null {
  if (edit.type === 'setField') return { path: edit.path, to: edit.to };
  if (edit.type !== 'setYearHomes') return null;
  const project = session.get('projects', edit.project);
  const [block, ...more] = project === null ? [] : yearCell(project, edit.year).builds;
  // Of a year without a block, or with several, one number does not say which is meant.
  if (block === undefined || more.length > 0) return null;
  return { path: `projects/${edit.project}/blocks/${block.id}/homes`, to: edit.to };
}

function suggestion(session: Session, { path, to }: Wanted): Edit | null {
  const project = projectAt(session, path);
  const from = liveValue(session, path);
  if (project === null || from === undefined || sameJson(from, to)) return null;
  const subjects = suggestible(project, planFieldOptions(session));
  if (!subjects.some((one) => one.path === path)) return null;
  return suggest({ path, from, to, reason: '', thread: null }, session.stamp());
}

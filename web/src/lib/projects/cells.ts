import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { touchesOf } from '@bouwberaad/shared/edit/touch.ts';
import { isBuild } from '@bouwberaad/shared/model/block.ts';
import {
  COLUMNS,
  yearKey,
  type CellValue,
  type Column,
  type ColumnKey,
} from '@bouwberaad/shared/model/columns.ts';
import { formatPath, parsePath, type Place } from '@bouwberaad/shared/model/layout.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { editYear, yearCell, type Making } from './year-cell.ts';

/** Where a cell of the grid lies: a project and a column. */
export interface CellPlace {
  readonly project: string;
  readonly column: ColumnKey;
}

/** One text for a place, to keep it in a map. */
export function cellId(project: string, column: ColumnKey): string {
  return `${project}|${column}`;
}

/** What is typed in: what an editor starts with. Summaries hold nothing that is typed. */
export function cellValue(column: Column, project: Project): CellValue {
  switch (column.type) {
    case 'summary':
      return null;
    case 'homes':
      return yearCell(project, column.year).homes;
    default:
      return project[column.key];
  }
}

/** The edit that gives a cell another value; `several`: the year has blocks that only the drawer can tell apart; null: nothing changes. */
export function editCell(
  column: Column,
  project: Project,
  to: CellValue,
  making: Making,
): Edit | 'several' | null {
  if (column.type === 'summary') return null;
  if (column.type === 'homes')
    return editYear(project, column.year, typeof to === 'number' ? to : null, making);
  const from = project[column.key];
  return from === to ? null : { type: 'setField', path: `projects/${project.id}/${column.key}`, from, to };
}

/**
 * What the others are told of where I am. A field's own path, so that whoever sees that field elsewhere knows too; a
 * year is no field, and is named as one.
 */
export function presencePath(project: string, column: ColumnKey): string {
  return `projects/${project}/${column}`;
}

/** The cell that a path lies in: a presence path, or a path of the workspace. Null for what the grid does not show. */
export function cellOfPath(path: string, projectOf: (id: string) => Project | null): CellPlace | null {
  const [root, project, key] = path.split('/');
  if (root !== 'projects' || project === undefined || key === undefined) return null;
  const place = parsePath(path);
  if (place?.block !== undefined) return ofBlock(place, projectOf(project));
  return isShown(key) ? { project, column: key } : null;
}

function ofBlock(place: Place, project: Project | null): CellPlace | null {
  const block = project?.blocks.find(({ id }) => id === place.block);
  return block === undefined || block.year === null || !isBuild(block)
    ? null
    : { project: place.record, column: yearKey(block.year) };
}

function isShown(key: string): key is ColumnKey {
  return COLUMNS.has(key as ColumnKey) || /^year:\d{4}$/u.test(key);
}

/** The cells that an edit writes; a project that is made marks its name. */
export function cellsOfEdit(edit: Edit, projectOf: (id: string) => Project | null): CellPlace[] {
  if (edit.type === 'setYearHomes') return [{ project: edit.project, column: yearKey(edit.year) }];
  if (edit.type === 'batch') return edit.edits.flatMap((one) => cellsOfEdit(one, projectOf));
  if (edit.type === 'addBlock')
    return typeof edit.fields['year'] === 'number'
      ? [{ project: edit.project, column: yearKey(edit.fields['year']) }]
      : [];
  // A block that is taken back is not among its project's any more.
  if (edit.type === 'removeRecord' && typeof edit.expect?.['year'] === 'number') {
    const place = parsePath(edit.path);
    return place === null ? [] : [{ project: place.record, column: yearKey(edit.expect['year']) }];
  }
  return touchesOf(edit).flatMap(({ place }) => {
    if (place.root !== 'projects') return [];
    if (place.field === undefined && place.block === undefined)
      return [{ project: place.record, column: 'name' as const }];
    const cell = cellOfPath(formatPath(place), projectOf);
    return cell === null ? [] : [cell];
  });
}

/** Whether somebody who is at this path looks at this project. */
export function looksAt(path: string | undefined, project: string): boolean {
  return path !== undefined && (path === `projects/${project}` || path.startsWith(`projects/${project}/`));
}

/** The columns whose cells differ between two states of a project. */
export function changedColumns(columns: readonly Column[], before: Project, after: Project): ColumnKey[] {
  return columns
    .filter((column) => cellValue(column, before) !== cellValue(column, after))
    .map(({ key }) => key);
}

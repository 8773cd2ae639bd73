import type { Batch, Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import type { CellValue, Column } from '@bouwberaad/shared/model/columns.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import type { Permission } from '@bouwberaad/shared/policy/policy.ts';
import { editCell } from './cells.ts';
import type { Making } from './year-cell.ts';

/** A text that goes into a cell, as somebody typed, pasted or copied it. */
export interface CellWrite {
  readonly project: Project;
  readonly column: Column;
  readonly text: string;
}

/** Why a cell keeps its value: its text is no value (`input`), one may not write it (`denied`), or the year has several blocks. */
export interface RefusedCell extends CellWrite {
  readonly why: 'input' | 'denied' | 'several';
  /** A problem of `parseCell`, or a denial. */
  readonly code: string;
}

/** What writing needs to know of the table. */
export interface WriteRules {
  read(column: Column, text: string): Result<CellValue>;
  /** What a cell shows, as it would be copied: writing that changes nothing, also where nothing can be written. */
  shown(project: Project, column: Column): string;
  may(edit: Edit): Permission;
  /** May the field of this cell be written at all? Asked before its text is read. */
  mayWrite(project: Project, column: Column): Permission;
  making(): Making;
}

export type SingleEdit = Batch['edits'][number];

export interface WritePlan {
  /** Only what changes something. */
  readonly edits: readonly SingleEdit[];
  readonly refused: readonly RefusedCell[];
}

/** Texts for cells as the edits that one batch holds, and the cells that can't be written; the rest is not kept from going on. */
export function planWrites(writes: readonly CellWrite[], rules: WriteRules): WritePlan {
  const edits: SingleEdit[] = [];
  const refused: RefusedCell[] = [];
  for (const write of writes) {
    const answer = planWrite(write, rules);
    if (answer === null) continue;
    if ('why' in answer) refused.push(answer);
    else edits.push(answer);
  }
  return { edits, refused };
}

function planWrite(write: CellWrite, rules: WriteRules): SingleEdit | RefusedCell | null {
  const { project, column, text } = write;
  const refuse = (why: RefusedCell['why'], code: string): RefusedCell => ({ ...write, why, code });
  if (text === rules.shown(project, column)) return null;
  if (!column.editable) return text.trim() === '' ? null : refuse('input', 'readOnly');
  const value = rules.read(column, text);
  const edit = value.ok ? editCell(column, project, value.value, rules.making()) : null;
  if (value.ok && edit === null) return null;
  const permission = rules.mayWrite(project, column);
  if (!permission.ok) return refuse('denied', permission.code);
  if (!value.ok) return refuse('input', value.code);
  if (edit === 'several') return refuse('several', 'several');
  if (edit === null || edit.type === 'batch') return null;
  // Some values may not be written where others may: a level that is too strict for the table.
  const allowed = rules.may(edit);
  return allowed.ok ? edit : refuse('denied', allowed.code);
}

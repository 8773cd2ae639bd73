import type { Result } from '@bouwberaad/shared/lib/result.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import {
  formatCell,
  parseCell,
  plainText,
  type Named,
  type Names,
} from '@bouwberaad/shared/model/cell-text.ts';
import type { CellValue, ChoiceColumn, Column } from '@bouwberaad/shared/model/columns.ts';
import { CONFIDENTIALITIES, PHASES, PLAN_TYPES, type Project } from '@bouwberaad/shared/model/project.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { cellValue } from './cells.ts';
import {
  CATEGORY_WORDS,
  chosen,
  CONFIDENTIALITY_WORDS,
  PHASE_WORDS,
  PLAN_TYPE_WORDS,
} from './choice-words.ts';
import type { ClipCell } from './clipboard.ts';
import { columnTitle, columnWords } from './column-words.ts';

/** A choice as the screen says it. */
export function choiceWords(column: ChoiceColumn, value: string): string {
  switch (column.key) {
    case 'phase': {
      const phase = chosen(PHASES, value);
      return phase === null ? value : PHASE_WORDS[phase]();
    }
    case 'planType': {
      const planType = chosen(PLAN_TYPES, value);
      return planType === null ? value : PLAN_TYPE_WORDS[planType]();
    }
    case 'confidentiality': {
      const level = chosen(CONFIDENTIALITIES, value);
      return level === null ? value : CONFIDENTIALITY_WORDS[level]();
    }
    default:
      return value;
  }
}

/** What can be chosen in a column, in the order of the model or of the names; without the empty one. */
export function choicesOf(column: Column, names: Names): readonly Named[] {
  if (column.type === 'choice')
    return column.choices.map((value) => ({ value, name: choiceWords(column, value) }));
  if (column.type === 'named') return names[column.of];
  return column.type === 'flag'
    ? [true, false].map((value) => ({ value: String(value), name: formatCell(column, value, getLocale()) }))
    : [];
}

/** What somebody typed or pasted, in the words of the screen or those of the model. Problems as of `parseCell`. */
export function readCell(column: Column, text: string, names: Names): Result<CellValue> {
  if (column.type === 'choice') {
    const typed = plainText(text);
    const word = column.choices.find((value) => plainText(choiceWords(column, value)) === typed);
    if (word !== undefined) return ok(word);
  }
  return parseCell(column, text, getLocale(), names);
}

/** What an editor begins with: the value as `readCell` reads it back, numbers bare. */
export function startText(column: Column, project: Project, names: Names): string {
  const value = cellValue(column, project);
  if (typeof value === 'number') return String(value);
  if (column.type === 'choice' && typeof value === 'string') return choiceWords(column, value);
  return formatCell(column, value, getLocale(), names);
}

/** What a cell shows: a number, a text, or nothing. A flag that is off shows nothing. */
export function shownValue(row: ProjectRow, column: Column): string | number | null {
  switch (column.type) {
    case 'homes':
      return row.years.get(column.year) ?? null;
    case 'summary':
      return shownSummary(row, column.key);
    case 'flag':
      return row.project[column.key] === true ? 'x' : null;
    default: {
      const value = column.key === 'total' ? row.homes : cellValue(column, row.project);
      return typeof value === 'boolean' ? null : value;
    }
  }
}

function shownSummary(
  row: ProjectRow,
  key: 'bottlenecks' | 'actions' | 'annotations',
): string | number | null {
  switch (key) {
    case 'bottlenecks':
      return row.bottleneck.kind === 'some' ? CATEGORY_WORDS[row.bottleneck.category]() : null;
    case 'actions':
      return row.pendingActions === 0 ? null : row.pendingActions;
    case 'annotations':
      return row.openAnnotations.length === 0 ? null : row.openAnnotations.length;
  }
}

/**
 * A cell as it is copied. Numbers are bare digits: every spreadsheet reads those, whatever its language, where `1.240`
 * is one and a quarter to an English one.
 */
export function clipCell(row: ProjectRow, column: Column, names: Names): ClipCell {
  const value = shownValue(row, column);
  if (typeof value === 'number')
    return column.type === 'percent'
      ? { text: `${value}%`, kind: 'percent' }
      : { text: String(value), kind: 'number' };
  if (column.type === 'summary') return { text: value ?? '', kind: 'text' };
  return { text: startText(column, row.project, names), kind: 'text' };
}

/** Whether a text is what a column is called, so that a copied heading is not taken for a value. */
export function isHeading(text: string, column: Column): boolean {
  const typed = plainText(text);
  return typed === plainText(columnWords(column)) || typed === plainText(columnTitle(column));
}

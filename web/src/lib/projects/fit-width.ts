import type { Column } from '@bouwberaad/shared/model/columns.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { formatNumber, formatPercent } from '#lib/ui/format.ts';
import { CATEGORY_WORDS, CONFIDENTIALITY_WORDS, PHASE_WORDS, PLAN_TYPE_WORDS } from './choice-words.ts';
import { columnWords } from './column-words.ts';

/** What stands beside the words of a cell, its padding included, in rem: a phase's meter, a bottleneck's mark. */
const BESIDE: Readonly<Record<string, number>> = { phase: 3, bottlenecks: 4, likelihood: 2.75, name: 3 };
const PADDING = 1.25;

/** The width, in rem, in which nothing of a column is cut off: of all rows, also those that are not drawn. */
export function fitWidth(column: Column, rows: readonly ProjectRow[]): number {
  const root = getComputedStyle(document.documentElement);
  const rem = parseFloat(root.fontSize);
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return PADDING + columnWords(column).length * 0.5;
  context.font = `${column.key === 'name' || column.key === 'total' ? 600 : 400} ${String(rem * 0.8125)}px ${getComputedStyle(document.body).fontFamily}`;
  const beside = BESIDE[column.key] ?? PADDING;
  const widest = rows.reduce(
    (most, row) => Math.max(most, context.measureText(wordsIn(column, row)).width),
    0,
  );
  const heading = context.measureText(columnWords(column)).width / rem + PADDING;
  return Math.max(
    widest / rem + beside,
    column.type === 'summary' && column.key !== 'bottlenecks' ? 2 : heading,
  );
}

function wordsIn(column: Column, row: ProjectRow): string {
  const { project } = row;
  if (column.type === 'homes') return formatNumber(row.years.get(column.year) ?? null);
  switch (column.key) {
    case 'municipality':
      return row.municipality;
    case 'organisation':
      return row.owner;
    case 'phase':
      return project.phase === null ? '' : PHASE_WORDS[project.phase]();
    case 'planType':
      return project.planType === null ? '' : PLAN_TYPE_WORDS[project.planType]();
    case 'confidentiality':
      return project.confidentiality === null ? '' : CONFIDENTIALITY_WORDS[project.confidentiality]();
    case 'total':
      return formatNumber(row.homes);
    case 'likelihood':
      return formatPercent(project.likelihood);
    case 'bottlenecks':
      return row.bottleneck.kind === 'some' ? CATEGORY_WORDS[row.bottleneck.category]() : '';
    case 'actions':
    case 'annotations':
    case 'keyProject':
      return '';
    default:
      return String(project[column.key] ?? '');
  }
}

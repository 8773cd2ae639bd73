import type { Column } from '@bouwberaad/shared/model/columns.ts';
import { m } from '#lib/paraglide/messages.js';

/** A column's heading; years say themselves. */
export function columnWords(column: Column): string {
  switch (column.key) {
    case 'name':
      return m.projects_column_name();
    case 'municipality':
      return m.projects_column_municipality();
    case 'phase':
      return m.projects_column_phase();
    case 'planStatus':
      return m.projects_column_planStatus();
    case 'total':
      return m.projects_column_total();
    case 'likelihood':
      return m.projects_column_likelihood();
    case 'bottlenecks':
      return m.projects_column_bottlenecks();
    case 'actions':
      return m.projects_column_actions();
    case 'annotations':
      return m.projects_column_annotations();
    default:
      return column.key.slice('year:'.length);
  }
}

/** What a heading stands for where it is short: its tooltip, and what is read out. */
export function columnTitle(column: Column): string {
  switch (column.key) {
    case 'planStatus':
      return m.projects_field_planStatus();
    case 'likelihood':
      return m.projects_field_likelihood();
    default:
      return column.type === 'homes' ? m.projects_column_year({ year: String(column.year) }) : columnWords(column);
  }
}

const WIDTHS: Readonly<Record<string, string>> = {
  name: 'minmax(8.75rem, 1.2fr)',
  municipality: 'minmax(5.5rem, 0.6fr)',
  phase: '8.25rem',
  planStatus: '2.5rem',
  total: '3.5rem',
  likelihood: '5.25rem',
  bottlenecks: 'minmax(8.5rem, 1fr)',
  actions: '2rem',
  annotations: '2.25rem',
};
const YEAR_WIDTH = '2.75rem';
const SELECT_WIDTH = '2.5rem';

/** The grid's template: the checkbox, then the columns. */
export function columnTemplate(columns: readonly Column[]): string {
  return [SELECT_WIDTH, ...columns.map(({ key }) => WIDTHS[key] ?? YEAR_WIDTH)].join(' ');
}

import type { Column } from '@bouwberaad/shared/model/columns.ts';
import { m } from '#lib/paraglide/messages.js';

/** A column's heading; years say themselves. */
export function columnWords(column: Column): string {
  switch (column.key) {
    case 'name':
      return m.projects_column_name();
    case 'externalId':
      return m.projects_field_externalId();
    case 'municipality':
      return m.projects_column_municipality();
    case 'place':
      return m.projects_field_place();
    case 'planType':
      return m.projects_field_planType();
    case 'organisation':
      return m.projects_field_organisation();
    case 'developer':
      return m.projects_field_developer();
    case 'keyProject':
      return m.projects_column_keyProject();
    case 'confidentiality':
      return m.projects_field_confidentiality();
    case 'storeys':
      return m.projects_field_storeys();
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
    case 'keyProject':
      return m.projects_field_keyProject();
    default:
      return column.type === 'homes'
        ? m.projects_column_year({ year: String(column.year) })
        : columnWords(column);
  }
}

/** Least width in rem, and the part that a column takes of what is left over. */
const WIDTHS: Readonly<Record<string, readonly [number, number]>> = {
  name: [8.75, 1.2],
  municipality: [5.5, 0.6],
  externalId: [6, 0],
  place: [6.5, 0.6],
  planType: [9.5, 0],
  organisation: [9, 0.8],
  developer: [9, 0.8],
  keyProject: [3.5, 0],
  confidentiality: [8.5, 0],
  storeys: [4.5, 0],
  phase: [8.25, 0],
  planStatus: [2.5, 0],
  total: [3.5, 0],
  likelihood: [5.25, 0],
  bottlenecks: [8.5, 1],
  actions: [2, 0],
  annotations: [2, 0],
};
const YEAR_WIDTH = [2.75, 0] as const;
const SELECT_WIDTH = [2.5, 0] as const;

/** The grid's template, the checkbox first, and the width below which it scrolls sideways. */
export function columnTemplate(columns: readonly Column[]): {
  readonly columns: string;
  readonly least: string;
} {
  const widths = [SELECT_WIDTH, ...columns.map(({ key }) => WIDTHS[key] ?? YEAR_WIDTH)];
  const least = widths.reduce((sum, [width]) => sum + width, 0);
  return {
    columns: widths
      .map(([width, part]) => (part === 0 ? `${width}rem` : `minmax(${width}rem, ${part}fr)`))
      .join(' '),
    least: `${least}rem`,
  };
}

import { COLUMNS, type Column } from '@bouwberaad/shared/model/columns.ts';
import { YEARS, type SetKey } from '@bouwberaad/shared/view/column-set.ts';
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

/** A column as a chooser names it; the years are one. */
export function setKeyWords(key: SetKey): string {
  const column = key === YEARS ? undefined : COLUMNS.get(key);
  return column === undefined ? m.views_column_years() : columnTitle(column);
}

import type { Edit, FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { changeWords } from '#lib/decisions/change-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { formatHomes, formatNumber, NOTHING } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';

type Known = Pick<TableSession, 'get' | 'partyName'>;

/** A field's name where the words of a proposal have none. */
const FIELDS: Readonly<Record<string, () => string>> = {
  name: m.projects_field_name,
  municipality: m.projects_column_municipality,
  place: m.projects_field_place,
  planType: m.projects_field_planType,
  developer: m.projects_field_developer,
  organisation: m.projects_field_organisation,
  keyProject: m.projects_field_keyProject,
  confidentiality: m.projects_field_confidentiality,
  storeys: m.projects_field_storeys,
  total: m.projects_field_total,
  dwelling: m.projects_split_dwelling,
  segment: m.projects_split_segment,
  targetGroup: m.projects_split_targetGroup,
  land: m.projects_split_land,
  text: m.shell_kept_text,
  resolved: m.projects_thread_resolved,
  assignee: m.projects_action_who,
  due: m.projects_action_due,
  category: m.projects_filter_bottleneck,
  certainty: m.projects_bottleneck_certainty,
  owner: m.projects_bottleneck_owner,
  amount: m.projects_bottleneck_amount,
  state: m.shell_kept_state,
};

/** What somebody wanted, as lines to read and to copy: `Realisatiekans: 90 %`. */
export function keptWords(session: Known, edit: Edit): string[] {
  switch (edit.type) {
    case 'setField':
      return [fieldLine(session, edit.path, edit.to)];
    case 'setYearHomes':
      return [line(m.decisions_composer_homes({ year: String(edit.year) }), formatNumber(edit.to))];
    case 'createRecord':
      return [recordWords(edit.fields)];
    case 'addBlock': {
      const { homes, year } = edit.fields;
      const count = typeof homes === 'number' ? homes : 0;
      return [
        m.decisions_new_block({
          homes: formatHomes(count),
          year: typeof year === 'number' ? String(year) : NOTHING,
        }),
      ];
    }
    case 'removeRecord':
      return [edit.removed ? m.shell_kept_remove() : m.shell_kept_bring_back()];
    case 'batch':
      return edit.edits.flatMap((part) => keptWords(session, part));
    case 'typeText':
      return [m.shell_kept_typed()];
    case 'setMeta':
      return [];
  }
}

export interface ValueChange {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** Of an edit that gives one thing another value: what, from what and to what, in words. Null of any other. */
export function valueChange(session: Known, edit: Edit): ValueChange | null {
  if (edit.type === 'setYearHomes')
    return {
      what: m.decisions_composer_homes({ year: String(edit.year) }),
      from: formatNumber(edit.from),
      to: formatNumber(edit.to),
    };
  if (edit.type !== 'setField') return null;
  const [before, after] = [
    fieldWords(session, edit.path, edit.from),
    fieldWords(session, edit.path, edit.to),
  ];
  return { what: after.what, from: before.value, to: after.value };
}

function fieldLine(session: Known, path: string, value: unknown): string {
  const words = fieldWords(session, path, value);
  return line(words.what, words.value);
}

function fieldWords(session: Known, path: string, value: unknown): { what: string; value: string } {
  const field = parsePath(path)?.field ?? '';
  const words = changeWords(session, { path, from: null, to: value as never });
  const what = FIELDS[field]?.() ?? words.what;
  if (typeof value === 'boolean') return { what, value: value ? m.projects_yes() : m.projects_no() };
  if (field === 'municipality' && typeof value === 'string') return { what, value: municipalityName(value) };
  if (['organisation', 'assignee', 'owner'].includes(field) && typeof value === 'string')
    return { what, value: session.partyName(value) };
  return { what, value: words.to };
}

/** What a new record says: its text, title, name, or what kind of bottleneck it is. */
function recordWords(fields: FieldValues): string {
  for (const key of ['text', 'title', 'name', 'category'])
    if (typeof fields[key] === 'string') return fields[key];
  return NOTHING;
}

function line(what: string, value: string): string {
  return m.shell_kept_line({ what, value });
}

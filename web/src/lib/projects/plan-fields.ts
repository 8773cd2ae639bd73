import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { toSafeText } from '@bouwberaad/shared/lib/json.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { parseWhole, type NumberLocale } from '@bouwberaad/shared/model/cell-text.ts';
import { admits, type Audience } from '@bouwberaad/shared/model/organisation.ts';
import {
  CONFIDENTIALITIES,
  PHASES,
  PLAN_STATUSES,
  PLAN_TYPES,
  projectType,
  type Project,
} from '@bouwberaad/shared/model/project.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { formatNumber, formatPercent } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';
import { CONFIDENTIALITY_WORDS, optionsOf, PHASE_WORDS, PLAN_TYPE_WORDS } from './choice-words.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Common {
  readonly label: string;
}

/** What one may type in a field, and how it is read. */
export type FieldShape =
  | (Common & { readonly kind: 'line'; readonly required: boolean; readonly max: number })
  | (Common & {
      readonly kind: 'whole' | 'percent' | 'year' | 'decimal';
      readonly range: readonly [number, number];
    })
  | (Common & { readonly kind: 'choice'; readonly options: readonly Option[] })
  | (Common & { readonly kind: 'flag' });

/** A field of the project as its form shows it. */
export type PlanField = FieldShape & { readonly key: keyof Project };

export interface PlanFieldOptions {
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  /** CBS codes of the table. */
  readonly municipalities: readonly string[];
  readonly audience: Audience;
}

export function planFieldOptions({
  organisations,
  info,
  rules,
}: Pick<TableSession, 'organisations' | 'info' | 'rules'>): PlanFieldOptions {
  return { organisations, municipalities: info.municipalities, audience: rules.audience };
}

const rangeOf = (field: { readonly range?: readonly [number, number] }): readonly [number, number] =>
  field.range ?? [0, Number.MAX_SAFE_INTEGER];

/** The fields in the order of the form; of confidentiality only what this table may hold. */
export function planFields(project: Project, options: PlanFieldOptions): readonly PlanField[] {
  return [...stateFields(), ...placeFields(project, options), ...restFields(project, options)];
}

/** What it is and how far. */
function stateFields(): readonly PlanField[] {
  const { fields } = projectType;
  const none = m.projects_choice_none();
  const statuses = PLAN_STATUSES.map((value) => ({ value, label: value }));
  return [
    { key: 'name', label: m.projects_field_name(), kind: 'line', required: true, max: 200 },
    choice('phase', m.projects_column_phase(), optionsOf(PHASES, PHASE_WORDS, none)),
    choice('planStatus', m.projects_field_planStatus(), [{ value: '', label: none }, ...statuses]),
    {
      key: 'likelihood',
      label: m.projects_field_likelihood(),
      kind: 'percent',
      range: rangeOf(fields.likelihood),
    },
    { key: 'total', label: m.projects_field_total(), kind: 'whole', range: rangeOf(fields.total) },
    choice('planType', m.projects_field_planType(), optionsOf(PLAN_TYPES, PLAN_TYPE_WORDS, none)),
  ];
}

/** Where it lies and whose it is. */
function placeFields(
  project: Project,
  { organisations, municipalities }: PlanFieldOptions,
): readonly PlanField[] {
  const codes = [
    ...new Set([...municipalities, ...(project.municipality === null ? [] : [project.municipality])]),
  ];
  const places = codes.map((value) => ({ value, label: municipalityName(value) }));
  const owners = organisations.map(({ id, name }) => ({ value: id, label: name }));
  return [
    choice('municipality', m.projects_column_municipality(), byLabel(places)),
    line('place', m.projects_field_place(), 100),
    choice('organisation', m.projects_field_organisation(), byLabel(owners)),
    line('developer', m.projects_field_developer(), 200),
  ];
}

function restFields(project: Project, { audience }: PlanFieldOptions): readonly PlanField[] {
  const levels = CONFIDENTIALITIES.filter(
    (level) => admits(audience, level) || level === project.confidentiality,
  );
  return [
    {
      key: 'storeys',
      label: m.projects_field_storeys(),
      kind: 'whole',
      range: rangeOf(projectType.fields.storeys),
    },
    line('externalId', m.projects_field_externalId(), 100),
    choice(
      'confidentiality',
      m.projects_field_confidentiality(),
      optionsOf(levels, CONFIDENTIALITY_WORDS, m.projects_choice_none()),
    ),
    { key: 'keyProject', label: m.projects_field_keyProject(), kind: 'flag' },
  ];
}

/** Where it lies on the map, in degrees. */
export function mapFields(): readonly PlanField[] {
  const { lat, lng } = projectType.fields;
  return [
    { key: 'lat', label: m.plan_lat(), kind: 'decimal', range: rangeOf(lat) },
    { key: 'lng', label: m.plan_lng(), kind: 'decimal', range: rangeOf(lng) },
  ];
}

function choice(key: PlanField['key'], label: string, options: readonly Option[]): PlanField {
  return { key, label, kind: 'choice', options };
}

function line(key: PlanField['key'], label: string, max: number): PlanField {
  return { key, label, kind: 'line', required: false, max };
}

/** By name, after the empty one. */
function byLabel(options: readonly Option[]): Option[] {
  const sorted = [...options].sort((a, b) => a.label.localeCompare(b.label, 'nl'));
  return [{ value: '', label: m.projects_choice_none() }, ...sorted];
}

/** A value as it is read: `1.240`, `70 %`, a choice's word; nothing is an empty text. */
export function showField(field: FieldShape, value: unknown): string {
  if (value === null || value === undefined) return '';
  switch (field.kind) {
    case 'percent':
      return formatPercent(Number(value));
    case 'whole':
      return formatNumber(Number(value));
    // Without the dot of a thousand.
    case 'year':
      return String(Number(value));
    case 'decimal':
      return formatNumber(Number(value), DECIMALS);
    case 'choice':
      return field.options.find((option) => option.value === value)?.label ?? plain(value);
    case 'flag':
      return value === true ? m.projects_yes() : m.projects_no();
    case 'line':
      return plain(value);
  }
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What was typed as the value to store. Problems as of `parseCell`. */
export function parseField(field: FieldShape, text: string, locale: NumberLocale): Result<Json> {
  const typed = text.trim();
  switch (field.kind) {
    case 'percent':
      return parseWhole(typed.replace(/\s*%$/u, ''), locale, field.range);
    case 'year':
    case 'whole':
      return parseWhole(typed, locale, field.range);
    case 'decimal':
      return parseDecimal(typed, field.range);
    case 'flag':
      return ok(typed === 'true');
    case 'choice':
      return typed === ''
        ? ok(null)
        : field.options.some(({ value }) => value === typed)
          ? ok(typed)
          : problem('unknownChoice', 'Not one of the choices.');
    case 'line':
      if (typed === '') return field.required ? problem('required', 'It needs a name.') : ok(null);
      return typed.length > field.max
        ? problem('tooLong', `At most ${String(field.max)} characters.`)
        : ok(toSafeText(typed.replace(/\s+/gu, ' ')));
  }
}

/** Of a place on the map: a metre or less. */
const DECIMALS = 5;

/** With a comma or a point; nothing is null. */
function parseDecimal(typed: string, [min, max]: readonly [number, number]): Result<number | null> {
  if (typed === '') return ok(null);
  const value = Number(typed.replace('−', '-').replace(',', '.'));
  if (!Number.isFinite(value)) return problem('notANumber', 'Not a number.');
  if (value < min || value > max) return problem('outOfRange', `From ${String(min)} to ${String(max)}.`);
  return ok(Number(value.toFixed(DECIMALS)));
}

/** What is wrong with it, in words. */
export function fieldProblem(field: FieldShape, code: string): string {
  if (code === 'outOfRange' && 'range' in field)
    return m.projects_input_outOfRange({
      min: formatNumber(field.range[0]),
      max: formatNumber(field.range[1]),
    });
  if (code === 'required') return m.projects_input_required();
  if (code === 'tooLong' && field.kind === 'line')
    return m.projects_input_tooLong({ max: formatNumber(field.max) });
  if (code === 'notWhole') return m.projects_input_notWhole();
  return field.kind === 'choice' ? m.projects_input_unknownChoice() : m.projects_input_notANumber();
}

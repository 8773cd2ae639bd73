import { SPLIT_KEYS, type SplitKey } from '@bouwberaad/shared/insight/findings.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import type { Change } from '@bouwberaad/shared/sheet/change.ts';
import type { BottleneckDetail, Drift, ProjectSummary, Reverted } from '@bouwberaad/shared/sheet/detail.ts';
import { m } from '#lib/paraglide/messages.js';
import {
  CATEGORY_WORDS,
  CERTAINTY_WORDS,
  CONFIDENTIALITY_WORDS,
  PHASE_WORDS,
  PLAN_TYPE_WORDS,
} from '#lib/projects/choice-words.ts';
import { splitTitle, splitWords } from '#lib/projects/split-words.ts';
import { formatHomes, formatNumber, formatPercent } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';

/** Gives a person's or an organisation's name. */
export type NameOf = (id: string) => string;

function isSplit(field: string): field is SplitKey {
  return (SPLIT_KEYS as readonly string[]).includes(field);
}

const FIELDS: Readonly<Record<string, () => string>> = {
  name: m.projects_field_name,
  municipality: m.projects_column_municipality,
  place: m.projects_field_place,
  planType: m.projects_field_planType,
  phase: m.projects_column_phase,
  planStatus: m.projects_field_planStatus,
  confidentiality: m.projects_field_confidentiality,
  organisation: m.projects_field_organisation,
  developer: m.projects_field_developer,
  likelihood: m.projects_field_likelihood,
  storeys: m.projects_field_storeys,
  keyProject: m.projects_field_keyProject,
  total: m.projects_field_total,
  externalId: m.projects_field_externalId,
  lat: m.exchange_target_lat,
  lng: m.exchange_target_lng,
  outline: m.exchange_field_outline,
  source: m.exchange_field_source,
};

type Block = Change['block'];

function yearOf(block: Block): string {
  return typeof block?.year === 'number' ? String(block.year) : m.exchange_no_year();
}

/** A block in words: `40 woningen in 2028`, `sloop van 6 woningen zonder jaar`. */
export function blockWords(block: Block): string {
  const homes = typeof block?.homes === 'number' ? formatHomes(block.homes) : m.exchange_value_none();
  const year = yearOf(block);
  return block?.kind === 'demolition'
    ? m.exchange_block_demolition({ homes, year })
    : m.exchange_block_build({ homes, year });
}

/** What a change is about: `Woningen 2028`, `Fase`. */
export function fieldWords({ kind, field, block }: Pick<Change, 'kind' | 'field' | 'block'>): string {
  if (kind === 'addBlock') return m.exchange_field_block_new();
  if (kind === 'removeBlock') return m.exchange_field_block();
  if (field === 'homes')
    return block?.kind === 'demolition'
      ? m.exchange_field_demolished({ year: yearOf(block) })
      : m.exchange_field_homes({ year: yearOf(block) });
  if (field === 'year') return m.exchange_field_year({ block: blockWords(block) });
  if (isSplit(field)) return m.exchange_field_split({ split: splitTitle(field), block: blockWords(block) });
  return FIELDS[field]?.() ?? field;
}

/** A change's two values in words, old and new. */
export function valuesWords(
  change: Pick<Change, 'kind' | 'field' | 'block' | 'from' | 'to'>,
  nameOf: NameOf,
): { from: string; to: string } {
  const { kind, field, block, from, to } = change;
  if (kind === 'addBlock') return { from: m.exchange_value_block_absent(), to: blockWords(block) };
  if (kind === 'removeBlock') return { from: blockWords(block), to: m.exchange_value_block_gone() };
  if (field === 'source') return sourceWords(from, to);
  return { from: valueWords(field, from, nameOf), to: valueWords(field, to, nameOf) };
}

export function valueWords(field: string, value: Json, nameOf: NameOf): string {
  if (isSplit(field)) return splitValue(field, value);
  if (value === null || value === '') return m.exchange_value_none();
  if (typeof value === 'number') return numberWords(field, value);
  if (field === 'outline') return m.exchange_value_outline();
  if (typeof value === 'boolean') return value ? m.exchange_value_yes() : m.exchange_value_no();
  if (typeof value !== 'string') return JSON.stringify(value);
  if (field === 'organisation') return nameOf(value);
  if (field === 'municipality') return municipalityName(value);
  return choiceWords(value);
}

function numberWords(field: string, value: number): string {
  if (field === 'year') return String(value);
  if (field === 'likelihood') return formatPercent(value);
  return formatNumber(value, field === 'lat' || field === 'lng' ? 5 : 0);
}

const CHOICES: Readonly<Record<string, () => string>> = {
  ...PHASE_WORDS,
  ...PLAN_TYPE_WORDS,
  ...CONFIDENTIALITY_WORDS,
};

/** A choice as the screen says it; other text as it stands. */
export function choiceWords(value: string): string {
  return Object.hasOwn(CHOICES, value) ? (CHOICES[value]?.() ?? value) : value;
}

function splitValue(split: SplitKey, value: Json): string {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (parts.length === 0) return m.exchange_value_none();
  return parts
    .map(([name, homes]) =>
      `${splitWords(split, name)} ${typeof homes === 'number' ? formatNumber(homes) : ''}`.trim(),
    )
    .join(', ');
}

const SHOWN_COLUMNS = 2;

/** Of the columns without a field only those that differ, the first few by name. */
function sourceWords(from: Json, to: Json): { from: string; to: string } {
  const [before, after] = [asColumns(from), asColumns(to)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !sameJson(before[key] ?? null, after[key] ?? null),
  );
  const side = (columns: Readonly<Record<string, Json>>): string => {
    const shown = keys
      .slice(0, SHOWN_COLUMNS)
      .map((key) => `${key}: ${columnValue(columns[key] ?? null)}`)
      .join('; ');
    return keys.length > SHOWN_COLUMNS
      ? m.exchange_columns_more({ columns: shown, shown: formatNumber(keys.length - SHOWN_COLUMNS) })
      : shown;
  };
  return { from: side(before), to: side(after) };
}

function asColumns(value: Json): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}

function columnValue(value: Json): string {
  if (value === null) return m.exchange_value_none();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `148 woningen, 2031 tot en met 2033`, `12 woningen, 2028, sloop van 6 woningen`. */
export function spanWords({
  homes,
  years,
  demolished,
}: Pick<ProjectSummary, 'homes' | 'years' | 'demolished'>): string {
  const gone = demolished > 0 ? [m.exchange_span_demolished({ homes: formatHomes(demolished) })] : [];
  const built = homes > 0 || demolished === 0 ? [builtWords(homes, years)] : [];
  return [...built, ...gone].join(', ');
}

function builtWords(homes: number, years: readonly number[]): string {
  const [from, to] = [years[0], years.at(-1)];
  if (from === undefined || to === undefined) return formatHomes(homes);
  const span = { homes: formatHomes(homes), from: String(from) };
  return from === to ? m.exchange_span_one(span) : m.exchange_span({ ...span, to: String(to) });
}

/** `Initiatief, 4A`. */
export function stageWords({ phase, planStatus }: Pick<ProjectSummary, 'phase' | 'planStatus'>): string {
  const parts = [phase === null ? null : choiceWords(phase), planStatus].filter((part) => part !== null);
  return parts.length === 0 ? m.exchange_value_none() : parts.join(', ');
}

const SHOWN_ROWS = 6;

/** `rij 12`, `rijen 6, 7, 8 en nog 40`; empty for a finding about the whole file. */
export function rowsWords(rows: readonly number[]): string {
  if (rows.length === 0) return '';
  const shown = rows.slice(0, SHOWN_ROWS).join(', ');
  const list =
    rows.length > SHOWN_ROWS
      ? m.exchange_rows_more({ rows: shown, shown: formatNumber(rows.length - SHOWN_ROWS) })
      : shown;
  return m.exchange_row({ count: rows.length, rows: list });
}

/** `Netcongestie, vermoed`. */
export function bottleneckWords({ category, certainty }: BottleneckDetail): string {
  const words = (choices: Readonly<Record<string, () => string>>, of: string): string =>
    choices[of]?.() ?? of;
  return `${words(CATEGORY_WORDS, category)}, ${words(CERTAINTY_WORDS, certainty).toLowerCase()}`;
}

const MADE: Readonly<Record<string, () => string>> = {
  project: m.exchange_made_project,
  block: m.exchange_field_block,
  bottleneck: m.exchange_made_bottleneck,
};

function changedWords({ project, field }: { readonly project: string; readonly field: string }): string {
  const what = MADE[field]?.() ?? fieldWords({ kind: 'field', field, block: null });
  return `${project} (${what})`;
}

const SHOWN_KEPT = 5;

/** What others have changed since an import, and so stays when it is taken back. */
export function keptWords({ kept, keptCount }: Pick<Reverted, 'kept' | 'keptCount'>): string {
  const names = kept.slice(0, SHOWN_KEPT).map(changedWords).join(', ');
  return keptCount > SHOWN_KEPT
    ? m.exchange_reverted_kept_more({ names, shown: formatNumber(keptCount - SHOWN_KEPT) })
    : m.exchange_reverted_kept({ names });
}

/** What changed between the preview and its confirmation. */
export function driftWords(drift: readonly Drift[]): string {
  const names = drift.slice(0, SHOWN_KEPT).map(changedWords).join(', ');
  return drift.length > SHOWN_KEPT
    ? m.exchange_drift_more({ names, shown: formatNumber(drift.length - SHOWN_KEPT) })
    : m.exchange_drift({ names });
}

import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import { isDay } from '@bouwberaad/shared/model/field.ts';
import type { RecordType } from '@bouwberaad/shared/model/record.ts';
import { m } from '#lib/paraglide/messages.js';
import {
  ACTION_STATE_WORDS,
  BOTTLENECK_STATE_WORDS,
  CATEGORY_WORDS,
  CERTAINTY_WORDS,
  CONFIDENTIALITY_WORDS,
  PHASE_WORDS,
  PLAN_TYPE_WORDS,
} from '#lib/projects/choice-words.ts';
import type { SplitKey } from '#lib/projects/findings.ts';
import { splitWords } from '#lib/projects/split-words.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { formatDay, formatEuroExact, formatNumber, formatPercent, NOTHING } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';

export type Known = Pick<TableSession, 'get' | 'partyName' | 'read'>;
type Words = Readonly<Record<string, () => string>>;

const CHOICES: Readonly<Record<string, Words>> = {
  planType: PLAN_TYPE_WORDS,
  phase: PHASE_WORDS,
  confidentiality: CONFIDENTIALITY_WORDS,
  category: CATEGORY_WORDS,
  certainty: CERTAINTY_WORDS,
};

/** A state in words, whatever kind of record it is of: the words of one kind do not contradict those of another. */
const STATES: Words = {
  ...BOTTLENECK_STATE_WORDS,
  ...ACTION_STATE_WORDS,
  planned: m.changes_state_planned,
  closed: m.changes_state_closed,
  cancelled: m.changes_state_cancelled,
  adopted: m.changes_state_adopted,
  kept: m.changes_state_kept,
  withdrawn: m.changes_state_withdrawn,
  accepted: m.changes_state_accepted,
  declined: m.changes_state_declined,
  draft: m.changes_state_draft,
  decided: m.changes_state_decided,
};

const KINDS: Words = { build: m.changes_kind_build, demolition: m.changes_kind_demolition };

/** Longer texts are cut in the list. */
const LONGEST = 140;

/** A stored value as the screen says it; null and what is empty are nothing. */
export function valueWords(known: Known, type: RecordType, field: string, value: unknown): string {
  const kind = type.fields[field]?.kind;
  if (value === null || value === undefined || value === '') return NOTHING;
  if (typeof value === 'boolean') return value ? m.projects_yes() : m.projects_no();
  if (typeof value === 'number') return numberWords(field, value);
  if (typeof value === 'string') return textWords(known, kind, field, value);
  if (Array.isArray(value)) return listWords(known, field, value);
  if (kind === 'split') return splitList(field as SplitKey, value as Readonly<Record<string, number>>);
  return m.changes_changed();
}

function numberWords(field: string, value: number): string {
  if (field === 'likelihood') return formatPercent(value);
  if (field === 'amount') return formatEuroExact(value);
  // A year is written without the dot of a thousand.
  if (field === 'year') return String(value);
  return field === 'lat' || field === 'lng' ? formatNumber(value, 4) : formatNumber(value);
}

function textWords(known: Known, kind: string | undefined, field: string, value: string): string {
  if (kind === 'choice') {
    const words = field === 'state' ? STATES : field === 'kind' ? KINDS : CHOICES[field];
    return words !== undefined && Object.hasOwn(words, value) ? (words[value]?.() ?? value) : value;
  }
  if (field === 'municipality') return municipalityName(value);
  if (field === 'mergedInto') return known.get('projects', value)?.name ?? m.changes_unnamed();
  if (kind === 'reference' || field === 'owner') return known.partyName(value);
  if (kind === 'day' && isDay(value)) return formatDay(value, value, { year: true });
  if (kind === 'instant') return formatDay(toDay(Date.parse(value)), '', { year: true });
  return cut(value);
}

export function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function listWords(known: Known, field: string, values: readonly unknown[]): string {
  if (values.length === 0) return NOTHING;
  if (!values.every((one) => typeof one === 'string' || typeof one === 'number')) return m.changes_changed();
  return values
    .map((one) => {
      if (field === 'projects') return known.get('projects', String(one))?.name ?? m.changes_unnamed();
      return typeof one === 'number' ? String(one) : known.partyName(one);
    })
    .join(', ');
}

function splitList(split: SplitKey, values: Readonly<Record<string, number>>): string {
  const parts = Object.entries(values).map(
    ([value, homes]) => `${splitWords(split, value).toLowerCase()} ${formatNumber(homes)}`,
  );
  return parts.length === 0 ? NOTHING : parts.join(', ');
}

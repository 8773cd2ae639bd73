import type { Audience, TableSettings } from '@bouwberaad/shared/model/organisation.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatNumber, NOTHING } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: () => string;
  readonly hint: () => string;
  /** In the line under a table's name. */
  readonly short: () => string;
}

/** Widest group first: it is also the safest, because then only public plans come to the table. */
export const AUDIENCE_CHOICES: readonly Choice<Audience>[] = [
  {
    value: 'tafel',
    label: m.admin_audience_tafel,
    hint: m.admin_audience_tafel_hint,
    short: m.admin_audience_short_tafel,
  },
  {
    value: 'overheden',
    label: m.admin_audience_overheden,
    hint: m.admin_audience_overheden_hint,
    short: m.admin_audience_short_overheden,
  },
  {
    value: 'intern',
    label: m.admin_audience_intern,
    hint: m.admin_audience_intern_hint,
    short: m.admin_audience_short_intern,
  },
];

export const EDITING_CHOICES: readonly Choice<TableSettings['editing']>[] = [
  {
    value: 'own',
    label: m.admin_editing_own,
    hint: m.admin_editing_own_hint,
    short: m.admin_editing_short_own,
  },
  {
    value: 'open',
    label: m.admin_editing_open,
    hint: m.admin_editing_open_hint,
    short: m.admin_editing_short_open,
  },
];

/** `gehoor: tafel; wijzigen: eigen plannen`. */
export function settingsWords({ audience, editing }: TableSettings): string {
  const short = <V extends string>(choices: readonly Choice<V>[], value: V): string =>
    choices.find((one) => one.value === value)?.short() ?? value;
  return m.admin_table_settings({
    audience: short(AUDIENCE_CHOICES, audience),
    editing: short(EDITING_CHOICES, editing),
  });
}

/** `Deventer`, `11 gemeenten`; `·` for none. */
export function areaWords(codes: readonly string[]): string {
  const [only] = codes;
  if (only === undefined) return NOTHING;
  return codes.length === 1
    ? municipalityName(only)
    : m.admin_area({ count: codes.length, shown: formatNumber(codes.length) });
}

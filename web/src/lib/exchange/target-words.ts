import { PLAIN_TARGETS, type PlainTarget, type Target } from '@bouwberaad/shared/sheet/targets.ts';
import { DWELLINGS, SEGMENTS } from '@bouwberaad/shared/model/block.ts';
import type { MappedColumn } from '@bouwberaad/shared/sheet/mapping.ts';
import { m } from '#lib/paraglide/messages.js';
import { splitWords } from '#lib/projects/split-words.ts';

const PLAIN: Readonly<Record<PlainTarget, () => string>> = {
  externalId: m.exchange_target_externalId,
  name: m.exchange_target_name,
  municipality: m.exchange_target_municipality,
  place: m.exchange_target_place,
  planType: m.exchange_target_planType,
  phase: m.exchange_target_phase,
  planStatus: m.exchange_target_planStatus,
  developer: m.exchange_target_developer,
  confidentiality: m.exchange_target_confidentiality,
  likelihood: m.exchange_target_likelihood,
  storeys: m.exchange_target_storeys,
  keyProject: m.exchange_target_keyProject,
  total: m.exchange_target_total,
  deliveryYear: m.exchange_target_deliveryYear,
  noYear: m.exchange_target_noYear,
  demolition: m.exchange_target_demolition,
  bottlenecks: m.exchange_target_bottlenecks,
  coordinates: m.exchange_target_coordinates,
  lat: m.exchange_target_lat,
  lng: m.exchange_target_lng,
  keep: m.exchange_target_keep,
  skip: m.exchange_target_skip,
};

/** What a column means, in words: `Woningen in 2028`, `Naam`. */
export function targetWords(target: Target): string {
  const [kind = '', of = ''] = target.split(/:(.*)/s);
  if (kind === 'year') return m.exchange_target_year({ year: of });
  if (kind === 'later') return m.exchange_target_later({ year: of });
  if (kind === 'segment' || kind === 'dwelling')
    return m.exchange_target_part({ part: splitWords(kind, of) });
  return PLAIN[target as PlainTarget]();
}

const YEARS_AHEAD = 15;

/** All that a column may mean, with the years around this one; `present` are those that the file has already. */
export function targetOptions(year: number, present: readonly Target[]): { value: Target; label: string }[] {
  const years = Array.from({ length: YEARS_AHEAD + 2 }, (_, n) => year - 1 + n);
  const parts = [
    ...SEGMENTS.filter((one) => one !== 'onbekend').map((one): Target => `segment:${one}`),
    ...DWELLINGS.filter((one) => one !== 'onbekend').map((one): Target => `dwelling:${one}`),
  ];
  const targets: Target[] = [
    ...PLAIN_TARGETS,
    ...years.map((one): Target => `year:${one}`),
    ...years.map((one): Target => `later:${one}`),
    ...parts,
  ];
  return [...new Set([...targets, ...present])].map((value) => ({ value, label: targetWords(value) }));
}

/** Why a column is taken to mean what it is. */
export const BECAUSE_WORDS: Readonly<Record<MappedColumn['because'], () => string>> = {
  chosen: m.exchange_because_chosen,
  remembered: m.exchange_because_remembered,
  heading: m.exchange_because_heading,
  content: m.exchange_because_content,
  unknown: m.exchange_because_unknown,
};

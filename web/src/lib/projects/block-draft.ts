import type { Edit, FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { blockType, type Block } from '@bouwberaad/shared/model/block.ts';
import { isDay } from '@bouwberaad/shared/model/field.ts';
import { editText, parseWhole, type NumberLocale } from '@bouwberaad/shared/model/cell-text.ts';
import { SPLIT_KEYS, SPLITS, type SplitKey } from './findings.ts';

/** A block as its form holds it: what is typed, not yet what it means. */
export interface BlockDraft {
  readonly kind: 'build' | 'demolition';
  readonly year: string;
  readonly homes: string;
  /** `2026-03-31`. */
  readonly deliveredAt: string;
  readonly deliveredHomes: string;
  readonly splits: Readonly<Record<SplitKey, Readonly<Record<string, string>>>>;
}

export function draftOf(block: Block | null): BlockDraft {
  const textsOf = (key: SplitKey): Record<string, string> =>
    Object.fromEntries(Object.entries(block?.[key] ?? {}).map(([value, homes]) => [value, String(homes)]));
  return {
    kind: block?.kind ?? 'build',
    year: editText(block?.year ?? null),
    homes: editText(block?.homes ?? null),
    deliveredAt: block?.deliveredAt ?? '',
    deliveredHomes: editText(block?.deliveredHomes ?? null),
    splits: {
      dwelling: textsOf('dwelling'),
      segment: textsOf('segment'),
      targetGroup: textsOf('targetGroup'),
      land: textsOf('land'),
    },
  };
}

/** The values that a draft stands for. Problems as of `parseCell`, with the field in `at`: `year`, `homes`, `deliveredAt`, `segment/middenhuur`. */
export function readDraft(draft: BlockDraft, locale: NumberLocale): Result<FieldValues> {
  const year = parseWhole(draft.year.trim(), locale, blockType.fields.year.range ?? [1990, 2100]);
  if (!year.ok) return { ...year, at: 'year' };
  const homes = parseWhole(draft.homes.trim(), locale, blockType.fields.homes.range ?? [0, 100_000]);
  if (!homes.ok) return { ...homes, at: 'homes' };
  const delivered = readDelivery(draft, locale);
  if (!delivered.ok) return delivered;
  const values: Record<string, Json> = {
    kind: draft.kind,
    year: year.value,
    homes: homes.value,
    ...delivered.value,
  };
  for (const key of SPLIT_KEYS) {
    const split = readSplit(draft.splits[key], SPLITS[key], locale);
    if (!split.ok) return { ...split, at: `${key}/${split.at ?? ''}` };
    values[key] = split.value;
  }
  return ok(values);
}

function readDelivery(
  draft: BlockDraft,
  locale: NumberLocale,
): Result<{ deliveredAt: string | null; deliveredHomes: number | null }> {
  const day = draft.deliveredAt.trim();
  if (day !== '' && !isDay(day)) return problem('notADay', 'A day as 2026-03-31.', 'deliveredAt');
  const homes = parseWhole(draft.deliveredHomes.trim(), locale, [0, 100_000]);
  if (!homes.ok) return { ...homes, at: 'deliveredHomes' };
  return ok({ deliveredAt: day === '' ? null : day, deliveredHomes: homes.value });
}

function readSplit(
  texts: Readonly<Record<string, string>>,
  order: readonly string[],
  locale: NumberLocale,
): Result<Readonly<Record<string, number>>> {
  const split: Record<string, number> = {};
  for (const value of order) {
    const text = texts[value]?.trim() ?? '';
    const homes = parseWhole(text, locale, [0, 100_000]);
    if (!homes.ok) return problem(homes.code, homes.message, value);
    if (homes.value !== null && homes.value > 0) split[value] = homes.value;
  }
  return ok(split);
}

/** The edit that makes of a block what its form says; of `seen`, the block as it was when the form opened. Null: nothing changes. */
export function editBlock(project: string, seen: Block, values: FieldValues): Edit | null {
  const edits = Object.entries(values).flatMap(([key, to]) => {
    const from = (seen as unknown as Record<string, Json>)[key] ?? null;
    // A kind that was never said is building.
    if (sameJson(from, to) || (key === 'kind' && from === null && to === 'build')) return [];
    return [{ type: 'setField' as const, path: `projects/${project}/blocks/${seen.id}/${key}`, from, to }];
  });
  const [only, ...more] = edits;
  if (only === undefined) return null;
  return more.length === 0 ? only : { type: 'batch', name: 'block', edits };
}

/** A new block; splits that say nothing are left out. */
export function addBlock(
  project: string,
  block: string,
  values: FieldValues,
  stamp: { by: string; at: string },
): Edit {
  const said = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && !sameJson(value, {})),
  );
  return { type: 'addBlock', project, block, fields: { ...said, ...stamp } };
}

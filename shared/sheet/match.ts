import { sameJson } from '../lib/json.ts';
import { BLOCK_FIELDS } from './sheet.ts';
import type { BlockValues } from './last-import.ts';

export interface KnownBlock {
  readonly id: string;
  readonly values: BlockValues;
}

/**
 * Which block of the file is which known block: of one kind, the pairs that differ in the fewest fields first, then in
 * the order of the file. So an unchanged file finds every block again, and one that slipped a year keeps its identity.
 * Answers one id per file block, null where there is none.
 */
export function matchBlocks(
  file: readonly BlockValues[],
  known: readonly KnownBlock[],
  mayBe: (a: BlockValues, b: BlockValues) => boolean = sameKind,
): (string | null)[] {
  const pairs = file.flatMap((block, index) =>
    known.flatMap(({ id, values }, place) =>
      mayBe(block, values)
        ? [{ index, id, cost: differences(block, values), apart: Math.abs(index - place) }]
        : [],
    ),
  );
  pairs.sort((a, b) => a.cost - b.cost || a.apart - b.apart || a.index - b.index || (a.id < b.id ? -1 : 1));
  const found: (string | null)[] = file.map(() => null);
  const taken = new Set<string>();
  for (const { index, id } of pairs) {
    if (found[index] !== null || taken.has(id)) continue;
    found[index] = id;
    taken.add(id);
  }
  return found;
}

function sameKind(a: BlockValues, b: BlockValues): boolean {
  return a.kind === b.kind;
}

export function sameKindAndYear(a: BlockValues, b: BlockValues): boolean {
  return a.kind === b.kind && a.year === b.year;
}

function differences(a: BlockValues, b: BlockValues): number {
  return BLOCK_FIELDS.filter((field) => !sameJson(a[field] ?? null, b[field] ?? null)).length;
}

import { choice, day, integer, split } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const BLOCK_KINDS = ['build', 'demolition'] as const;
export const DWELLINGS = ['grondgebonden', 'appartement', 'hoogbouw', 'onbekend'] as const;
export type Dwelling = (typeof DWELLINGS)[number];

/** In the fixed order of the charts: rent before sale, cheapest first. */
export const SEGMENTS = [
  'sociale huur',
  'middenhuur',
  'dure huur',
  'betaalbare koop',
  'middeldure koop',
  'dure koop',
  'onbekend',
] as const;
export type Segment = (typeof SEGMENTS)[number];

export const TARGET_GROUPS = [
  'regulier',
  'jongeren',
  'studenten',
  'ouderen',
  'zorg',
  'grote gezinnen',
  'onbekend',
] as const;
export const LAND_POSITIONS = [
  'formele toestemming',
  'intentie medewerking',
  'geen toestemming',
  'onbekend',
] as const;

export const FIRST_YEAR = 1990;
export const LAST_YEAR = 2100;

/** Homes delivered or demolished in one year, or in none yet. The four splits and `homes` may disagree: a finding. */
export const blockType = recordType('block', {
  kind: choice(BLOCK_KINDS),
  year: integer(FIRST_YEAR, LAST_YEAR),
  homes: integer(0, 100_000),
  dwelling: split(DWELLINGS),
  segment: split(SEGMENTS),
  targetGroup: split(TARGET_GROUPS),
  land: split(LAND_POSITIONS),
  deliveredAt: day(),
  deliveredHomes: integer(0, 100_000),
});

export type Block = RecordOf<typeof blockType>;

/** Homes that a block adds: negative for demolition, 0 while not known. */
export function netHomes(block: Pick<Block, 'kind' | 'homes'>): number {
  const homes = block.homes ?? 0;
  return block.kind === 'demolition' ? -homes : homes;
}

export function isBuild(block: Pick<Block, 'kind'>): boolean {
  return block.kind !== 'demolition';
}

/** The build homes of all blocks; null when no block says a number. */
export function builtHomes(blocks: readonly Pick<Block, 'kind' | 'homes'>[]): number | null {
  const known = blocks.flatMap((block) => (isBuild(block) && block.homes !== null ? [block.homes] : []));
  return known.length === 0 ? null : known.reduce((sum, homes) => sum + homes, 0);
}

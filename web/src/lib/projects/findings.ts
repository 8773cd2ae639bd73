import {
  DWELLINGS,
  LAND_POSITIONS,
  SEGMENTS,
  TARGET_GROUPS,
  type Block,
} from '@bouwberaad/shared/model/block.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { builtHomes } from './summary.ts';

/** The four ways in which a block's homes are split. */
export const SPLITS = {
  dwelling: DWELLINGS,
  segment: SEGMENTS,
  targetGroup: TARGET_GROUPS,
  land: LAND_POSITIONS,
} as const;
export type SplitKey = keyof typeof SPLITS;
export const SPLIT_KEYS = Object.keys(SPLITS) as readonly SplitKey[];

/** Figures that contradict each other. Shown as they are; nothing is repaired. */
export type Finding =
  /** The blocks together are not the total that the owner states. */
  | { readonly kind: 'total'; readonly blocks: number; readonly total: number }
  /** A split counts more homes than its block has. */
  | {
      readonly kind: 'split';
      readonly block: Block;
      readonly split: SplitKey;
      readonly counted: number;
      readonly homes: number;
    };

export function findingsOf(project: Pick<Project, 'total' | 'blocks'>): Finding[] {
  const built = builtHomes(project);
  const total: Finding[] =
    project.total === null || built === null || built === project.total
      ? []
      : [{ kind: 'total', blocks: built, total: project.total }];
  return [...total, ...project.blocks.flatMap(blockFindings)];
}

export function blockFindings(block: Block): Finding[] {
  const { homes } = block;
  if (homes === null) return [];
  return SPLIT_KEYS.flatMap((split) => {
    const counted = countedHomes(block[split]);
    return counted > homes ? [{ kind: 'split' as const, block, split, counted, homes }] : [];
  });
}

/** Homes that a split gives a place. */
export function countedHomes(split: Readonly<Record<string, number | undefined>>): number {
  return Object.values(split).reduce<number>((sum, homes) => sum + (homes ?? 0), 0);
}

/** The parts of a split in their fixed order, and what it leaves unsaid as `onbekend`; parts without homes are left out. */
export function splitParts<Choice extends string>(
  split: Readonly<Partial<Record<Choice, number>>>,
  order: readonly Choice[],
  homes: number | null,
): { value: Choice; homes: number }[] {
  const unsaid = Math.max(0, (homes ?? 0) - countedHomes(split));
  return order.flatMap((value) => {
    const part = (split[value] ?? 0) + (value === 'onbekend' ? unsaid : 0);
    return part > 0 ? [{ value, homes: part }] : [];
  });
}

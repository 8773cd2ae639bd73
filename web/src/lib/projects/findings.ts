import {
  countedHomes,
  splitFindings,
  totalFinding,
  type SplitFinding,
  type TotalFinding,
} from '@bouwberaad/shared/insight/findings.ts';
import type { Block } from '@bouwberaad/shared/model/block.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';

export { countedHomes, SPLIT_KEYS, SPLITS, type SplitKey } from '@bouwberaad/shared/insight/findings.ts';

/** Figures that contradict each other within one plan, as its drawer shows them where they stand. */
export function findingsOf(project: Pick<Project, 'total' | 'blocks'>): (TotalFinding | SplitFinding)[] {
  const total = totalFinding(project);
  return [...(total === null ? [] : [total]), ...project.blocks.flatMap(splitFindings)];
}

export function blockFindings(block: Block): SplitFinding[] {
  return splitFindings(block);
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

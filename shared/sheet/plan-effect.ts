import { isBuild } from '../model/block.ts';
import type { ProjectChanges } from './compare.ts';
import { valuesOf } from './judge.ts';
import type { BlockValues } from './last-import.ts';
import type { ImportPlan } from './plan.ts';

export interface YearEffect {
  /** Null for homes of which nobody knows the year. */
  readonly year: number | null;
  readonly now: number;
  /** If the file is followed everywhere. */
  readonly then: number;
}

/** Homes to build per year in the projects of the file, now and when the file is followed everywhere. */
export function effectOf(plan: ImportPlan): YearEffect[] {
  const years = new Map<number | null, { now: number; then: number }>();
  const add = (side: 'now' | 'then', block: BlockValues): void => {
    const { homes } = block;
    const year = typeof block.year === 'number' ? block.year : null;
    if (!isBuild({ kind: (block.kind ?? 'build') as 'build' | 'demolition' }) || typeof homes !== 'number')
      return;
    const at = years.get(year) ?? { now: 0, then: 0 };
    years.set(year, { ...at, [side]: at[side] + homes });
  };
  for (const { blocks } of plan.creates) for (const block of Object.values(blocks)) add('then', block);
  for (const changes of plan.known) {
    for (const block of changes.existing.project.blocks) add('now', valuesOf(block));
    for (const block of blocksAfter(changes)) add('then', block);
  }
  return [...years].map(([year, homes]) => ({ year, ...homes })).sort(byYear);
}

/** Those without a year come last. */
export function byYear(a: YearEffect, b: YearEffect): number {
  return (a.year ?? Number.MAX_SAFE_INTEGER) - (b.year ?? Number.MAX_SAFE_INTEGER);
}

function blocksAfter({ existing, updates, conflicts }: ProjectChanges): BlockValues[] {
  const blocks = new Map(
    existing.project.blocks.map((block) => [
      `projects/${existing.project.id}/blocks/${block.id}`,
      valuesOf(block),
    ]),
  );
  for (const { kind, path, field, to } of [...updates, ...conflicts]) {
    if (kind === 'addBlock') blocks.set(path, to as BlockValues);
    else if (kind === 'removeBlock') blocks.delete(path);
    else {
      const owner = path.slice(0, -field.length - 1);
      const block = blocks.get(owner);
      if (block !== undefined) blocks.set(owner, { ...block, [field]: to });
    }
  }
  return [...blocks.values()];
}

import { netHomes } from '../model/block.ts';
import { isHard } from '../model/project.ts';
import type { Plans } from '../model/read.ts';
import { parseTargetId } from '../model/target.ts';

/** Plan capacity should be this part of the need, so that plans may drop out. */
export const CAPACITY_NORM = 1.3;
/** The part of soft capacity that is taken to drop out in the corrected figure. */
export const SOFT_LOSS_PERCENT = 30;

export interface CapacityOptions {
  readonly years: readonly number[];
  readonly municipalities?: readonly string[];
  /** Whole per cents of soft capacity that drop out; 30 when left out. */
  readonly softLossPercent?: number;
  readonly norm?: number;
}

/** In net homes; likelihood is not applied. */
export interface Capacity {
  readonly hard: number;
  readonly soft: number;
  /** Soft capacity after the loss. */
  readonly softCorrected: number;
  /** Homes needed in these years; null when no need was entered. */
  readonly need: number | null;
  /** `(hard + soft) / need`; null without a need. */
  readonly ratio: number | null;
  /** `(hard + corrected soft) / need`. */
  readonly corrected: number | null;
  readonly norm: number;
}

/**
 * Insight 7: `sum(net) / need` against 130 %, and the same with soft capacity corrected for loss.
 * Source: product.md, Insights 7; need 1,000: hard 700 + soft 500 = 120 %; with 30 % loss 700 + 350 = 105 %.
 */
export function capacity(plans: Plans, options: CapacityOptions): Capacity {
  const years = new Set(options.years);
  const codes = options.municipalities === undefined ? null : new Set(options.municipalities);
  const inScope = (code: string | null): boolean => codes === null || (code !== null && codes.has(code));
  let hard = 0;
  let soft = 0;
  for (const project of plans.projects) {
    if (!inScope(project.municipality)) continue;
    for (const block of project.blocks) {
      if (block.year === null || !years.has(block.year)) continue;
      if (isHard(project)) hard += netHomes(block);
      else soft += netHomes(block);
    }
  }
  const need = needOf(plans, years, inScope);
  const softCorrected = (soft * (100 - (options.softLossPercent ?? SOFT_LOSS_PERCENT))) / 100;
  const share = (homes: number): number | null => (need === null || need === 0 ? null : homes / need);
  return {
    hard,
    soft,
    softCorrected,
    need,
    ratio: share(hard + soft),
    corrected: share(hard + softCorrected),
    norm: options.norm ?? CAPACITY_NORM,
  };
}

function needOf(plans: Plans, years: ReadonlySet<number>, inScope: (code: string) => boolean): number | null {
  let need: number | null = null;
  for (const target of plans.targets) {
    const at = parseTargetId(target.id);
    if (at === null || target.need === null || !years.has(at.year) || !inScope(at.municipality)) continue;
    need = (need ?? 0) + target.need;
  }
  return need;
}

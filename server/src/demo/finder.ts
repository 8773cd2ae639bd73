import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import type { DemoRecord } from './demo-region.ts';
import type { Plan, PlanBlock } from './plan.ts';

/** Finds what the stories speak of by name, and the paths and values as they stand in the plans. */
export interface Finder {
  plan(name: string): Plan;
  /** The first block to build that fits. */
  block(name: string, fits: (block: PlanBlock) => boolean): PlanBlock;
  path(name: string, field?: string): string;
  blockPath(name: string, block: PlanBlock, field?: string): string;
  /** A change of a block from what stands there today. */
  change(name: string, block: PlanBlock, field: 'year' | 'homes' | 'segment' | 'removed', to: Json): Change;
}

export function createFinder(plans: readonly Plan[]): Finder {
  const plan = (name: string): Plan => {
    const found = plans.find((one) => one.told && one.name === name);
    if (found === undefined) throw new Error(`demo: no plan ${name}`);
    return found;
  };
  const path = (name: string, field?: string): string =>
    `projects/${plan(name).id}${field === undefined ? '' : `/${field}`}`;
  const blockPath = (name: string, block: PlanBlock, field?: string): string =>
    path(name, `blocks/${block.id}${field === undefined ? '' : `/${field}`}`);
  return {
    plan,
    path,
    blockPath,
    block: (name, fits) => {
      const found = plan(name).blocks.find(fits);
      if (found === undefined) throw new Error(`demo: no such block in ${name}`);
      return found;
    },
    change: (name, block, field, to) => ({
      path: blockPath(name, block, field),
      from: { ...block }[field],
      to,
    }),
  };
}

/** The bottleneck record of a plan and a category. */
export function bottleneckOf(records: readonly DemoRecord[], plan: Plan, category: string): DemoRecord {
  const holds = ({ fields }: DemoRecord): boolean =>
    Array.isArray(fields['projects']) && fields['projects'].includes(plan.id);
  const found = records.find((record) => record.fields['category'] === category && holds(record));
  if (found === undefined) throw new Error(`demo: no ${category} of ${plan.name}`);
  return found;
}

import type * as Y from 'yjs';
import { affordability } from '@bouwberaad/shared/insight/affordable.ts';
import { balance } from '@bouwberaad/shared/insight/balance.ts';
import { bottleneckRanges } from '@bouwberaad/shared/insight/bottleneck-range.ts';
import { capacity } from '@bouwberaad/shared/insight/capacity.ts';
import { concentration } from '@bouwberaad/shared/insight/concentration.ts';
import { production } from '@bouwberaad/shared/insight/production.ts';
import { realism } from '@bouwberaad/shared/insight/realism.ts';
import { readPlans, readRecord, recordMap, type Plans } from '@bouwberaad/shared/model/read.ts';
import { median } from './numbers.ts';
import { FIRST_YEAR, makePlans } from './plans.ts';

/** Milliseconds, medians. */
export interface InsightTimes {
  readonly plans: number;
  /** Reading all plans out of the document. */
  readonly read: number;
  /** Every figure of plans that are read, warm. */
  readonly scratch: number;
  /** The same the first time, as a page that has just opened does it. */
  readonly first: number;
  /** One field of one plan changes: the plan is read again and every figure follows. */
  readonly edit: number;
}

const INSIGHT_PLANS = 5000;
const YEARS = Array.from({ length: 10 }, (_, at) => FIRST_YEAR + at);

export function measureInsights(rounds: number): InsightTimes {
  const { doc } = makePlans(INSIGHT_PLANS, 'import');
  const older = readPlans(doc);
  let plans = older;
  const first = timeOf(() => allFigures(plans, older));
  const read = median(times(rounds, () => (plans = readPlans(doc))));
  const scratch = median(times(rounds, () => allFigures(plans, older)));
  const edits = times(rounds, (round) => {
    plans = afterEdit(doc, plans, (round * 7919) % INSIGHT_PLANS, round);
    allFigures(plans, older);
  });
  return { plans: INSIGHT_PLANS, read, scratch, first, edit: median(edits) };
}

/** Every figure that a table shows; realism compares with the plans as they were at a reference date. */
function allFigures(plans: Plans, older: Plans): readonly unknown[] {
  const made = production(plans, { years: YEARS });
  return [
    made,
    balance(made),
    bottleneckRanges(plans),
    concentration(plans, { years: YEARS }),
    realism(older, plans, YEARS),
    affordability(plans, { years: YEARS }),
    capacity(plans, { years: YEARS }),
  ];
}

/** As the page does it: the plan that was touched is read anew, all others are what they were. */
function afterEdit(doc: Y.Doc, plans: Plans, at: number, round: number): Plans {
  const id = `p${at}`;
  const map = recordMap(doc, 'projects', id);
  if (map === null) throw new Error(`no ${id}`);
  map.set('likelihood', 10 + (round % 10) * 10);
  const project = readRecord('projects', id, map);
  return { ...plans, projects: plans.projects.map((one) => (one.id === id ? project : one)) };
}

function times(rounds: number, work: (round: number) => void): number[] {
  return Array.from({ length: rounds }, (_, round) => timeOf(() => work(round)));
}

function timeOf(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

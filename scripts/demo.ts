import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { balance } from '@bouwberaad/shared/insight/balance.ts';
import { concentrationSignals } from '@bouwberaad/shared/insight/concentration.ts';
import { production } from '@bouwberaad/shared/insight/production.ts';
import { systemClock, toDay } from '@bouwberaad/shared/lib/clock.ts';
import { isDay } from '@bouwberaad/shared/model/field.ts';
import { readPlans } from '@bouwberaad/shared/model/read.ts';
import type { DemoTable } from '../server/src/demo/demo-region.ts';
import { makeDemo } from '../server/src/demo/make-demo.ts';
import { toEdits } from '../server/src/demo/timeline.ts';

/**
 * node scripts/demo.ts [--today YYYY-MM-DD] [--seed TEXT] [--json]: what the demo region would be on a day, in a few
 * lines a table, or all of it as JSON. It touches no store.
 */
function main(): void {
  const { values } = parseArgs({
    options: { today: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
  });
  const { today = toDay(systemClock.now()), seed = 'overijssel', json = false } = values;
  if (!isDay(today)) {
    console.error('--today wants a date such as 2026-11-24');
    process.exitCode = 1;
    return;
  }
  const demo = makeDemo({ seed, today });
  if (json) console.log(JSON.stringify(demo, null, 2));
  else for (const table of demo.tables) describe(table, Number(today.slice(0, 4)));
}

function describe(demo: DemoTable, year: number): void {
  const doc = new Y.Doc();
  for (const { edit } of toEdits(demo)) applyEdit(doc, edit);
  const plans = readPlans(doc);
  const years = Array.from({ length: 10 }, (_, index) => year + index);
  console.log(
    `${demo.table.name}: ${String(plans.projects.length)} projects, ${String(plans.bottlenecks.length)} bottlenecks`,
  );
  if (plans.projects.length === 0) return;
  const figure = production(plans, { years });
  for (const row of figure.years) {
    const { planned, hard, soft, target, gap } = row;
    console.log(
      `  ${String(row.year)}  planned ${String(planned)}  expected ${hard.toFixed(0)} + ${soft.toFixed(0)}  target ${String(target)}  gap ${gap?.toFixed(0) ?? '-'}`,
    );
  }
  console.log(`  ${JSON.stringify(balance(figure))}`);
  for (const { municipality, year: at, homes, total, dwelling, segment } of concentrationSignals(plans, {
    years,
  })) {
    console.log(
      `  signal ${municipality} ${String(at)}: ${String(homes)} of ${String(total)} ${dwelling}, ${segment}`,
    );
  }
}

main();

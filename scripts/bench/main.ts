import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Clients } from './clients.ts';
import { measureCold, measureFanOut, measureRamp, type Plan } from './rows.ts';
import { measureGate } from './gate.ts';
import { measureEmbedded, measureMongo } from './stores.ts';
import { writeReport, type Results } from './report.ts';

const USAGE = 'npm run bench -- [--quick] [--only fan-out,ramp,cold,gate,store,mongo] [--no-write]';

const FULL: Plan = {
  runs: 3,
  seconds: 8,
  holdMs: 1500,
  refine: 2,
  rows: 100_000,
  gateEdits: 20_000,
  commits: 2000,
};
const QUICK: Plan = {
  runs: 1,
  seconds: 2,
  holdMs: 500,
  refine: 0,
  rows: 10_000,
  gateEdits: 6000,
  commits: 300,
};

async function main(): Promise<number> {
  let asked;
  try {
    asked = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        'no-write': { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    console.error(USAGE);
    return 2;
  }
  const plan = asked.quick ? QUICK : FULL;
  const wanted = (part: string): boolean => asked.only === undefined || asked.only.split(',').includes(part);
  const clients = new Clients();
  const loads = [loadavg()[0] ?? NaN];
  const part = async <T>(name: string, work: () => Promise<T>): Promise<T | null> => {
    if (!wanted(name)) return null;
    const result = await work();
    loads.push(loadavg()[0] ?? NaN);
    return result;
  };
  try {
    const results: Results = {
      quick: asked.quick,
      gate: await part('gate', async () => measureGate(plan.gateEdits)),
      embedded: await part('store', () => measureEmbedded(plan.commits)),
      fanOut: await part('fan-out', () => measureFanOut(clients, plan)),
      ramp: await part('ramp', () => measureRamp(clients, plan)),
      cold: await part('cold', () => measureCold(clients, plan)),
      mongo: await part('mongo', () => measureMongo(clients, plan)),
      loads,
    };
    writeReport(results, !asked['no-write'] && asked.only === undefined);
    return 0;
  } finally {
    clients.end();
  }
}

process.exitCode = await main();

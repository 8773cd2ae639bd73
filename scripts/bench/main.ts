import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock, toIso } from '@bouwberaad/shared/lib/clock.ts';
import { Clients } from './clients.ts';
import { measureGate } from './gate.ts';
import { measureInsights } from './insights.ts';
import { commitHere, thisMachine, versionsHere, watchOthers } from './machine.ts';
import { together, type Measured, type Measurements, type PartName, type Parts } from './measured.ts';
import { pageOf } from './report.ts';
import { measureCold, measureFanOut, measureRamp, measureSlowReader, type Plan } from './rows.ts';
import { measureEmbedded, measureMongo } from './stores.ts';
import { measureWeb } from './web.ts';

const USAGE = `npm run bench -- [PART ...] [--quick] [--write | --no-write]
Parts: gate insight store fan-out ramp slow cold mongo, all of them when none is named; and web, only when it is named.
Writes docs/benchmarks.json and docs/benchmarks.md, after a quick run only with --write.`;

const FULL: Plan = {
  runs: 3,
  seconds: 5,
  holdMs: 1000,
  refine: 2,
  rows: 100_000,
  slow: { perSecond: 250, bytes: 24_000, seconds: 12 },
  gateEdits: 20_000,
  insightRounds: 40,
  commits: 2000,
  edits: 20,
  visits: 5,
};
const QUICK: Plan = {
  runs: 1,
  seconds: 2,
  holdMs: 500,
  refine: 0,
  rows: 10_000,
  slow: { perSecond: 250, bytes: 24_000, seconds: 10 },
  gateEdits: 6000,
  insightRounds: 10,
  commits: 300,
  edits: 5,
  visits: 1,
};

const SERVER_PARTS: readonly PartName[] = [
  'gate',
  'insight',
  'store',
  'fan-out',
  'ramp',
  'slow',
  'cold',
  'mongo',
];

type Work = { readonly [K in PartName]: () => Promise<Parts[K] | { readonly missing: string }> };

const docs = (name: string): string => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

interface Asked {
  readonly parts: readonly PartName[];
  readonly quick: boolean;
  readonly write: boolean;
}

function readArguments(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        'no-write': { type: 'boolean', default: false },
      },
    });
    const known: readonly string[] = [...SERVER_PARTS, 'web'];
    if (!positionals.every((name) => known.includes(name))) return null;
    const parts = positionals.length === 0 ? SERVER_PARTS : (positionals as PartName[]);
    const write = !values['no-write'] && (values.write || !values.quick);
    return { parts, quick: values.quick, write };
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    console.error(USAGE);
    return 2;
  }
  const clients = new Clients();
  try {
    await measureParts(asked, clients);
    return 0;
  } finally {
    clients.end();
  }
}

/** One after the other; each is kept as soon as it is measured, whatever happens to the next. */
async function measureParts({ parts, quick, write }: Asked, clients: Clients): Promise<void> {
  const work = workOf(quick ? QUICK : FULL, clients);
  const measured: Partial<Record<PartName, Measured<unknown>>> = {};
  const about = { machine: thisMachine(), versions: versionsHere() };
  for (const name of parts) {
    const watch = watchOthers(() => clients.living());
    const conditions = { at: toIso(systemClock.now()), commit: commitHere(), quick };
    const result = await work[name]();
    if ('missing' in result) {
      console.error(`${name}: left out: ${result.missing}`);
      continue;
    }
    measured[name] = { result, conditions: { ...conditions, othersPercent: watch.others() } };
    console.log(`${name}: done, load ${(loadavg()[0] ?? NaN).toFixed(1)}`);
    if (write) keep({ ...about, parts: { [name]: measured[name] } });
  }
  console.log(`\n${pageOf({ ...about, parts: measured as Measurements['parts'] }, '')}`);
}

function workOf(plan: Plan, clients: Clients): Work {
  return {
    gate: () => Promise.resolve(measureGate(plan.gateEdits)),
    insight: () => Promise.resolve(measureInsights(plan.insightRounds)),
    store: () => measureEmbedded(plan.commits),
    'fan-out': () => measureFanOut(clients, plan),
    ramp: () => measureRamp(clients, plan),
    slow: () => measureSlowReader(clients, plan),
    cold: () => measureCold(clients, plan),
    mongo: () => measureMongo(clients, plan),
    web: () => measureWeb(plan),
  };
}

/** All that is known of this machine, in the files. */
function keep(now: Measurements): void {
  const older = existsSync(docs('benchmarks.json'))
    ? (JSON.parse(readFileSync(docs('benchmarks.json'), 'utf8')) as Measurements)
    : null;
  const all = together(older, now);
  const page = existsSync(docs('benchmarks.md')) ? readFileSync(docs('benchmarks.md'), 'utf8') : '';
  writeFileSync(docs('benchmarks.json'), `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(docs('benchmarks.md'), pageOf(all, page));
}

// Ctrl-C: what was started ends with us (servers.ts, at `exit`).
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

process.exitCode = await main();

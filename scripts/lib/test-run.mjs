import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { prepareMongo } from './mongo.mjs';
import { endAll, exitCodeOf } from './run.mjs';
import { STEPS } from './test-steps.mjs';
import { closingLine, report, summarise } from './test-summary.mjs';

const HEARTBEAT_MS = 30_000;

/** `npm test [-- step or group ...]`. Sets the exit code. */
export async function testAll(asked) {
  const known = [...new Set(STEPS.flatMap((step) => [step.group, step.id]))];
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  if (!(await ensureInstalled())) {
    console.log(
      `\nNothing was tested: the packages could not be installed.\n${closingLine({ passed: 0, failed: 1, skipped: 0 })}`,
    );
    process.exitCode = 1;
    return;
  }
  const wanted = (step) => asked.length === 0 || asked.includes(step.id) || asked.includes(step.group);
  const { results, needs } = await runAll(wanted);
  const totals = summarise(results, needs);
  process.exitCode = totals.failed > 0 ? 1 : 0;
}

async function runAll(wanted) {
  // In CI nothing may be missing; at somebody's desk a missing browser is said, and the rest is tested.
  const needs = {
    strict: Boolean(process.env.CI),
    mongo: { missing: 'not needed' },
    chromium: { missing: 'not needed' },
  };
  const started = { stop: async () => {} };
  endOnSignal(started);
  const results = new Map(STEPS.map((step) => [step, { step, skippedBecause: 'not asked for' }]));
  const inOrder = async (steps) => {
    for (const step of steps.filter(wanted)) results.set(step, await perform(step, needs));
  };
  try {
    // What only reads the sources runs two at a time, on two cores; what measures time runs alone.
    await Promise.all([
      prepare(needs, started, wanted).then(() => inOrder(STEPS.filter((step) => step.lane === 0))),
      inOrder(STEPS.filter((step) => step.lane === 1)),
    ]);
    await inOrder(STEPS.filter((step) => step.lane === undefined));
  } finally {
    await started.stop();
  }
  return { results: [...results.values()], needs };
}

/** Browser and database, for the steps that want them. */
async function prepare(needs, started, wanted) {
  const wants = (need) => STEPS.some((step) => step.needs?.includes(need) && wanted(step));
  if (wants('chromium')) needs.chromium = await watched('preparing Chromium', ensureChromium);
  if (!wants('mongo')) return;
  needs.mongo = await watched('preparing a MongoDB', prepareMongo);
  if (!needs.mongo.start) return;
  try {
    const { url, stop } = await needs.mongo.start();
    needs.mongo = { what: needs.mongo.what, url };
    started.stop = stop;
  } catch (error) {
    needs.mongo = { missing: error.message };
  }
}

async function perform(step, needs) {
  const began = performance.now();
  const outcome = await watched(step.name, () => step.run(needs));
  const result = { step, seconds: Math.round((performance.now() - began) / 1000), ...outcome };
  report(result);
  return result;
}

/** Says now and then that it is still at it. */
async function watched(what, work) {
  const began = performance.now();
  const heartbeat = setInterval(() => {
    console.log(`… ${what}, ${Math.round((performance.now() - began) / 1000)} s`);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
  }
}

function endOnSignal(started) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      endAll();
      void started.stop().finally(() => process.exit(exitCodeOf(signal)));
    });
  }
}

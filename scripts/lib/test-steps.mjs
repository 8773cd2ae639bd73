import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BIN, CACHE, NODE, projectEnv, ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { readReport } from './vitest-report.mjs';
import { buildWeb, isWebBuilt } from './web-build.mjs';

const WEB = join(ROOT, 'web');
/** Far beyond what any step takes: a step that hangs is a failure with a name, not a CI run without an end. */
const STEP_LIMIT_MS = 30 * 60_000;

/**
 * What `npm test` runs. `run(needs)` answers
 * - `{ code, output }`: one check that passed or not,
 * - with `counts` besides: that many single tests,
 * - `{ skippedBecause }`.
 * `needs` is what the preparations found: `{ strict, mongo: { url, what } | { missing }, chromium: { path } | { missing } }`.
 * Steps of the two lanes run side by side, the others after them, alone.
 */
export const STEPS = [
  { id: 'tsc', group: 'types', name: 'types: tsc', lane: 0, run: () => tool('tsc', ['-p', 'tsconfig.json']) },
  {
    id: 'prettier',
    group: 'lint',
    name: 'lint: prettier',
    lane: 0,
    run: () => tool('prettier', ['--check', '.']),
  },
  {
    id: 'imports',
    group: 'lint',
    name: 'lint: import rules',
    lane: 0,
    run: () => npmScript('lint:imports', ROOT),
  },
  {
    id: 'svelte-check',
    group: 'types',
    name: 'types: svelte-check',
    lane: 1,
    run: () => npmScript('check', WEB),
  },
  {
    id: 'eslint',
    group: 'lint',
    name: 'lint: eslint',
    lane: 1,
    run: () => tool('eslint', ['--max-warnings', '0', '.']),
  },
  { id: 'web-build', group: 'build', name: 'web build', lane: 1, run: webBuild },
  { id: 'unit', group: 'unit', name: 'unit, contract and integration', needs: ['mongo'], run: unit },
  { id: 'e2e', group: 'e2e', name: 'browser journeys', needs: ['mongo', 'chromium'], run: journeys },
];

function tool(name, args, env) {
  return run(NODE, [join(BIN, name), ...args], { env: stepEnv(env), timeout: STEP_LIMIT_MS });
}

/** Through npm, so that what a person runs and what is tested are one line. */
function npmScript(name, cwd) {
  return run('npm', ['run', '--silent', name], { cwd, env: stepEnv(), timeout: STEP_LIMIT_MS });
}

/** Colours only where somebody sees them. */
function stepEnv(extra) {
  return projectEnv({ ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...extra });
}

function webBuild() {
  return isWebBuilt() ? { code: 0, output: '' } : buildWeb();
}

function unit({ mongo, strict }) {
  return vitest('unit', ['unit', 'web'], mongoEnv(mongo, strict));
}

function journeys({ mongo, chromium, strict }) {
  if (!isWebBuilt()) return { code: 1, output: 'There is no build of the web as it is now: npm run build\n' };
  if ('missing' in chromium) {
    return strict ? { code: 1, output: `${chromium.missing}\n` } : { skippedBecause: chromium.missing };
  }
  return vitest('e2e', ['e2e'], { ...mongoEnv(mongo, strict), CHROMIUM_PATH: chromium.path });
}

/** The tests themselves refuse to run without a MongoDB unless they are told that it may be missing. */
function mongoEnv(mongo, strict) {
  // A server that a test starts takes the store that the test gives it, not the one of this shell.
  const own = { MONGODB_URL: undefined };
  if ('url' in mongo) return { ...own, TEST_MONGODB_URL: mongo.url };
  return strict ? own : { ...own, ALLOW_SKIP_MONGO: '1' };
}

async function vitest(id, projects, env) {
  const report = join(CACHE, 'test', `${id}.json`);
  rmSync(report, { force: true });
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const result = await tool('vitest', [...args, ...projects.flatMap((name) => ['--project', name])], env);
  return { ...result, counts: readReport(report) };
}

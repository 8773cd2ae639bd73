/** Of failed and skipped tests in the summary; the output of their step has them all. */
const NAMES_SHOWN = 30;

/** One line for a finished step, with its whole output when it failed. */
export function report(result) {
  console.log(line(result));
  if (isFailed(result)) console.log(indent(result.output.trimEnd()));
}

/** The end of a run: what ran, what did not and why, and as the very last line the totals. */
export function summarise(results, { mongo, chromium }) {
  console.log('\nSummary');
  for (const result of results) console.log(line(result));
  console.log(`MongoDB: ${mongo.what ?? `none, ${mongo.missing}`}`);
  console.log(`Chromium: ${chromium.path ?? `none, ${chromium.missing}`}`);
  list(
    'Failed',
    results.flatMap((result) => result.counts?.failed ?? []),
  );
  list(
    'Skipped',
    results.flatMap((result) => result.counts?.skipped ?? []),
  );
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    const tally = tallyOf(result);
    for (const key of Object.keys(totals)) totals[key] += tally[key];
  }
  console.log(closingLine(totals));
  return totals;
}

/** Read by CI: keep it to the letter. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function isFailed(result) {
  return result.skippedBecause === undefined && result.code !== 0;
}

/** A step with single tests counts each of them; any other counts once. */
function tallyOf(result) {
  if (result.skippedBecause !== undefined) return { passed: 0, failed: 0, skipped: 1 };
  const { counts, code } = result;
  if (!counts)
    return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  // A runner that fails over all its tests (an error beside them, none found) has failed once.
  const failed = counts.failed.length || (code === 0 ? 0 : 1);
  return { passed: counts.passed, failed, skipped: counts.skipped.length };
}

function line(result) {
  const { step, skippedBecause, seconds } = result;
  if (skippedBecause !== undefined) return `- ${step.name}: skipped, ${skippedBecause}`;
  const { passed, failed, skipped } = tallyOf(result);
  const tests = result.counts ? `: ${passed} passed, ${failed} failed, ${skipped} skipped` : '';
  return `${isFailed(result) ? '✗' : '✓'} ${step.name}${tests} (${seconds} s)`;
}

function list(title, names) {
  if (names.length === 0) return;
  console.log(`${title}:`);
  for (const name of names.slice(0, NAMES_SHOWN)) console.log(`  ${name}`);
  if (names.length > NAMES_SHOWN) console.log(`  and ${names.length - NAMES_SHOWN} more`);
}

function indent(text) {
  return text.replace(/^/gm, '    ');
}

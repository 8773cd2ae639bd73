import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * What vitest's JSON report says, test by test. A file that failed without a failed test (it could not be loaded, or
 * its hook threw) counts as one failure.
 * @returns {{ passed: number, failed: string[], skipped: string[] } | undefined} undefined: there is no report
 */
export function readReport(path) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  const counts = { passed: 0, failed: [], skipped: [] };
  for (const { name, status, assertionResults } of report.testResults) {
    const file = relative(ROOT, name);
    const failedBefore = counts.failed.length;
    for (const test of assertionResults) {
      const title = `${file}: ${test.fullName}`;
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') counts.failed.push(title);
      else counts.skipped.push(title);
    }
    if (status === 'failed' && counts.failed.length === failedBefore)
      counts.failed.push(`${file}: the file itself`);
  }
  return counts;
}
